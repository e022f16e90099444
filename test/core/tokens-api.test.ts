import { describe, expect, it } from 'vitest';
import { authorizedApi } from '../../core/carto/api.ts';
import { bearer } from '../../core/carto/authorization.ts';
import { listConnections } from '../../core/carto/connections-api.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { tokensApi } from '../../core/carto/tokens-api.ts';
import { rejection } from '../support/rejection.ts';
import { HANGS, type StubStep, stubFetch } from '../support/stub-fetch.ts';
import { accessToken, jwt } from '../support/synthetic.ts';

const BASE = 'https://gcp-us-east1.api.carto.com';
const OAUTH = jwt({ iss: 'https://auth.carto.com/', aud: 'carto-cloud-native-api' });
const TOKEN = accessToken();
const ANSWER = {
  token: TOKEN,
  name: 'web map',
  allowed_apis: ['maps', 'sql'],
  grants: [{ connection_name: 'carto_dw', source: 'project.dataset.table', later: true }],
  referers: ['https://example.com/'],
  id: 5,
  later: { more: 1 },
};

function apiOf(...steps: readonly StubStep[]) {
  const { fetch, sent } = stubFetch(...steps);
  const http = createHttp(fetch, { patience: { firstWait: 1 } });
  const api = authorizedApi(http, BASE, async () => bearer(OAUTH));
  const requests = () => sent.map(({ method, url, body }) => [method, url, body]);
  return { api, tokens: tokensApi(api), sent, requests };
}

/** What is said of one token that is answered so. */
async function faultOf(body: unknown): Promise<unknown> {
  const error = await rejection(apiOf({ body }).tokens.get(TOKEN));
  expect(error).toMatchObject({ kind: 'unreadable-answer' });
  return error;
}

