import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { apiKey } from '../support/synthetic.ts';
import { ask, basic, sandboxWith } from './support.ts';

const KEYS = '/api/v3/api_keys';
const STORES = { schema: 'public', name: 'stores', permissions: ['select'] };
const GRANTS = [
  { type: 'apis', apis: ['sql', 'maps'] },
  { type: 'database', tables: [STORES] },
];

const asMaster = ({ addresses: { username, masterKey } }: Sandbox) => basic(username, masterKey);

function create(sandbox: Sandbox, body: object) {
  return ask(sandbox, KEYS, { headers: asMaster(sandbox), body });
}

describe('the Auth API', () => {
  it('has the two keys that every user has', async () => {
    const sandbox = await sandboxWith({ seed: { username: 'ada' } });
    const { body } = await ask(sandbox, KEYS, { headers: asMaster(sandbox) });
    expect(body).toMatchObject({ total: 2, count: 2 });
    expect(body.result).toMatchObject([
      {
        name: 'Master',
        type: 'master',
        token: sandbox.addresses.masterKey,
        user: { username: 'ada' },
      },
      { name: 'Default public', type: 'default', token: 'default_public' },
    ]);
    expect(sandbox.addresses.masterKey).toMatch(/^[0-9a-f]{40}$/);
  });

  it('creates, gets, regenerates and deletes, at both addresses', async () => {
    let now = new Date('2030-01-01T00:00:00Z');
    const sandbox = await sandboxWith({ now: () => now });
    const headers = asMaster(sandbox);
    const created = await create(sandbox, { name: 'my key', grants: GRANTS });
    expect(created).toMatchObject({
      status: 201,
      body: {
        name: 'my key',
        user: { username: 'sandbox' },
        type: 'regular',
        token: expect.stringMatching(/^[\w-]{22}$/),
        grants: GRANTS,
        created_at: now.toISOString(),
        updated_at: now.toISOString(),
      },
    });
    const path = `${KEYS}/my%20key`;
    expect((await ask(sandbox, path, { headers })).body).toEqual(created.body);
    expect((await ask(sandbox, `/u/sandbox${path}`, { headers })).body).toEqual(created.body);
    expect((await ask(sandbox, `/u/other${path}`, { headers })).status).toBe(404);

    now = new Date('2030-01-02T00:00:00Z');
    const renewed = await ask(sandbox, `${path}/token/regenerate`, { headers, method: 'POST' });
    expect(renewed).toMatchObject({
      status: 200,
      body: { grants: GRANTS, updated_at: now.toISOString() },
    });
    expect(renewed.body.token).not.toBe(created.body.token);

    expect((await ask(sandbox, path, { headers, method: 'DELETE' })).status).toBe(204);
    for (const [method, gone] of [
      ['GET', path],
      ['DELETE', path],
      ['POST', `${path}/token/regenerate`],
    ] as const) {
      expect(await ask(sandbox, gone, { headers, method })).toMatchObject({
        status: 404,
        body: { errors: [expect.stringContaining('"my key"')] },
      });
    }
  });

  it.each(['Master', 'Default%20public'])('keeps %s', async (name) => {
    const sandbox = await sandboxWith();
    const headers = asMaster(sandbox);
    const gone = await ask(sandbox, `${KEYS}/${name}`, { headers, method: 'DELETE' });
    expect(gone).toMatchObject({ status: 403, body: { errors: [expect.any(String)] } });
    const renewed = await ask(sandbox, `${KEYS}/${name}/token/regenerate`, {
      headers,
      method: 'POST',
    });
    expect(renewed.status).toBe(403);
    expect(sandbox.account.keys).toHaveLength(2);
  });

  it.each([
    ['no name', { grants: GRANTS }, 'name is missing'],
    ['an empty name', { name: ' ', grants: GRANTS }, 'name is empty'],
    ['a reserved name', { name: 'master', grants: GRANTS }, 'reserved'],
    ['a name that is taken', { name: 'taken', grants: GRANTS }, 'already'],
    ['no grants', { name: 'a' }, 'grants is missing'],
    ['no list of grants', { name: 'a', grants: {} }, 'grants has to be a list'],
    ['an empty list of grants', { name: 'a', grants: [] }, 'could do nothing'],
    ['an unknown type', { name: 'a', grants: [{ type: 'tables' }] }, '"tables"'],
    ['an unknown API', { name: 'a', grants: [{ type: 'apis', apis: ['lds'] }] }, '"lds"'],
    ['a type twice', { name: 'a', grants: [GRANTS[0], GRANTS[0]] }, 'twice'],
    [
      'an unknown permission',
      { name: 'a', grants: [{ type: 'database', tables: [{ ...STORES, permissions: ['read'] }] }] },
      'grants[0].tables[0].permissions[0] has to be one of "select", "insert", "update", "delete", and is "read"',
    ],
    [
      'a malformed table',
      { name: 'a', grants: [{ type: 'database', tables: ['stores'] }] },
      'tables[0]',
    ],
  ])('refuses %s', async (_, body, reason) => {
    const grants = [{ type: 'apis' as const, apis: ['sql' as const] }];
    const sandbox = await sandboxWith({ seed: { keys: [{ name: 'taken', grants }] } });
    const answer = await create(sandbox, body);
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [expect.stringContaining(reason)] },
    });
    expect(sandbox.account.keys).toHaveLength(3);
  });

  it('has a quota', async () => {
    const sandbox = await sandboxWith({ seed: { quota: 1 } });
    expect((await create(sandbox, { name: 'a', grants: GRANTS })).status).toBe(201);
    expect(await create(sandbox, { name: 'b', grants: GRANTS })).toMatchObject({
      status: 403,
      body: { errors: [expect.stringContaining('quota of 1')] },
    });
  });

  it('opens only to the master key, by HTTP Basic', async () => {
    const sandbox = await sandboxWith();
    const { username, masterKey } = sandbox.addresses;
    const { body } = await create(sandbox, { name: 'a', grants: GRANTS });
    for (const headers of [
      {},
      basic(username, apiKey('hex')),
      basic('other', masterKey),
      basic(username, body.token),
      { authorization: 'Basic' },
      { authorization: `Bearer ${masterKey}` },
    ]) {
      const answer = await ask(sandbox, `${KEYS}?api_key=${masterKey}`, { headers });
      expect(answer).toMatchObject({ status: 401, body: { errors: [expect.any(String)] } });
      expect(answer.headers.get('www-authenticate')).toContain('Basic');
    }
  });

  it('says so when the body is not JSON', async () => {
    const sandbox = await sandboxWith();
    const answer = await ask(sandbox, KEYS, { headers: asMaster(sandbox), body: 'name=a' });
    expect(answer).toMatchObject({ status: 400, body: { errors: [expect.any(String)] } });
  });
});

