import { describe, expect, it } from 'vitest';
import { accessToken } from '../support/synthetic.ts';
import { ask, asUser, bearer, grant, newToken, QUERY, sandboxWith, TABLE } from './support.ts';

const q = (sql: string) => encodeURIComponent(sql);
const SQL = (sql = QUERY, connection = 'carto_dw') => `/v3/sql/${connection}/query?q=${q(sql)}`;
const MAPS = (type: string, parameters: string, connection = 'carto_dw') =>
  `/v3/maps/${connection}/${type}?${parameters}`;
const GEOCODE = '/v3/lds/geocoding/geocode?address=Gran%20Via';
const ISOLINE = '/v3/lds/isolines?origin=-3.7,40.4&mode=car&range=300&range_type=time';

const TOKENS = {
  table: { allowed_apis: ['maps'], grants: [grant(TABLE)] },
  wildcard: { allowed_apis: ['maps'], grants: [grant('shop.retail.*')] },
  both: { allowed_apis: ['maps', 'sql'], grants: [grant(TABLE), grant(QUERY)] },
  query: { allowed_apis: ['sql'], grants: [grant(QUERY)] },
  all: { allowed_apis: ['maps', 'sql'], grants: [grant('*')] },
  otherConnection: { allowed_apis: ['maps', 'sql'], grants: [grant('*', 'other')] },
  lds: { allowed_apis: ['lds'] },
  web: { allowed_apis: ['lds'], referers: ['https://a.example/', 'http://localhost*'] },
  nothing: { allowed_apis: [] },
} as const;

/** Who asks for what, the status, what the reason says, and from which website. */
type Decision = [
  name: keyof typeof TOKENS,
  path: string,
  status: number,
  reason?: string | undefined,
  referer?: string,
];

const DECISIONS: readonly Decision[] = [
  ['table', MAPS('table', `name=${TABLE}`), 200],
  ['table', MAPS('table', 'name=`shop`.retail.stores'), 200],
  ['table', MAPS('table', 'name="shop"."retail"."stores"'), 200],
  ['table', MAPS('tileset', `name=${TABLE}`), 200],
  ['table', MAPS('table', 'name=shop.retail.other'), 403, 'shop.retail.other'],
  ['table', MAPS('query', `q=${q(QUERY)}`), 403, 'the very query'],
  ['table', SQL(), 403, 'not allowed the SQL API'],
  ['table', MAPS('table', `name=${TABLE}`, 'other'), 403, '"other"'],
  ['table', MAPS('table', ''), 400, 'Send its full name as "name"'],
  ['table', MAPS('table', `name=${q(QUERY)}`), 400, 'not the name of a table'],
  ['table', MAPS('query', ''), 400, 'Send it as "q"'],
  ['wildcard', MAPS('table', 'name=shop.retail.anything'), 200],
  ['wildcard', MAPS('table', 'name=shop.other.anything'), 403],
  ['both', MAPS('table', `name=${TABLE}`), 200],
  ['both', MAPS('query', `q=${q(QUERY)}`), 200],
  ['both', SQL(), 200],
  ['both', SQL(`  ${QUERY} ;\n`), 200],
  ['both', SQL(`${QUERY} LIMIT 1`), 403, 'the very query'],
  ['both', SQL(TABLE), 403, 'the very query'],
  ['query', SQL(), 200],
  ['query', `${SQL()}&queryParameters=${q('{"a":1}')}`, 200],
  ['query', `${SQL()}&queryParameters=${q('[1]')}`, 200],
  ['query', `${SQL()}&queryParameters=1`, 400, 'neither an object nor a list'],
  ['query', MAPS('query', `q=${q(QUERY)}`), 403, 'not allowed the Maps API'],
  ['query', SQL(QUERY, 'other'), 403, '"other"'],
  ['all', SQL('SELECT 1'), 200],
  ['all', MAPS('table', 'name=any.thing.there'), 200],
  ['all', SQL('SELECT 1', 'other'), 403],
  ['all', GEOCODE, 403, 'not allowed the LDS API'],
  ['otherConnection', SQL('SELECT 1', 'other'), 200],
  ['otherConnection', SQL('SELECT 1'), 403, '"carto_dw"'],
  ['lds', GEOCODE, 200],
  ['lds', '/v3/lds/geocoding/reverse?lat=40.4&lon=-3.7', 200],
  ['lds', ISOLINE, 200],
  ['lds', '/v3/lds/isolines', 400, 'longitude,latitude'],
  ['lds', '/v3/lds/geocoding/geocode', 400, '"address"'],
  ['lds', SQL(), 403],
  ['lds', '/v3/lds/nothing', 404, 'GET /v3/lds/isolines'],
  ['web', GEOCODE, 200, undefined, 'https://a.example/'],
  ['web', GEOCODE, 403, 'Unauthorized referer', 'https://a.example'],
  ['web', GEOCODE, 403, 'Unauthorized referer', 'https://a.example/page'],
  ['web', GEOCODE, 403, 'Unauthorized referer', 'https://A.example/'],
  ['web', GEOCODE, 200, undefined, 'http://localhost:5173/page'],
  ['web', GEOCODE, 403, 'Unauthorized referer'],
  ['web', '/v3/lds/geocoding/geocode', 403, 'Unauthorized referer'],
  ['table', '/v3/lds/geocoding/geocode', 403, 'not allowed the LDS API'],
  ['nothing', GEOCODE, 403, 'not allowed the LDS API'],
];

const SEED = {
  connections: [{ name: 'carto_dw' }, { name: 'other' }],
  tokens: Object.entries(TOKENS).map(([name, body]) => ({
    name,
    allowed_apis: [...body.allowed_apis],
    grants: 'grants' in body ? [...body.grants] : [],
    referers: 'referers' in body ? [...body.referers] : [],
  })),
};

