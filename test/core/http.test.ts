import { getEventListeners } from 'node:events';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttp, type HttpRequest } from '../../core/carto/http/http.ts';
import { english } from '../../core/phrase.ts';
import { rejection } from '../support/rejection.ts';
import {
  fetchFailed,
  HANGS,
  STALLS,
  type StubAnswer,
  type StubStep,
  stubFetch,
} from '../support/stub-fetch.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';

const URL_ASKED = 'https://api.carto.example/v3/tokens';
const HOST = 'api.carto.example';
const NOW = Date.UTC(2030, 0, 1);

const READ: HttpRequest = { method: 'GET', url: URL_ASKED };
const WRITE: HttpRequest = { method: 'POST', url: URL_ASKED, body: { name: 'a' } };

const THING = v.looseObject({ name: v.string(), parts: v.optional(v.array(v.string())) });

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function httpOf(...steps: readonly StubStep[]) {
  const { fetch, sent } = stubFetch(...steps);
  return { http: createHttp(fetch), sent };
}

/** Sends, and lets all the time pass that it takes. */
async function outcome(request: HttpRequest, ...steps: readonly StubStep[]) {
  const { http, sent } = httpOf(...steps);
  const settled = http.send(request, THING).catch((error) => error);
  await vi.runAllTimersAsync();
  return { result: await settled, sent };
}

/** What is wrong with an answer. */
async function faultOf(answer: StubAnswer): Promise<unknown> {
  const { result } = await outcome(READ, answer);
  expect(result).toMatchObject({ kind: 'unreadable-answer' });
  return english(result.details.fault);
}

/** An answer that is as long as is said. */
function long(megabytes: number) {
  const piece = new Uint8Array(1024 * 1024).fill(0x20);
  const given = { pieces: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (given.pieces === megabytes) return controller.close();
      given.pieces += 1;
      controller.enqueue(piece);
    },
    cancel() {
      given.isCancelled = true;
    },
  });
  return { given, fetch: async () => new Response(body) };
}

describe('a request', () => {
  it('is sent as JSON, and goes nowhere else than it was meant to', async () => {
    const { sent } = await outcome(
      { ...WRITE, headers: { authorization: 'Bearer a' } },
      { body: { name: 'a' } },
    );
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ method: 'POST', url: URL_ASKED, body: '{"name":"a"}' });
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      accept: 'application/json',
      authorization: 'Bearer a',
      'content-type': 'application/json',
    });
    expect(sent[0]?.init).toMatchObject({
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
    });
  });

  it('without a body says of none what it is', async () => {
    const { sent } = await outcome(READ, { body: { name: 'a' } });
    expect(sent[0]).toMatchObject({ method: 'GET', body: undefined });
    expect(sent[0]?.headers.has('content-type')).toBe(false);
  });

  it('that needs no answer is content with none', async () => {
    const { http } = httpOf({ status: 204 }, { body: 'anything' });
    expect(await http.sendOnly({ method: 'DELETE', url: URL_ASKED })).toBeUndefined();
    expect(await http.sendOnly({ method: 'DELETE', url: URL_ASKED })).toBeUndefined();
  });
});

