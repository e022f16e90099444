import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  ask,
  asUser,
  bearer,
  grant,
  newToken,
  payloadOf,
  QUERY,
  sandboxWith,
  TABLE,
} from './support.ts';

const MAP = { name: 'map', allowed_apis: ['maps'], grants: [grant(TABLE)] };

describe('POST /v3/tokens', () => {
  it('makes a token of the documented shape', async () => {
    const now = new Date('2030-01-01T00:00:00Z');
    const sandbox = await sandboxWith({ now: () => now });
    const body = {
      ...MAP,
      referers: ['https://a.example/'],
      expiration_date: '2031-01-01T01:00:00+01:00',
    };
    const answer = await ask(sandbox, '/v3/tokens', { headers: await asUser(sandbox), body });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        ...body,
        expiration_date: '2031-01-01T00:00:00.000Z',
        token: expect.any(String),
        id: expect.any(String),
        created_at: now.toISOString(),
        owner: 'sandbox',
      },
    });
    const { token } = answer.body;
    expect(token).toMatch(/^eyJhbGciOiJIUzI1NiJ9\.eyJhIjoiYWNf[\w-]+\.[\w-]{43}$/);
    expect(payloadOf(token)).toEqual({
      a: 'ac_sandbox',
      jti: expect.stringMatching(/^[0-9a-f]{32}$/),
      sandbox: true,
      exp: Date.parse('2031-01-01T00:00:00Z') / 1000,
    });
    const [header, payload, signature] = token.split('.');
    const hmac = createHmac('sha256', sandbox.account.signingKey);
    expect(signature).toBe(hmac.update(`${header}.${payload}`).digest('base64url'));
  });

  it('makes up a name, and leaves the rest empty', async () => {
    const sandbox = await sandboxWith();
    const answer = await ask(sandbox, '/v3/tokens', {
      headers: await asUser(sandbox),
      body: { allowed_apis: ['lds'] },
    });
    expect(answer.body).toMatchObject({
      name: expect.stringMatching(/^tk_[0-9a-f]{8}$/),
      grants: [],
      referers: [],
      expiration_date: null,
    });
  });

  it.each([
    ['unknown API', { allowed_apis: ['mpas', 'lds'] }, ['allowed_apis[0]', '"mpas"']],
    ['imports beside another', { allowed_apis: ['imports', 'lds'] }, ['cannot be combined']],
    ['no grant', { ...MAP, grants: [] }, ['the Maps API can do nothing without a grant']],
    [
      'no grant of a right kind',
      { allowed_apis: ['sql'], grants: [grant(TABLE)] },
      ['none is of a kind'],
    ],
    ['imports without a grant', { allowed_apis: ['imports'] }, ['where it may write']],
    ['source', { ...MAP, grants: [grant('stores')] }, ['grants[0].source', 'in full']],
    ['connection', { ...MAP, grants: [grant(TABLE, 'nowhere')] }, ['no connection "nowhere"']],
    [
      'shape of a grant',
      { ...MAP, grants: [{ source: TABLE }] },
      ['grants[0].connection_name is missing'],
    ],
    ['shape of a list', { ...MAP, referers: 'https://a.example/' }, ['referers has to be a list']],
    ['unknown property', { ...MAP, referrers: [] }, ['referrers is not a property']],
    ['empty name', { ...MAP, name: ' ' }, ['name is empty']],
    ['past', { ...MAP, expiration_date: '2020-01-01T00:00:00Z' }, ['not in the future']],
    ['no date', { ...MAP, expiration_date: 'tomorrow' }, ['"tomorrow" is not an ISO 8601']],
    ['no day', { ...MAP, expiration_date: '2999-02-30T00:00:00Z' }, ['not an ISO 8601']],
    ['no object', [], ['has to be an object']],
  ])('refuses: %s', async (_, body, reasons) => {
    const sandbox = await sandboxWith();
    const answer = await ask(sandbox, '/v3/tokens', { headers: await asUser(sandbox), body });
    expect(answer.status).toBe(422);
    for (const reason of reasons) expect(answer.body.errors.join('\n')).toContain(reason);
    expect(answer.body.error).toBe(answer.body.errors[0]);
    expect(sandbox.account.tokens).toEqual([]);
    expect(sandbox.requests.performed).not.toHaveProperty(['POST /v3/tokens']);
  });

  it('says all that is wrong at once', async () => {
    const sandbox = await sandboxWith();
    const body = { allowed_apis: ['mpas', 'sql'], grants: [grant('x', 'nowhere')] };
    const answer = await ask(sandbox, '/v3/tokens', { headers: await asUser(sandbox), body });
    expect(answer.body.errors).toHaveLength(4);
  });

  it('refuses a name that is taken, also when both come at once', async () => {
    const sandbox = await sandboxWith();
    const headers = await asUser(sandbox);
    const answers = await Promise.all(
      [1, 2, 3].map(() => ask(sandbox, '/v3/tokens', { headers, body: MAP })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(sandbox.requests.received['POST /v3/tokens']).toBe(3);
    expect(sandbox.requests.performed['POST /v3/tokens']).toBe(1);
  });

  it('refuses a body that is not JSON', async () => {
    const sandbox = await sandboxWith();
    const answer = await ask(sandbox, '/v3/tokens', {
      headers: await asUser(sandbox),
      body: '{"name":',
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('not JSON') },
    });
  });
});

