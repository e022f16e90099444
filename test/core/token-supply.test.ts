import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { cartoApi } from '../../core/carto/carto-api.ts';
import { CartoError } from '../../core/carto/error.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import type { OAuthGrant } from '../../core/carto/oauth.ts';
import { type TokenSupplyOptions, tokenSupply } from '../../core/carto/token-supply.ts';
import { tokensApi } from '../../core/carto/tokens-api.ts';
import { rejection } from '../support/rejection.ts';
import { stubFetch } from '../support/stub-fetch.ts';

const HOST = 'auth.carto.example';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A supply with a clock of its own, whose grants are called after their number. */
function supplyOf(options: Partial<TokenSupplyOptions> = {}, life: number | undefined = DAY) {
  const clock = { now: Date.UTC(2030, 0, 1) };
  const grantOf = (accessToken: string): OAuthGrant => ({
    accessToken,
    expiresAt: life === undefined ? undefined : clock.now + life,
  });
  let obtained = 0;
  const obtain = vi.fn(async (_before: OAuthGrant | undefined) => {
    obtained += 1;
    return grantOf(`token ${obtained}`);
  });
  const supply = tokenSupply({ obtain, now: () => clock.now, host: HOST, ...options });
  return { supply, clock, obtain, grantOf };
}

/** A promise that is settled when a test wants it. */
function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

const grant = (accessToken: string, expiresAt?: number): OAuthGrant => ({ accessToken, expiresAt });

describe('a token', () => {
  it('is obtained when it is first asked for, and used until shortly before its end', async () => {
    const { supply, clock, obtain } = supplyOf();
    expect(obtain).not.toHaveBeenCalled();
    expect(await supply.current()).toBe('token 1');
    clock.now += DAY - 5 * MINUTE - 1;
    expect(await supply.current()).toBe('token 1');
    clock.now += 1;
    expect(await supply.current()).toBe('token 2');
    expect(obtain.mock.calls.map(([before]) => before?.accessToken)).toEqual([
      undefined,
      'token 1',
    ]);
  });

  it('that lives shortly is used for nine tenths of its life', async () => {
    const { supply, clock } = supplyOf({}, MINUTE);
    await supply.current();
    clock.now += 0.9 * MINUTE - 1;
    expect(await supply.current()).toBe('token 1');
    clock.now += 1;
    expect(await supply.current()).toBe('token 2');
  });

  it('of which no end is known is used until it is refused', async () => {
    const { supply, clock } = supplyOf({ grant: grant('a token') });
    clock.now += 1000 * DAY;
    expect(await supply.current()).toBe('a token');
    expect(await supply.insteadOf('a token')).toBe('token 1');
  });

  it('that had ended when it was found is not used', async () => {
    const { supply } = supplyOf({ grant: grant('an old one', Date.UTC(2029, 0, 1)) });
    expect(await supply.current()).toBe('token 1');
  });

  it('is renewed once, however many ask for it', async () => {
    const later = deferred<OAuthGrant>();
    const obtain = vi.fn(() => later.promise);
    const { supply } = supplyOf({ obtain });
    const asked = [supply.current(), supply.current(), supply.insteadOf('an old one')];
    later.resolve(grant('the one'));
    expect(await Promise.all(asked)).toEqual(['the one', 'the one', 'the one']);
    expect(obtain).toHaveBeenCalledOnce();
  });

  it('that is refused is renewed once, however many have used it', async () => {
    const { supply, obtain } = supplyOf();
    const refused = await supply.current();
    const asked = [supply.insteadOf(refused), supply.insteadOf(refused)];
    expect(await Promise.all(asked)).toEqual(['token 2', 'token 2']);
    expect(await supply.insteadOf(refused)).toBe('token 2');
    expect(await supply.current()).toBe('token 2');
    expect(obtain).toHaveBeenCalledTimes(2);
  });

  it('is not another that has ended meanwhile', async () => {
    const { supply, clock } = supplyOf();
    const refused = await supply.current();
    await supply.insteadOf(refused);
    clock.now += 2 * DAY;
    expect(await supply.insteadOf(refused)).toBe('token 3');
  });
});

