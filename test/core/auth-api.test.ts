import { describe, expect, it } from 'vitest';
import { authApi } from '../../core/carto/auth-api.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { rejection } from '../support/rejection.ts';
import { fetchFailed, HANGS, type StubStep, stubFetch } from '../support/stub-fetch.ts';
import { apiKey } from '../support/synthetic.ts';

const BASE = 'https://org.carto.com/u/user';
const KEYS = `${BASE}/api/v3/api_keys`;
const MASTER = apiKey('hex', 'master');
const KEY = {
  name: 'a key/1',
  user: { username: 'user', later: 1 },
  type: 'regular',
  token: apiKey('base64url'),
  grants: [{ type: 'apis', apis: ['sql', 'maps'] }],
  created_at: '2030-01-01T00:00:00Z',
  updated_at: null,
  later: true,
};

function apiOf(...steps: readonly StubStep[]) {
  const { fetch, sent } = stubFetch(...steps);
  const api = authApi(createHttp(fetch, { patience: { firstWait: 1 } }), BASE, 'user', MASTER);
  const requests = () => sent.map(({ method, url, body }) => [method, url, body]);
  return { api, sent, requests };
}

function page(number: number, last: number) {
  const href = `${KEYS}?page=${number + 1}&per_page=100`;
  return {
    body: {
      total: last,
      count: 1,
      result: [{ ...KEY, name: `key ${number}` }],
      _links: { first: { href: KEYS }, ...(number < last ? { next: { href } } : {}) },
    },
  };
}

describe('the Auth API', () => {
  it('lists the keys of all pages', async () => {
    const { api, requests } = apiOf(page(1, 3), page(2, 3), page(3, 3));
    expect((await api.list()).map(({ name }) => name)).toEqual(['key 1', 'key 2', 'key 3']);
    expect(requests()).toEqual([
      ['GET', `${KEYS}?per_page=100`, undefined],
      ['GET', `${KEYS}?page=2&per_page=100`, undefined],
      ['GET', `${KEYS}?page=3&per_page=100`, undefined],
    ]);
  });

  it('does not send the master key to where a page is said to go on', async () => {
    const next = { href: 'https://evil.example/api/v3/api_keys?page=2' };
    const { api, sent } = apiOf({ body: { result: [KEY], _links: { next } } });
    expect(await rejection(api.list())).toMatchObject({ kind: 'unreadable-answer' });
    expect(sent).toHaveLength(1);
  });

  it('is asked with the user and the master key', async () => {
    const { api, sent } = apiOf({ body: KEY });
    await api.get('a');
    expect(sent[0]?.headers.get('authorization')).toBe(`Basic ${btoa(`user:${MASTER}`)}`);
    expect(sent[0]?.url).not.toContain(MASTER);
  });

  it('gives, makes, regenerates and deletes a key by its name', async () => {
    const { api, requests } = apiOf(
      { body: KEY },
      { status: 201, body: KEY },
      { body: KEY },
      { status: 204 },
    );
    const body = { name: KEY.name, grants: KEY.grants };
    expect(await api.get(KEY.name)).toEqual(KEY);
    expect(await api.create(body)).toEqual(KEY);
    expect(await api.regenerate(KEY.name)).toEqual(KEY);
    expect(await api.delete(KEY.name)).toBeUndefined();
    expect(requests()).toEqual([
      ['GET', `${KEYS}/a%20key%2F1`, undefined],
      ['POST', KEYS, JSON.stringify(body)],
      ['POST', `${KEYS}/a%20key%2F1/token/regenerate`, undefined],
      ['DELETE', `${KEYS}/a%20key%2F1`, undefined],
    ]);
  });

  it('regenerates a key once, though the answer is lost', async () => {
    const { api, sent } = apiOf(fetchFailed('ECONNRESET'), { body: KEY });
    expect(await rejection(api.regenerate('a'))).toMatchObject({ kind: 'connection-lost' });
    expect(sent).toHaveLength(1);
  });

  it.each([
    [403, { errors: 'You have reached the limit of API keys' }, 'quota-exceeded'],
    [403, { errors: 'Default key cannot be deleted' }, 'forbidden'],
    [404, '', 'not-found'],
    [422, { errors: { name: ['has already been taken'] } }, 'invalid'],
    [401, '', 'signed-out'],
  ])('refuses with %d %j', async (status, body, kind) => {
    const { api, sent } = apiOf({ status, body });
    expect(await rejection(api.delete('a'))).toMatchObject({ kind, details: { status } });
    expect(sent).toHaveLength(1);
  });

  it.each([
    [{ ...KEY, token: undefined }, '"token" is missing'],
    [{ ...KEY, grants: {} }, '"grants" is not what was promised: Array'],
    [{ ...KEY, grants: [{}] }, '"grants.0.type" is missing'],
    [{ ...KEY, user: { username: 5 } }, '"user.username" is not what was promised: string'],
    [null, 'it is not what was promised: Object'],
  ])('names the field that is wrong in %j', async (body, fault) => {
    const error = await rejection(apiOf({ body }).api.get('a'));
    expect(error).toMatchObject({
      kind: 'unreadable-answer',
      reason: expect.stringContaining(fault),
    });
  });

  it('is asked with the signal of whoever asks', async () => {
    for (const call of ['list', 'get', 'create', 'regenerate', 'delete'] as const) {
      const controller = new AbortController();
      const { signal } = controller;
      const { api, sent } = apiOf(HANGS);
      const calls = {
        list: () => api.list(signal),
        get: () => api.get('a', signal),
        create: () => api.create({ name: 'a', grants: [] }, signal),
        regenerate: () => api.regenerate('a', signal),
        delete: () => api.delete('a', signal),
      };
      const error = rejection(calls[call]());
      await expect.poll(() => sent.length).toBe(1);
      controller.abort();
      expect(await error).toMatchObject({ kind: 'cancelled' });
    }
  });
});