describe('the Tokens API', () => {
  it('lists tokens, with all that is said of them', async () => {
    const { tokens, requests, sent } = apiOf({ body: [ANSWER, { token: TOKEN }] });
    expect(await tokens.list()).toEqual([ANSWER, { token: TOKEN }]);
    expect(requests()).toEqual([['GET', `${BASE}/v3/tokens`, undefined]]);
    expect(sent[0]?.headers.get('authorization')).toBe(`Bearer ${OAUTH}`);
  });

  it('lists the tokens of all pages', async () => {
    const { tokens, requests } = apiOf(
      { body: { tokens: [ANSWER], next: '/v3/tokens?page=2' } },
      { body: { tokens: [{ token: TOKEN }] } },
    );
    expect(await tokens.list()).toEqual([ANSWER, { token: TOKEN }]);
    expect(requests()[1]).toEqual(['GET', `${BASE}/v3/tokens?page=2`, undefined]);
  });

  it('gives one', async () => {
    const { tokens, requests } = apiOf({ body: ANSWER });
    expect(await tokens.get(TOKEN)).toEqual(ANSWER);
    expect(requests()).toEqual([['GET', `${BASE}/v3/tokens/${TOKEN}`, undefined]]);
  });

  it('makes one', async () => {
    const body = { allowed_apis: ['lds'], grants: [], referers: [], expiration_date: '2030-01-01' };
    const { tokens, requests } = apiOf({ status: 201, body: { ...ANSWER, name: null } });
    expect(await tokens.create(body)).toEqual({ ...ANSWER, name: null });
    expect(requests()).toEqual([['POST', `${BASE}/v3/tokens`, JSON.stringify(body)]]);
  });

  it('changes one', async () => {
    const { tokens, requests } = apiOf({ body: ANSWER });
    expect(await tokens.update(TOKEN, { referers: [] })).toEqual(ANSWER);
    expect(requests()).toEqual([['PATCH', `${BASE}/v3/tokens/${TOKEN}`, '{"referers":[]}']]);
  });

  it.each([{ status: 204 }, { status: 200, body: '' }])(
    'asks for the token that a change is not answered with: %j',
    async (answer) => {
      const { tokens, requests } = apiOf(answer, { body: ANSWER });
      expect(await tokens.update(TOKEN, { referers: [] })).toEqual(ANSWER);
      expect(requests()).toEqual([
        ['PATCH', `${BASE}/v3/tokens/${TOKEN}`, '{"referers":[]}'],
        ['GET', `${BASE}/v3/tokens/${TOKEN}`, undefined],
      ]);
    },
  );

  it('deletes one', async () => {
    const { tokens, requests } = apiOf({ status: 204 });
    expect(await tokens.delete(TOKEN)).toBeUndefined();
    expect(requests()).toEqual([['DELETE', `${BASE}/v3/tokens/${TOKEN}`, undefined]]);
  });

  it('is never led elsewhere by a token', async () => {
    const { tokens, requests } = apiOf({ body: ANSWER });
    await tokens.get('../connections?a=b#c');
    expect(requests()[0]?.[1]).toBe(`${BASE}/v3/tokens/..%2Fconnections%3Fa%3Db%23c`);
  });

  it.each([
    [{}, '"token" is missing'],
    [{ token: 5 }, '"token" is not what was promised: string'],
    [{ token: TOKEN, allowed_apis: 'maps' }, '"allowed_apis" is not what was promised: Array'],
    [{ token: TOKEN, allowed_apis: [null] }, '"allowed_apis.0" is not what was promised: string'],
    [{ token: TOKEN, grants: [{ source: '*' }] }, '"grants.0.connection_name" is missing'],
    [{ token: TOKEN, grants: [null] }, '"grants.0" is not what was promised: Object'],
    [{ token: TOKEN, referers: [5] }, '"referers.0" is not what was promised: string'],
    [{ token: TOKEN, id: {} }, '"id" is not what was promised: (string | number)'],
    [[], '"token" is missing'],
    [null, 'it is not what was promised: Object'],
  ])('names the field that is wrong in %j', async (body, fault) => {
    expect(await faultOf(body)).toMatchObject({ reason: expect.stringContaining(fault) });
  });

  it('names the field that is wrong in a list', async () => {
    for (const body of [[ANSWER, {}], { tokens: [ANSWER, {}] }]) {
      expect(await rejection(apiOf({ body }).tokens.list())).toMatchObject({
        reason: expect.stringContaining('"items.1.token" is missing'),
      });
    }
  });

  it('is asked with the signal of whoever asks', async () => {
    for (const call of ['list', 'get', 'create', 'update', 'delete'] as const) {
      const controller = new AbortController();
      const { signal } = controller;
      const { tokens, sent } = apiOf(HANGS);
      const body = { allowed_apis: [], grants: [], referers: [] };
      const calls = {
        list: () => tokens.list(signal),
        get: () => tokens.get(TOKEN, signal),
        create: () => tokens.create(body, signal),
        update: () => tokens.update(TOKEN, body, signal),
        delete: () => tokens.delete(TOKEN, signal),
      };
      const error = rejection(calls[call]());
      await expect.poll(() => sent.length).toBe(1);
      controller.abort();
      expect(await error).toMatchObject({ kind: 'cancelled' });
    }
  });
});

describe('the connections', () => {
  it('are listed, whatever is known of them', async () => {
    const connections = [{ name: 'carto_dw', provider_id: 'bigquery', id: 'a' }, { name: 'b' }];
    const { api, requests } = apiOf({ body: { connections } });
    expect(await listConnections(api)).toEqual(connections);
    expect(requests()).toEqual([['GET', `${BASE}/v3/connections`, undefined]]);
  });

  it('have names', async () => {
    expect(await rejection(listConnections(apiOf({ body: [{ id: 'a' }] }).api))).toMatchObject({
      kind: 'unreadable-answer',
      reason: expect.stringContaining('"items.0.name" is missing'),
    });
  });
});
