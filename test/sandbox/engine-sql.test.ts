import { describe, expect, it } from 'vitest';
import { usesOf } from '../../sandbox/engine/statement.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { apiKey } from '../support/synthetic.ts';
import { type Asked, ask, basic, sandboxWith } from './support.ts';

const SQL = '/api/v2/sql';
const SELECT = 'SELECT * FROM stores';

const SEED = {
  keys: [
    {
      name: 'reader',
      grants: [
        { type: 'apis' as const, apis: ['sql' as const] },
        {
          type: 'database' as const,
          tables: [
            { schema: 'public', name: 'stores', permissions: ['select' as const] },
            { schema: 'ada', name: 'visits', permissions: ['select' as const, 'insert' as const] },
          ],
          schemas: [{ name: 'ada', permissions: ['create' as const] }],
        },
      ],
    },
    { name: 'maps only', grants: [{ type: 'apis' as const, apis: ['maps' as const] }] },
  ],
};

const tokenOf = ({ account }: Sandbox, name: string) =>
  account.keys.find((key) => key.name === name)?.token ?? '';

function run(sandbox: Sandbox, q: string, asked: Asked & { key?: string } = {}) {
  const key = asked.key === undefined ? '' : `&api_key=${encodeURIComponent(asked.key)}`;
  return ask(sandbox, `${SQL}?q=${encodeURIComponent(q)}${key}`, asked);
}

describe('what a key may do', () => {
  it.each([
    [SELECT, 200],
    ['SELECT * FROM public.stores', 200],
    ['SELECT 1', 200],
    ['SELECT * FROM stores s JOIN ada.visits v ON s.id = v.id', 200],
    ['SELECT * FROM visits', 403],
    ['SELECT * FROM secrets', 403],
    ['SELECT * FROM stores, secrets', 403],
    ['SELECT * FROM stores WHERE id IN (SELECT id FROM secrets)', 403],
    ['INSERT INTO ada.visits (id) SELECT id FROM stores', 200],
    ['INSERT INTO stores VALUES (1)', 403],
    ['UPDATE stores SET a = 1', 403],
    ['DELETE FROM ada.visits', 403],
    ['CREATE TABLE ada.new (id int)', 200],
    ['CREATE TABLE new (id int)', 403],
    ['DROP TABLE ada.visits', 403],
    ['SELECT 1; DROP TABLE stores', 403],
  ])('reader: %s: %i', async (q, status) => {
    const sandbox = await sandboxWith({ seed: SEED });
    const answer = await run(sandbox, q, { key: tokenOf(sandbox, 'reader') });
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    if (status === 403) expect(answer.body).toEqual({ error: [expect.stringContaining('denied')] });
    expect((await run(sandbox, q, { key: sandbox.addresses.masterKey })).status).toBe(200);
  });

  it('needs the SQL API', async () => {
    const sandbox = await sandboxWith({ seed: SEED });
    const answer = await run(sandbox, 'SELECT 1', { key: tokenOf(sandbox, 'maps only') });
    expect(answer).toMatchObject({
      status: 403,
      body: { error: [expect.stringContaining('"maps only" is not for the SQL API')] },
    });
  });

  it('is answered as CARTO does', async () => {
    const sandbox = await sandboxWith({ seed: SEED });
    const { body } = await run(sandbox, SELECT, { key: tokenOf(sandbox, 'reader') });
    expect(body).toEqual({
      rows: expect.arrayContaining([expect.objectContaining({ store_id: 1 })]),
      fields: expect.objectContaining({ store_id: { type: 'number' } }),
      time: expect.any(Number),
      total_rows: 5,
    });
    const written = await run(sandbox, 'DELETE FROM stores', { key: sandbox.addresses.masterKey });
    expect(written.body).toMatchObject({ rows: [], total_rows: 0 });
  });
});