describe('a renewal that fails', () => {
  const error = new CartoError('offline', { host: HOST });

  it('does no harm while the token is good', async () => {
    const obtain = vi.fn(() => Promise.reject(error));
    const { supply, clock } = supplyOf({ obtain, grant: grant('good', Date.UTC(2030, 0, 2)) });
    clock.now = Date.UTC(2030, 0, 2) - MINUTE;
    expect(await supply.current()).toBe('good');
    expect(obtain).toHaveBeenCalledOnce();
    clock.now += MINUTE;
    expect(await rejection(supply.current())).toBe(error);
    expect(await rejection(supply.insteadOf('good'))).toBe(error);
  });

  it('is tried anew by the next one who asks', async () => {
    const obtain = vi.fn().mockRejectedValueOnce(error).mockResolvedValue(grant('the next'));
    const { supply } = supplyOf({ obtain });
    const asked = [rejection(supply.current()), rejection(supply.current())];
    expect(await Promise.all(asked)).toEqual([error, error]);
    expect(await supply.current()).toBe('the next');
    expect(obtain).toHaveBeenCalledTimes(2);
  });

  it('is that the user has to sign in again, where only the user can renew it', async () => {
    const expiresAt = Date.UTC(2030, 0, 2);
    const { supply, clock } = supplyOf({ obtain: undefined, grant: grant('pasted', expiresAt) });
    clock.now = expiresAt - 1;
    expect(await supply.current()).toBe('pasted');
    clock.now = expiresAt;
    const expired = { kind: 'expired', details: { host: HOST } };
    expect(await rejection(supply.current())).toMatchObject(expired);
    expect(await rejection(supply.insteadOf('pasted'))).toMatchObject(expired);
  });
});

describe('a signal', () => {
  it('that came first lets no renewal begin', async () => {
    const { supply, obtain } = supplyOf();
    for (const asked of [
      supply.current(AbortSignal.abort()),
      supply.insteadOf('an old one', AbortSignal.abort()),
    ]) {
      expect(await rejection(asked)).toMatchObject({ kind: 'cancelled', details: { host: HOST } });
    }
    expect(obtain).not.toHaveBeenCalled();
  });

  it('ends the wait of who gave it, and of nobody else', async () => {
    const later = deferred<OAuthGrant>();
    const { supply } = supplyOf({ obtain: () => later.promise });
    const controller = new AbortController();
    const first = rejection(supply.current(controller.signal));
    const { signal } = new AbortController();
    const second = supply.current(signal);
    controller.abort();
    expect(await first).toMatchObject({ kind: 'cancelled' });
    later.resolve(grant('the one'));
    expect(await second).toBe('the one');
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('ends it also while the token is good still', async () => {
    const expiresAt = Date.UTC(2030, 0, 2);
    const later = deferred<OAuthGrant>();
    const { supply, clock } = supplyOf({
      obtain: () => later.promise,
      grant: grant('good', expiresAt),
    });
    clock.now = expiresAt - MINUTE;
    const controller = new AbortController();
    const asked = rejection(supply.current(controller.signal));
    controller.abort();
    expect(await asked).toMatchObject({ kind: 'cancelled' });
    later.reject(new Error('nobody waits for this any more'));
  });
});

describe('CARTO’s APIs', () => {
  const renewed = { status: 200, body: [] };

  it('get a token, and another where it is refused', async () => {
    const { supply, obtain } = supplyOf({ grant: grant('a token') });
    const { fetch, sent } = stubFetch({ status: 401, body: { error: 'jwt expired' } }, renewed);
    const api = cartoApi(createHttp(fetch), 'https://api.carto.example', supply);
    expect(await tokensApi(api).list()).toEqual([]);
    expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual([
      'Bearer a token',
      'Bearer token 1',
    ]);
    expect(obtain).toHaveBeenCalledOnce();
  });

  it('have it renewed once by many requests that are refused at the same time', async () => {
    const { supply, obtain } = supplyOf({ grant: grant('a token') });
    const { fetch, sent } = stubFetch(
      ...Array.from({ length: 5 }, () => ({ status: 401 })),
      renewed,
    );
    const tokens = tokensApi(cartoApi(createHttp(fetch), 'https://api.carto.example', supply));
    await Promise.all(Array.from({ length: 5 }, () => tokens.list()));
    expect(sent).toHaveLength(10);
    expect(obtain).toHaveBeenCalledOnce();
  });

  it('refuse a renewed token for good', async () => {
    const { supply, obtain } = supplyOf({ grant: grant('a token') });
    const { fetch, sent } = stubFetch({ status: 401 });
    const api = cartoApi(createHttp(fetch), 'https://api.carto.example', supply);
    expect(await rejection(tokensApi(api).list())).toMatchObject({ kind: 'signed-out' });
    expect(sent).toHaveLength(2);
    expect(obtain).toHaveBeenCalledOnce();
  });
});