describe('an answer', () => {
  it('keeps what is not known of it', async () => {
    const body = { name: 'a', parts: ['b'], later: { deep: [1, null] } };
    expect((await outcome(READ, { body })).result).toEqual(body);
  });

  it.each([
    ['with a byte order mark', '\ufeff{"name":"a"}'],
    ['with blanks around it', ' \r\n{"name":"a"}\n'],
    ['that says it is a text', '{"name":"a"}'],
  ])('%s is read', async (_, body) => {
    const headers = { 'content-type': 'text/plain' };
    expect((await outcome(READ, { body, headers })).result).toEqual({ name: 'a' });
  });

  it('cannot reach the prototypes of objects', async () => {
    const body = '{"name":"a","__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}';
    const { result } = await outcome(READ, { body });
    expect(result).toEqual({ name: 'a' });
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect(Object.getOwnPropertyNames(Object.prototype)).not.toContain('isAdmin');
    expect(await faultOf({ body: '{"__proto__":{"name":"a"}}' })).toBe('"name" is missing');
  });

  it.each([
    ['no answer at all', '', 'it is empty'],
    ['blanks', ' \n', 'it is empty'],
    ['a byte order mark alone', '\ufeff', 'it is empty'],
    ['half of one', '{"name":"a"', 'it is damaged or cut off'],
    ['no JSON', 'name: a', 'it is damaged or cut off'],
    ['null', 'null', 'it is not what was promised: Object'],
    ['a list', '[]', '"name" is missing'],
    ['a number', '1', 'it is not what was promised: Object'],
    ['an empty object', '{}', '"name" is missing'],
    ['another type', '{"name":5}', '"name" is not what was promised: string'],
    ['null in it', '{"name":null}', '"name" is not what was promised: string'],
    [
      'something deep',
      '{"name":"a","parts":["b",5]}',
      '"parts.1" is not what was promised: string',
    ],
  ])('of %s says what is wrong', async (_, body, fault) => {
    expect(await faultOf({ body, headers: { 'content-type': 'application/json' } })).toBe(fault);
  });

  it.each([
    ['text/html; charset=utf-8', 'it is a web page'],
    ['application/xhtml+xml', 'it is a web page'],
    ['image/png', 'it is something else'],
    ['text/plain', 'it is damaged or cut off'],
    ['x'.repeat(100_000), 'it is something else'],
    ['', 'it is damaged or cut off'],
  ])('that says it is %.30s and is no JSON', async (type, fault) => {
    expect(await faultOf({ body: '<p>no</p>', headers: { 'content-type': type } })).toBe(fault);
  });

  it('that is nested deeper than any of CARTO’s is not read', async () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(await faultOf({ body: `{"name":"a","more":${deep}}` })).toBe('it is damaged or cut off');
    expect(await faultOf({ body: deep })).toBe('it is damaged or cut off');
    const usual = '['.repeat(90) + ']'.repeat(90);
    const { result } = await outcome(READ, { body: `{"name":"a","more":${usual}}` });
    expect(result).toHaveProperty('name', 'a');
    const { result: refused } = await outcome(READ, { status: 400, body: `{"error":${deep}}` });
    expect(refused).toMatchObject({ kind: 'invalid', details: { reasons: [] } });
  });

  it('that has no end is not read to the end', async () => {
    const { given, fetch } = long(1000);
    const error = await rejection(createHttp(fetch).send(READ, THING));
    expect(error).toMatchObject({
      kind: 'unreadable-answer',
      details: { host: HOST },
      reason: expect.stringContaining('it is longer than 16 MB'),
    });
    expect(given.isCancelled).toBe(true);
    expect(given.pieces).toBeLessThan(20);
  });

  it('that refuses and has no end is read for its first words', async () => {
    const { given, fetch } = long(1000);
    const refusing = async () => new Response((await fetch()).body, { status: 400 });
    const error = await rejection(createHttp(refusing).send(READ, THING));
    expect(error).toMatchObject({ kind: 'invalid', details: { host: HOST, status: 400 } });
    expect(given.isCancelled).toBe(true);
    expect(given.pieces).toBeLessThan(12);
  });

  it('that is as long as may be is read', async () => {
    const { fetch } = long(16);
    expect(await createHttp(fetch).sendOnly(READ)).toBeUndefined();
  });
});

