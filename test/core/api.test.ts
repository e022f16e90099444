import * as v from 'valibot';
import { describe, expect, it, vi } from 'vitest';
import { authorizedApi } from '../../core/carto/api.ts';
import { basic, bearer } from '../../core/carto/authorization.ts';
import { CartoError } from '../../core/carto/error.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { rejection } from '../support/rejection.ts';
import { fetchFailed, type StubStep, stubFetch } from '../support/stub-fetch.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';

const BASE = 'https://api.carto.example/base';
const FIRST = accessToken({ seed: 'first' });
const SECOND = accessToken({ seed: 'second' });
const OK = { body: {} };

/** An API with a first token and, once that is refused, a second. */
function apiWith(...steps: readonly StubStep[]) {
  const { fetch, sent } = stubFetch(...steps);
  const authorize = vi.fn(async (_signal?: AbortSignal) => bearer(FIRST));
  const renew = vi.fn(async () => bearer(SECOND));
  const http = createHttp(fetch, { patience: { firstWait: 1 } });
  const api = authorizedApi(http, BASE, authorize, renew);
  const used = () => sent.map(({ headers }) => headers.get('authorization'));
  return { http, api, authorize, renew, sent, used };
}

const SENT = { method: 'GET', path: '/v3/tokens' } as const;
const ANYTHING = v.unknown();

describe('a request', () => {
  it('goes to the API with its authorization', async () => {
    const { api, sent, used } = apiWith(OK);
    await api.send(SENT, ANYTHING);
    await api.sendOnly({ method: 'DELETE', path: `${BASE}/v3/tokens?page=2` });
    expect(sent.map(({ method, url }) => [method, url])).toEqual([
      ['GET', `${BASE}/v3/tokens`],
      ['DELETE', `${BASE}/v3/tokens?page=2`],
    ]);
    expect(used()).toEqual([`Bearer ${FIRST}`, `Bearer ${FIRST}`]);
    expect(api.baseUrl).toBe(BASE);
  });

  it('asks for the authorization with its own signal', async () => {
    const { api, authorize } = apiWith(OK);
    const { signal } = new AbortController();
    await api.send({ ...SENT, signal }, ANYTHING);
    expect(authorize).toHaveBeenCalledExactlyOnceWith(signal);
  });

  it('is not sent without one', async () => {
    const { http, sent } = apiWith(OK);
    const expired = new CartoError('expired', { host: 'auth.carto.example' });
    const api = authorizedApi(http, BASE, () => Promise.reject(expired));
    expect(await rejection(api.send(SENT, ANYTHING))).toBe(expired);
    expect(sent).toEqual([]);
  });
});

describe('an authorization that is refused (401)', () => {
  it('is renewed, and the request sent again', async () => {
    const { api, renew, used } = apiWith({ status: 401 }, { body: 'done', headers: {} }, OK);
    await api.sendOnly({ method: 'POST', path: '/v3/tokens', body: {} });
    expect(used()).toEqual([`Bearer ${FIRST}`, `Bearer ${SECOND}`]);
    expect(renew).toHaveBeenCalledExactlyOnceWith(bearer(FIRST), undefined);
  });

  it('is renewed once and not again', async () => {
    const { api, renew, used } = apiWith({ status: 401 });
    const error = await rejection(api.send(SENT, ANYTHING));
    expect(error).toMatchObject({ kind: 'signed-out', details: { status: 401 } });
    expect(used()).toHaveLength(2);
    expect(renew).toHaveBeenCalledOnce();
  });

  it('is renewed after 401 alone', async () => {
    for (const step of [{ status: 403 }, { status: 500 }, fetchFailed('ECONNRESET')]) {
      const { api, renew } = apiWith(step);
      await rejection(api.send(SENT, ANYTHING));
      expect(renew).not.toHaveBeenCalled();
    }
  });

  it('is refused for good where there is no other', async () => {
    const { http, used } = apiWith({ status: 401 });
    const api = authorizedApi(http, BASE, async () => bearer(FIRST));
    expect(await rejection(api.send(SENT, ANYTHING))).toMatchObject({ kind: 'signed-out' });
    expect(used()).toHaveLength(1);
  });

  it('fails as its renewal does', async () => {
    const { http, used } = apiWith({ status: 401 });
    const expired = new CartoError('expired', { host: 'auth.carto.example' });
    const api = authorizedApi(
      http,
      BASE,
      async () => bearer(FIRST),
      () => Promise.reject(expired),
    );
    expect(await rejection(api.send(SENT, ANYTHING))).toBe(expired);
    expect(used()).toHaveLength(1);
  });
});

describe('an authorization', () => {
  it('with a key is Basic, in UTF-8', () => {
    const key = apiKey('hex');
    const { header, secrets } = basic('üser', key);
    const [scheme, encoded = ''] = header.split(' ');
    expect(scheme).toBe('Basic');
    expect(Buffer.from(encoded, 'base64').toString()).toBe(`üser:${key}`);
    expect(secrets).toEqual([key, encoded]);
  });

  it('can be as long as it likes', () => {
    const long = 'x'.repeat(1_000_000);
    expect(basic('user', long).header).toBe(`Basic ${btoa(`user:${long}`)}`);
  });
});