describe('the pages of the list', () => {
  async function withKeys(count: number): Promise<Sandbox> {
    const grants = [{ type: 'apis' as const, apis: ['sql' as const] }];
    const keys = Array.from({ length: count }, (_, index) => ({
      name: `key ${String(index).padStart(2, '0')}`,
      grants,
    }));
    return sandboxWith({ seed: { keys } });
  }

  it('hold twenty, and lead to each other', async () => {
    const sandbox = await withKeys(43);
    const headers = asMaster(sandbox);
    const names: string[] = [];
    const path = `${KEYS}?type=regular&order=name`;
    for (let url = sandbox.addresses.apiBaseUrl + path; url; ) {
      const { body } = await ask(sandbox, url.slice(sandbox.addresses.apiBaseUrl.length), {
        headers,
      });
      expect(body.total).toBe(43);
      expect(body.count).toBe(body.result.length);
      names.push(...body.result.map(({ name }: { name: string }) => name));
      url = body._links.next?.href ?? '';
    }
    expect(names).toHaveLength(43);
    expect(names).toEqual([...names].sort());
    const { body } = await ask(sandbox, `${path}&page=3`, { headers });
    expect(body.count).toBe(3);
    expect(body._links).toEqual({
      first: { href: expect.stringContaining('page=1') },
      prev: { href: expect.stringContaining('page=2') },
      last: { href: expect.stringContaining('page=3') },
    });
  });

  it.each(['page=0', 'page=x', 'per_page=0', 'order=colour', 'type=other'])(
    'refuse %s',
    async (query) => {
      const sandbox = await sandboxWith();
      const answer = await ask(sandbox, `${KEYS}?${query}`, { headers: asMaster(sandbox) });
      expect(answer).toMatchObject({ status: 422, body: { errors: [expect.any(String)] } });
    },
  );
});