describe('a status', () => {
  it.each([
    [400, 'invalid'],
    [401, 'signed-out'],
    [402, 'invalid'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [405, 'invalid'],
    [407, 'proxy-refused'],
    [408, 'timeout'],
    [409, 'conflict'],
    [410, 'not-found'],
    [413, 'invalid'],
    [418, 'invalid'],
    [422, 'invalid'],
    [429, 'too-many-requests'],
    [500, 'server-error'],
    [502, 'server-error'],
    [503, 'server-error'],
    [599, 'server-error'],
  ])('%d is %s', async (status, kind) => {
    const { result } = await outcome(WRITE, { status, body: '<h1>No</h1>' });
    expect(result).toMatchObject({ kind, details: { host: HOST, status } });
  });

  it.each([
    [401, { error: 'jwt expired' }, 'expired'],
    [401, { message: 'Unauthorized' }, 'signed-out'],
    [403, { error: 'Unauthorized referer' }, 'unauthorized-referer'],
    [403, { errors: ['The referrer is not allowed'] }, 'unauthorized-referer'],
    [403, { errors: 'Over the quota of your plan' }, 'quota-exceeded'],
    [403, { errors: { name: ['You have reached your limits'] } }, 'quota-exceeded'],
    [403, { error: 'Preferred tables are unlimited' }, 'forbidden'],
    [403, null, 'forbidden'],
  ])('%d with %j is %s', async (status, body, kind) => {
    expect((await outcome(READ, { status, body })).result).toMatchObject({ kind });
  });

  it.each([
    ['seconds', '120', 120_000],
    ['a date', 'Tue, 01 Jan 2030 00:02:00 GMT', 120_000],
    ['nothing sensible', 'soon', undefined],
  ])('429 and 503 say with %s how long to wait', async (_, value, retryAfter) => {
    for (const status of [429, 503]) {
      const { result } = await outcome(WRITE, { status, headers: { 'retry-after': value } });
      expect(result.details.retryAfter).toBe(retryAfter);
    }
  });

  it.each([
    [
      'https://login.example:8443/path?to=nowhere',
      'it leads elsewhere, to login.example:8443 (HTTP 302)',
    ],
    ['//login.example', 'it leads elsewhere (HTTP 302)'],
    ['vscode://login.example', 'it leads elsewhere (HTTP 302)'],
    ['/login', 'it leads elsewhere (HTTP 302)'],
    ['', 'it leads elsewhere (HTTP 302)'],
    [`https://${apiKey('base64url')}.example/`, 'it leads elsewhere (HTTP 302)'],
    [
      `https://login.example/${apiKey('base64url')}`,
      'it leads elsewhere, to login.example (HTTP 302)',
    ],
  ])('of a redirect to %s is not followed', async (location, fault) => {
    const request = { ...READ, secrets: [apiKey('base64url')] };
    const { result, sent } = await outcome(request, { status: 302, headers: { location } });
    expect(result).toMatchObject({
      kind: 'unreadable-answer',
      reason: expect.stringContaining(fault),
    });
    expect(sent).toHaveLength(1);
  });

  it('of a redirect that the browser’s network hides is none to speak of', async () => {
    const http = createHttp(async () => Response.error()); // status 0, as of an opaque redirect
    const error = await rejection(http.send(READ, THING));
    expect(error).toMatchObject({ reason: expect.stringContaining('it leads elsewhere') });
  });
});

describe('reasons', () => {
  it.each<[unknown, string[]]>([
    [{ error: 'a' }, ['a']],
    [{ error: ' a ', message: 'a' }, ['a']],
    [{ errors: ['a', 'b'] }, ['a', 'b']],
    [{ errors: { name: ['a', 'b'], grants: ['c'] } }, ['name: a', 'name: b', 'grants: c']],
    [{ error: { message: 'a', code: 5 } }, ['a']],
    [{ errors: [{ field: 'name', message: 'a' }] }, ['a']],
    [{ error: 'invalid', error_description: 'a' }, ['a', 'invalid']],
    [{ detail: [{ loc: ['body', 'name'], msg: 'a' }] }, ['loc: body', 'loc: name', 'msg: a']],
    ['a', ['a']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [{ errors: ['1', '2', '3', '4', '5', '6'] }, ['1', '2', '3', '4', '5']],
    [{ other: 'a', status: 400 }, []],
    [{ error: true, message: '', errors: [null, 5, {}] }, []],
    [null, []],
    [5, []],
  ])('are found in %j', async (body, reasons) => {
    const { result } = await outcome(READ, { status: 422, body: JSON.stringify(body) });
    expect(result).toMatchObject({ kind: 'invalid', details: { reasons } });
  });

  it('are cut where they are too long, when secrets are out of them', async () => {
    const body = { error: `${'x '.repeat(495)}${accessToken()}${' y'.repeat(1_000_000)}` };
    const { result } = await outcome(READ, { status: 422, body });
    const [reason = ''] = result.details.reasons;
    expect(reason).toHaveLength(1000);
    expect(reason).not.toContain(accessToken().slice(0, 7));
  });

  it('are none in what is no JSON', async () => {
    const { result } = await outcome(READ, { status: 422, body: '<h1>a</h1>' });
    expect(result.details.reasons).toEqual([]);
  });
});

describe('time', () => {
  it.each([
    ['an answer that does not come', HANGS],
    ['an answer that does not end', STALLS],
  ] as const)('is limited for %s', async (_, step) => {
    const { result, sent } = await outcome(WRITE, step);
    expect(result).toMatchObject({ kind: 'timeout', details: { host: HOST, waited: 30_000 } });
    expect(sent).toHaveLength(1);
    expect(Date.now() - NOW).toBe(30_000);
  });

  it('is limited for all reads together', async () => {
    const { result, sent } = await outcome(READ, HANGS);
    expect(result).toMatchObject({ kind: 'timeout' });
    expect(sent.length).toBeGreaterThan(1);
    expect(Date.now() - NOW).toBeLessThanOrEqual(60_000);
  });
});

describe('a signal', () => {
  it('that came first lets nothing be sent', async () => {
    const { result, sent } = await outcome({ ...READ, signal: AbortSignal.abort() }, HANGS);
    expect(result).toMatchObject({ kind: 'cancelled' });
    expect(sent).toEqual([]);
  });

  it.each<[string, StubStep]>([
    ['an answer that does not come', HANGS],
    ['an answer that does not end', STALLS],
    ['the wait before the next time', fetchFailed('ECONNRESET')],
    ['the wait that the server asks for', { status: 503, headers: { 'retry-after': '30' } }],
  ])('ends %s', async (_, step) => {
    const controller = new AbortController();
    const { signal } = controller;
    const { http, sent } = httpOf(step);
    const error = rejection(http.send({ ...READ, signal }, THING));
    await vi.advanceTimersByTimeAsync(300);
    controller.abort(new Error(`because of ${accessToken()}`));
    expect(await error).toMatchObject({ kind: 'cancelled', details: { host: HOST } });
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init.signal?.aborted).toBe(step === HANGS || step === STALLS);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('that is used for many requests keeps nothing of them', async () => {
    const { signal } = new AbortController();
    const { http } = httpOf({ body: { name: 'a' } }, { status: 404 });
    expect(await http.send({ ...READ, signal }, THING)).toEqual({ name: 'a' });
    for (let i = 0; i < 20; i++) await rejection(http.send({ ...READ, signal }, THING));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('sending again', () => {
  it.each<[string, StubStep]>([
    ['a lost connection', fetchFailed('ECONNRESET')],
    ['too many requests', { status: 429, headers: { 'retry-after': '3' } }],
    [
      'a server that fails',
      { status: 503, headers: { 'retry-after': 'Tue, 01 Jan 2030 00:00:03 GMT' } },
    ],
  ])('is what a read does after %s', async (_, step) => {
    const { result, sent } = await outcome(READ, step, step, { body: { name: 'a' } });
    expect(result).toEqual({ name: 'a' });
    expect(sent).toHaveLength(3);
  });

  it.each<[string, StubStep]>([
    ['a lost connection', fetchFailed('ECONNRESET')],
    ['too many requests', { status: 429, headers: { 'retry-after': '3' } }],
    ['a server that fails', { status: 503 }],
    ['an answer that cannot be read', { body: 'no JSON' }],
  ])('is not what a write does after %s', async (_, step) => {
    for (const method of ['POST', 'PATCH', 'DELETE'] as const) {
      const { sent } = await outcome({ ...WRITE, method }, step, { body: { name: 'a' } });
      expect(sent).toHaveLength(1);
    }
  });

  it('is what a write does where nothing listened, with the same body', async () => {
    const refused = fetchFailed('ECONNREFUSED', { syscall: 'connect' });
    const { result, sent } = await outcome(WRITE, refused, { body: { name: 'a' } });
    expect(result).toEqual({ name: 'a' });
    expect(sent.map(({ body }) => body)).toEqual(['{"name":"a"}', '{"name":"a"}']);
  });

  it.each<[string, StubStep]>([
    ['an answer that cannot be read', { body: '<html>' }],
    ['what is not there', { status: 404 }],
    ['a certificate', fetchFailed('CERT_HAS_EXPIRED')],
    ['a name that nobody has', fetchFailed('ENOTFOUND')],
  ])('is not what a read does after %s', async (_, step) => {
    expect((await outcome(READ, step)).sent).toHaveLength(1);
  });
});