describe('/v3/tokens/{token}', () => {
  it('lists, gets and deletes', async () => {
    const sandbox = await sandboxWith();
    const headers = await asUser(sandbox);
    const token = await newToken(sandbox, MAP);
    const list = await ask(sandbox, '/v3/tokens', { headers });
    expect(list.body).toEqual([expect.objectContaining({ name: 'map', token })]);
    const one = await ask(sandbox, `/v3/tokens/${token}`, { headers });
    expect(one.body).toEqual(list.body[0]);
    const gone = await ask(sandbox, `/v3/tokens/${token}`, { headers, method: 'DELETE' });
    expect(gone).toMatchObject({ status: 204, body: '' });
    for (const method of ['GET', 'DELETE']) {
      const answer = await ask(sandbox, `/v3/tokens/${token}`, { headers, method });
      expect(answer.status).toBe(404);
      expect(JSON.stringify(answer.body)).not.toContain(token);
    }
    expect(sandbox.requests.performed['DELETE /v3/tokens/:token']).toBe(1);
  });

  it('changes what is named, and keeps the rest', async () => {
    const sandbox = await sandboxWith();
    const headers = await asUser(sandbox);
    const token = await newToken(sandbox, { ...MAP, expiration_date: '2999-01-01T00:00:00Z' });
    const path = `/v3/tokens/${token}`;
    const body = { name: 'renamed', referers: ['https://a.example/'] };
    const answer = await ask(sandbox, path, { headers, method: 'PATCH', body });
    expect(answer).toMatchObject({
      status: 200,
      body: { ...MAP, ...body, token, expiration_date: '2999-01-01T00:00:00.000Z' },
    });
    expect((await ask(sandbox, path, { headers })).body).toEqual(answer.body);
  });

  it.each([
    ['the whole has to be right', { allowed_apis: ['sql'] }, 422, 'none is of a kind'],
    [
      'an expiry',
      { expiration_date: '2999-01-01T00:00:00Z' },
      422,
      'only when the token is created',
    ],
    ['no expiry either', { expiration_date: null }, 422, 'only when the token is created'],
    ['the token itself', { token: 'x' }, 422, 'token is not a property'],
    ['a name that is taken', { name: 'other' }, 409, '"other"'],
  ])('refuses changes: %s', async (_, body, status, reason) => {
    const sandbox = await sandboxWith();
    const headers = await asUser(sandbox);
    await newToken(sandbox, { name: 'other', allowed_apis: ['lds'] });
    const token = await newToken(sandbox, MAP);
    const answer = await ask(sandbox, `/v3/tokens/${token}`, { headers, method: 'PATCH', body });
    expect(answer).toMatchObject({ status, body: { error: expect.stringContaining(reason) } });
    expect(sandbox.account.tokens[1]).toMatchObject(MAP);
  });

  it('is closed to access tokens', async () => {
    const sandbox = await sandboxWith();
    const token = await newToken(sandbox, { allowed_apis: ['sql', 'maps'], grants: [grant('*')] });
    const paths = ['/v3/tokens', `/v3/tokens/${token}`, '/v3/connections'];
    for (const path of paths) {
      const answer = await ask(sandbox, path, { headers: bearer(token) });
      expect(answer).toMatchObject({
        status: 403,
        body: { error: expect.stringContaining('OAuth Access Token') },
      });
    }
  });
});

it('GET /v3/connections lists those of the seed', async () => {
  const seed = { connections: [{ name: 'sf', provider: 'snowflake' }, { name: 'bq' }] };
  const sandbox = await sandboxWith({
    seed: { ...seed, tokens: [{ ...MAP, grants: [grant(QUERY, 'sf')] }] },
  });
  const { body } = await ask(sandbox, '/v3/connections', { headers: await asUser(sandbox) });
  expect(body).toMatchObject([
    { name: 'sf', provider_id: 'snowflake' },
    { name: 'bq', provider_id: 'bigquery' },
  ]);
  expect(sandbox.account.tokens).toHaveLength(1);
});