describe('how a key is sent', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  /** Which of the three ways hold a key that may, and what it comes to: the first way decides. */
  it.each([
    [{ basic: 'right', query: 'wrong', body: 'wrong' }, 200],
    [{ basic: 'wrong', query: 'right', body: 'right' }, 403],
    [{ query: 'right', body: 'wrong' }, 200],
    [{ query: 'wrong', body: 'right' }, 403],
    [{ body: 'right' }, 200],
    [{ body: 'wrong' }, 403],
    [{}, 403],
  ])('%j: %i', async (sent: { basic?: string; query?: string; body?: string }, status) => {
    const sandbox = await sandboxWith({ seed: SEED });
    const right = tokenOf(sandbox, 'reader');
    const keyFor = (way: string) => (way === 'right' ? right : tokenOf(sandbox, 'maps only'));
    const body = new URLSearchParams({
      q: SELECT,
      ...(sent.body ? { api_key: keyFor(sent.body) } : {}),
    });
    const path = sent.query ? `${SQL}?api_key=${keyFor(sent.query)}` : SQL;
    const headers = sent.basic ? basic('sandbox', keyFor(sent.basic)) : {};
    const byForm = await ask(sandbox, path, {
      headers: { ...form, ...headers },
      body: String(body),
    });
    expect(byForm.status, JSON.stringify(byForm.body)).toBe(status);
    const byJson = await ask(sandbox, path, { headers, body: Object.fromEntries(body) });
    expect(byJson.status).toBe(status);
  });

  it('is default_public where none is sent', async () => {
    const sandbox = await sandboxWith({ seed: SEED });
    expect((await run(sandbox, 'SELECT 1')).status).toBe(200);
    expect((await run(sandbox, 'SELECT 1', { key: 'default_public' })).status).toBe(200);
    expect(await run(sandbox, SELECT)).toMatchObject({
      status: 403,
      body: { error: [expect.stringContaining('public.stores')] },
    });
  });

  it('is refused when malformed, unknown, regenerated or of another user', async () => {
    const sandbox = await sandboxWith({ seed: SEED });
    const { username, masterKey } = sandbox.addresses;
    const old = tokenOf(sandbox, 'reader');
    const regenerate = '/api/v3/api_keys/reader/token/regenerate';
    await ask(sandbox, regenerate, { headers: basic(username, masterKey), method: 'POST' });
    for (const key of ['x', '', apiKey('base64url'), old]) {
      const answer = await run(sandbox, 'SELECT 1', { key });
      expect(answer).toMatchObject({ status: 403, body: { error: [expect.any(String)] } });
      if (key.length > 1) expect(JSON.stringify(answer.body)).not.toContain(key);
    }
    for (const headers of [basic('other', masterKey), { authorization: 'Basic eA==' }]) {
      expect((await run(sandbox, 'SELECT 1', { headers })).status).toBe(403);
    }
    const path = `${SQL}?q=SELECT%201&api_key=${masterKey}`;
    expect((await ask(sandbox, `/u/other${path}`)).status).toBe(403);
    expect((await ask(sandbox, `/u/${username}${path}`)).status).toBe(200);
  });

  it('goes with a query', async () => {
    const sandbox = await sandboxWith();
    expect(await ask(sandbox, SQL)).toMatchObject({
      status: 400,
      body: { error: [expect.any(String)] },
    });
  });
});

describe('usesOf', () => {
  it.each([
    [
      'SELECT a, b FROM t, "My Table" AS m, s.u',
      'select public.t, select public.My Table, select s.u',
    ],
    [
      'SELECT * FROM (a JOIN b ON a.x = b.x), c',
      'select public.a, select public.b, select public.c',
    ],
    ['SELECT * FROM a JOIN b ON a.x = b.x, c', 'select public.a, select public.b, select public.c'],
    ['SELECT * FROM a JOIN b USING (x)', 'select public.a, select public.b'],
    ['SELECT * FROM ((SELECT x, y FROM t)) s, u', 'select public.t, select public.u'],
    ['SELECT EXTRACT(day FROM d), trim(both from x) FROM T', 'select public.t'],
    ['SELECT * FROM t WHERE a IS NOT DISTINCT FROM b', 'select public.t'],
    ['SELECT * FROM generate_series(1, 2) g, t', 'select public.t'],
    ["SELECT 'FROM x' /* FROM y */ FROM t -- FROM z", 'select public.t'],
    ["SELECT E'\\'', 'a' FROM t --'", 'select public.t'],
    ['SELECT $q$ FROM x $q$ FROM t', 'select public.t'],
    ['WITH a AS (SELECT 1), b (x) AS (SELECT x FROM t) SELECT * FROM a, b', 'select public.t'],
    ['WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d', 'delete public.t'],
    ['INSERT INTO s.t (a, b) SELECT a, b FROM u', 'insert s.t, select public.u'],
    ['INSERT INTO t VALUES (1) ON CONFLICT DO UPDATE SET a = 1, b = 2', 'insert public.t'],
    ['UPDATE ONLY t SET a = 1, b = u.b FROM u', 'update public.t, select public.u'],
    ['DELETE FROM t USING u WHERE t.a = u.a', 'delete public.t, select public.u'],
    ['SELECT * FROM t FOR UPDATE', 'select public.t'],
    ['SELECT * FROM a UNION SELECT x, y FROM b', 'select public.a, select public.b'],
    ['SELECT * INTO s.n FROM t', 'create s., select public.t'],
    ['CREATE TABLE IF NOT EXISTS s.n AS SELECT * FROM t', 'create s., select public.t'],
    ['TABLE t', 'select public.t'],
    ['TRUNCATE t', 'own public.'],
  ])('%s', (sql, expected) => {
    const uses = usesOf(sql).map(({ action, schema, table }) => `${action} ${schema}.${table}`);
    expect(uses.join(', ')).toBe(expected);
  });
});