describe('who may what', () => {
  it.each(DECISIONS)('%s, %s: %i', async (...decision: Decision) => {
    const [name, path, status, reason = '', referer = ''] = decision;
    const sandbox = await sandboxWith({ seed: SEED });
    const token = sandbox.account.tokens.find((each) => each.name === name)?.token ?? '';
    const headers: Record<string, string> = referer ? { referer } : {};
    for (const answer of [
      await ask(sandbox, path, { headers: { ...headers, ...bearer(token) } }),
      await ask(sandbox, `${path}${path.includes('?') ? '&' : '?'}access_token=${token}`, {
        headers,
      }),
    ]) {
      expect(answer.status, JSON.stringify(answer.body)).toBe(status);
      if (status !== 200) expect(answer.body.error).toContain(reason);
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    }
  });

  it('answers a wrong referer in the very words of CARTO', async () => {
    const sandbox = await sandboxWith({ seed: SEED });
    const token = sandbox.account.tokens.find(({ name }) => name === 'web')?.token ?? '';
    const answer = await ask(sandbox, GEOCODE, { headers: bearer(token) });
    expect(answer.body).toEqual({ error: 'Unauthorized referer' });
  });

  it('lets an OAuth token do everything, with what there is', async () => {
    const sandbox = await sandboxWith();
    const headers = await asUser(sandbox);
    expect((await ask(sandbox, SQL('SELECT 1'), { headers })).status).toBe(200);
    expect((await ask(sandbox, MAPS('table', `name=${TABLE}`), { headers })).status).toBe(200);
    expect((await ask(sandbox, GEOCODE, { headers })).status).toBe(200);
    expect(await ask(sandbox, SQL('SELECT 1', 'nowhere'), { headers })).toMatchObject({
      status: 404,
      body: { error: expect.stringContaining('"nowhere"') },
    });
  });

  it('knows nobody without a token, with another’s, or with a deleted one', async () => {
    const sandbox = await sandboxWith({ seed: SEED });
    const token = sandbox.account.tokens.find(({ name }) => name === 'all')?.token ?? '';
    const headers = await asUser(sandbox);
    await ask(sandbox, `/v3/tokens/${token}`, { headers, method: 'DELETE' });
    for (const headers of [{}, bearer(accessToken()), bearer(token), bearer(`${token}x`)]) {
      for (const path of [SQL(), MAPS('table', ''), GEOCODE, '/v3/imports/1']) {
        const answer = await ask(sandbox, path, { headers });
        expect(answer, path).toMatchObject({ status: 401, body: { error: expect.any(String) } });
        expect(JSON.stringify(answer.body)).not.toContain(token);
      }
    }
  });

  it('refuses a token that has expired', async () => {
    let now = new Date('2030-01-01T00:00:00Z');
    const sandbox = await sandboxWith({ now: () => now });
    const token = await newToken(sandbox, {
      ...TOKENS.lds,
      expiration_date: '2030-06-01T00:00:00Z',
    });
    expect((await ask(sandbox, GEOCODE, { headers: bearer(token) })).status).toBe(200);
    now = new Date('2030-06-01T00:00:00Z');
    expect(await ask(sandbox, GEOCODE, { headers: bearer(token) })).toMatchObject({
      status: 403,
      body: { error: expect.stringContaining('expired') },
    });
  });

  it('takes a query by POST', async () => {
    const sandbox = await sandboxWith({ seed: SEED });
    const token = sandbox.account.tokens.find(({ name }) => name === 'both')?.token ?? '';
    const body = { q: QUERY, queryParameters: { a: 1 } };
    for (const path of ['/v3/sql/carto_dw/query', '/v3/maps/carto_dw/query']) {
      expect((await ask(sandbox, path, { headers: bearer(token), body })).status).toBe(200);
      const wrong = { ...body, q: 'SELECT 2' };
      expect((await ask(sandbox, path, { headers: bearer(token), body: wrong })).status).toBe(403);
    }
  });
});

describe('the Imports API', () => {
  const IMPORT = { connection: 'carto_dw', url: 'https://a.example/stores.csv' };

  it('takes a job and says how it went', async () => {
    const sandbox = await sandboxWith();
    const headers = bearer(
      await newToken(sandbox, { allowed_apis: ['imports'], grants: [grant(TABLE)] }),
    );
    const created = await ask(sandbox, '/v3/imports', { headers, body: IMPORT });
    expect(created).toMatchObject({ status: 201, body: { ...IMPORT, status: 'pending' } });
    const { jobId } = created.body;
    const job = await ask(sandbox, `/v3/imports/${jobId}`, { headers });
    expect(job).toMatchObject({ status: 200, body: { jobId, status: 'success' } });
    const list = await ask(sandbox, '/v3/imports', { headers });
    expect(list.body).toEqual([expect.objectContaining({ jobId, status: 'success' })]);
    expect((await ask(sandbox, '/v3/imports/none', { headers })).status).toBe(404);
    const elsewhere = { ...IMPORT, connection: 'elsewhere' };
    expect((await ask(sandbox, '/v3/imports', { headers, body: elsewhere })).status).toBe(403);
    expect((await ask(sandbox, '/v3/imports', { headers, body: {} })).status).toBe(400);
  });

  it('is closed to tokens for other APIs', async () => {
    const sandbox = await sandboxWith();
    const headers = bearer(await newToken(sandbox, TOKENS.all));
    const answer = await ask(sandbox, '/v3/imports', { headers, body: IMPORT });
    expect(answer).toMatchObject({
      status: 403,
      body: { error: expect.stringContaining('Imports API') },
    });
  });
});
