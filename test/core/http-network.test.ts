import { getEventListeners } from 'node:events';
import * as tls from 'node:tls';
import * as v from 'valibot';
import { afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createFetch, type FetchOptions } from '../../cli/fetch.ts';
import { authApi } from '../../core/carto/auth-api.ts';
import type { Fetch } from '../../core/carto/http/fetch.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import type { Patience } from '../../core/carto/http/retry.ts';
import { type Certificates, createCertificates } from '../support/network/certificates.ts';
import {
  answering,
  answersHalf,
  captivePortal,
  closedPort,
  endlessBody,
  hangsUpOnReuse,
  redirecting,
  resetsAtOnce,
  resetsMidBody,
  silent,
  stallsMidBody,
} from '../support/network/faulty-server.ts';
import { forwardProxy } from '../support/network/forward-proxy.ts';
import { plainServer } from '../support/network/plain-server.ts';
import { tlsServer } from '../support/network/tls-server.ts';
import { rejection } from '../support/rejection.ts';
import { apiKey } from '../support/synthetic.ts';

const IMPATIENT: Partial<Patience> = { retries: 2, firstWait: 1 };

const ANYTHING = v.unknown();

let certificates: Certificates;

beforeAll(async () => {
  certificates = await createCertificates();
});

/** The command line's `fetch`, without the proxy of whoever runs the tests. */
function undici(options: FetchOptions = {}): Fetch {
  const { fetch, close } = createFetch({ env: {}, ...options });
  onTestFinished(close);
  return fetch;
}

const nodes: Fetch = (url, init) => fetch(url, init);

/** Whom Node.js trusts. From 22.19 and 24.5 on it can be told; before, only by the environment it is started in. */
const authorities: {
  getCACertificates?: (which: 'default') => string[];
  setDefaultCACertificates?: (certificates: readonly string[]) => void;
} = Object(tls);

/** Both `fetch`es there are: undici's, and the host's own. */
const BOTH: readonly (readonly [string, () => Fetch])[] = [
  ['undici', () => undici()],
  ['Node.js', () => nodes],
];

function httpOf(port: Fetch, patience: Partial<Patience> = IMPATIENT) {
  return createHttp(port, { patience });
}

const get = (port: Fetch, url: string, patience?: Partial<Patience>) =>
  httpOf(port, patience).send({ method: 'GET', url }, ANYTHING);

const post = (port: Fetch, url: string, patience?: Partial<Patience>) =>
  httpOf(port, patience).send({ method: 'POST', url, body: { a: 1 } }, ANYTHING);

describe.each(BOTH)('with the fetch of %s,', (_, makePort) => {
  it('a request arrives as it was meant', async () => {
    await using server = await plainServer((_, response) => response.end('{"a":1}'));
    expect(await post(makePort(), `${server.url}/path?a=b`)).toEqual({ a: 1 });
    expect(server.requests).toMatchObject([{ method: 'POST', path: '/path?a=b', body: '{"a":1}' }]);
    expect(server.requests[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  it('a port where nothing listens is tried again, by a write too', async () => {
    const { url, port } = await closedPort();
    for (const send of [get, post]) {
      expect(await rejection(send(makePort(), url))).toMatchObject({
        kind: 'connection-refused',
        details: { host: `127.0.0.1:${port}`, neverArrived: true },
      });
    }
  });

  it('a port where nothing listens by any of a name’s addresses is the same', async () => {
    const { port } = await closedPort();
    expect(await rejection(get(makePort(), `http://localhost:${port}`))).toMatchObject({
      kind: 'connection-refused',
      details: { neverArrived: true },
    });
  });

  it('a name that nobody has is not tried again', async () => {
    expect(await rejection(get(makePort(), 'http://nothing.invalid/'))).toMatchObject({
      kind: expect.stringMatching(/^(?:name-not-found|offline)$/), // without a resolver, nobody knows
      details: { host: 'nothing.invalid', neverArrived: true },
    });
  });

  it('a reset at once is a lost connection', async () => {
    await using server = await resetsAtOnce();
    expect(await rejection(get(makePort(), server.url))).toMatchObject({ kind: 'connection-lost' });
    expect(server.connections).toBe(3);
  });

  it.each([
    ['a reset amid the answer', () => resetsMidBody()],
    ['half an answer', () => answersHalf()],
  ])(
    '%s is a lost connection, after which a read is made again and a write is not',
    async (_, start) => {
      await using server = await start();
      expect(await rejection(get(makePort(), server.url))).toMatchObject({
        kind: 'connection-lost',
      });
      expect(server.connections).toBe(3);
      const error = await rejection(post(makePort(), server.url));
      expect(error).toMatchObject({ kind: 'connection-lost' });
      expect(error).not.toHaveProperty('details.neverArrived');
      expect(server.connections).toBe(4);
    },
  );

  it.each([
    ['never begins', () => silent()],
    ['never ends', () => stallsMidBody()],
  ])('an answer that %s is waited for until the time is over', async (_, start) => {
    await using server = await start();
    const error = await rejection(post(makePort(), server.url, { timeLimit: 200 }));
    expect(error).toMatchObject({ kind: 'timeout', details: { waited: 200 } });
    expect(server.connections).toBe(1);
  });

  it.each([
    ['never begins', () => silent()],
    ['never ends', () => stallsMidBody()],
  ])('an answer that %s is waited for until a signal comes', async (_, start) => {
    await using server = await start();
    const controller = new AbortController();
    const { signal } = controller;
    const request = { method: 'GET', url: server.url, signal } as const;
    const error = rejection(httpOf(makePort()).send(request, ANYTHING));
    await expect.poll(() => server.connections).toBe(1);
    controller.abort();
    expect(await error).toMatchObject({ kind: 'cancelled' });
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(server.connections).toBe(1);
  });

  it('a kept connection that is hung up on is no failure of a read', async () => {
    await using server = await hangsUpOnReuse();
    const http = httpOf(makePort());
    for (let i = 0; i < 3; i++) await http.sendOnly({ method: 'GET', url: server.url });
    expect(server.connections).toBeGreaterThan(1);
  });

  it('a page to sign in is no answer of CARTO’s', async () => {
    await using server = await captivePortal();
    expect(await rejection(get(makePort(), server.url))).toMatchObject({
      kind: 'unreadable-answer',
      reason: expect.stringContaining('it is a web page'),
    });
  });

  it('an answer without an end is not read to the end', async () => {
    await using server = await endlessBody();
    expect(await rejection(get(makePort(), server.url))).toMatchObject({
      kind: 'unreadable-answer',
      reason: expect.stringContaining('it is longer than 16 MB'),
    });
  });

  it('what is not HTTP cannot be read', async () => {
    await using server = await tlsServer(certificates.good);
    const url = server.url.replace('https:', 'http:');
    const error = await rejection(get(makePort(), url));
    expect(error).toMatchObject({
      kind: expect.stringMatching(/^(?:connection-lost|unreadable-answer)$/), // as the server ends it
    });
  });

  it.each([301, 302, 303, 307, 308])('a redirect (%d) is not followed', async (status) => {
    await using elsewhere = await plainServer();
    await using server = await redirecting(`${elsewhere.url}/?a=b`, status);
    const { host } = new URL(elsewhere.url);
    const api = authApi(httpOf(makePort()), server.url, 'user', apiKey('hex'));
    for (const call of [api.list(), api.create({ name: 'a', grants: [] })]) {
      expect(await rejection(call)).toMatchObject({
        kind: 'unreadable-answer',
        reason: expect.stringContaining(`it leads elsewhere, to ${host} (HTTP ${status})`),
      });
    }
    expect(elsewhere.connections).toBe(0);
  });

  it.each([
    ['signed by itself', 'selfSigned'],
    ['of an unknown authority', 'good'],
    ['of an unknown authority that is sent along', 'goodChain'],
  ] as const)('a server with a certificate %s is sent nothing', async (_, name) => {
    await using server = await tlsServer(certificates[name]);
    expect(await rejection(post(makePort(), server.url))).toMatchObject({
      kind: 'tls-untrusted',
      details: { host: `127.0.0.1:${server.port}`, neverArrived: true },
    });
    expect(server.requests).toEqual([]);
    expect(server.connections).toBe(1);
  });

  it('a server without TLS is sent nothing', async () => {
    await using server = await plainServer();
    const error = await rejection(get(makePort(), server.url.replace('http:', 'https:')));
    expect(error).toMatchObject({ kind: 'tls-failed', details: { neverArrived: true } });
    expect(server.requests).toEqual([]);
  });

  it('a server that asks for time gets it', async () => {
    let asked = 0;
    await using server = await plainServer((_, response) => {
      asked += 1;
      if (asked > 1) response.end('{}');
      else response.writeHead(503, { 'retry-after': '1' }).end();
    });
    const begun = performance.now();
    expect(await get(makePort(), server.url)).toEqual({});
    expect(performance.now() - begun).toBeGreaterThanOrEqual(990); // timers may be early by a hair
  });

  it('an answer with a byte order mark is read', async () => {
    await using server = await answering({
      headers: { 'content-type': 'application/json' },
      body: '\ufeff{"a":"ä😀"}',
    });
    expect(await get(makePort(), server.url)).toEqual({ a: 'ä😀' });
  });

  it('an answer that says it is compressed and is not is damaged', async () => {
    await using server = await answering({ headers: { 'content-encoding': 'gzip' }, body: '{}' });
    expect(await rejection(get(makePort(), server.url))).toMatchObject({
      kind: 'unreadable-answer',
      reason: expect.stringContaining('it is damaged'),
    });
  });
});

describe('with a private authority,', () => {
  const theirs = authorities.getCACertificates?.('default') ?? [];
  afterEach(() => authorities.setDefaultCACertificates?.(theirs));

  const trusting: (readonly [string, () => Fetch])[] = [
    ['undici', () => undici({ certificateAuthority: certificates.authority })],
  ];
  if (authorities.setDefaultCACertificates) {
    trusting.push([
      'Node.js',
      () => {
        authorities.setDefaultCACertificates?.([certificates.authority]);
        return nodes;
      },
    ]);
  }

  describe.each(trusting)('the fetch of %s', (_, makePort) => {
    it('talks to servers whose certificates are good', async () => {
      await using server = await tlsServer(certificates.good, (_, response) => response.end('{}'));
      expect(await get(makePort(), server.url)).toEqual({});
    });

    it.each([
      ['expired', 'tls-expired'],
      ['otherHost', 'tls-wrong-host'],
      ['selfSigned', 'tls-untrusted'],
    ] as const)('says what is wrong with those that are not: %s', async (name, kind) => {
      await using server = await tlsServer(certificates[name]);
      expect(await rejection(post(makePort(), server.url))).toMatchObject({
        kind,
        details: { host: `127.0.0.1:${server.port}`, neverArrived: true },
      });
      expect(server.requests).toEqual([]);
      expect(server.connections).toBe(1);
    });
  });
});

describe('through a proxy', () => {
  const credentials = { user: 'user', password: apiKey('base64url', 'proxy') };
  const through = (url: string) =>
    undici({
      certificateAuthority: certificates.authority,
      env: { HTTP_PROXY: url, HTTPS_PROXY: url },
    });
  const withUser = (url: string, { user, password } = credentials) =>
    url.replace('//', `//${user}:${password}@`);

  it('servers are reached, with TLS and without', async () => {
    await using proxy = await forwardProxy({ credentials });
    await using tls = await tlsServer(certificates.good, (_, response) => response.end('{}'));
    await using plain = await plainServer((_, response) => response.end('{}'));
    const port = through(withUser(proxy.url));
    expect(await get(port, tls.url)).toEqual({});
    expect(await get(port, plain.url)).toEqual({});
    expect(proxy.tunnelled).toEqual([`127.0.0.1:${tls.port}`]);
    expect(proxy.forwarded).toEqual([`127.0.0.1:${plain.port}`]);
  });

  it.each([
    ['TLS', () => tlsServer(certificates.good)],
    ['plain HTTP', () => plainServer()],
  ])('that wants a password nothing passes without it (%s)', async (_, start) => {
    await using proxy = await forwardProxy({ credentials });
    await using server = await start();
    const wrong = { user: 'user', password: apiKey('base64url', 'wrong') };
    for (const url of [proxy.url, withUser(proxy.url, wrong)]) {
      const error = await rejection(get(through(url), server.url));
      expect(error).toMatchObject({ kind: 'proxy-refused', details: { status: 407 } });
      expect(JSON.stringify(error)).not.toContain(wrong.password.slice(0, 7));
    }
    expect(server.requests).toEqual([]);
    expect(new Set(proxy.refused)).toEqual(new Set([`127.0.0.1:${server.port}`]));
  });

  it.each([403, 502])('that answers %d to a tunnel, no server is reached', async (status) => {
    await using proxy = await forwardProxy({ refuseConnect: status });
    await using server = await tlsServer(certificates.good);
    expect(await rejection(post(through(proxy.url), server.url))).toMatchObject({
      kind: 'proxy-refused',
      details: { host: `127.0.0.1:${server.port}`, status, neverArrived: true },
    });
    expect(server.connections).toBe(0);
  });

  it('that is switched off, the proxy is to blame and not the server', async () => {
    const { url } = await closedPort();
    await using server = await tlsServer(certificates.good);
    expect(await rejection(get(through(url), server.url))).toMatchObject({
      kind: 'proxy-refused',
      remedy: expect.stringContaining('proxy'),
    });
  });

  it('that says nothing is waited for until the time is over', async () => {
    await using proxy = await silent();
    await using server = await tlsServer(certificates.good);
    const error = await rejection(
      get(through(proxy.url), server.url, { timeLimit: 200, retries: 0 }),
    );
    expect(error).toMatchObject({ kind: 'timeout' });
  });

  it.each([
    ['expired', 'tls-expired'],
    ['otherHost', 'tls-wrong-host'],
    ['selfSigned', 'tls-untrusted'],
  ] as const)('certificates count as they do without one: %s', async (name, kind) => {
    await using proxy = await forwardProxy();
    await using server = await tlsServer(certificates[name]);
    expect(await rejection(get(through(proxy.url), server.url))).toMatchObject({ kind });
    expect(server.requests).toEqual([]);
  });
});

describe('undici’s own limits', () => {
  it.each([
    ['for a connection', { connectTimeout: 200 }, 'https:', () => silent()],
    ['for an answer to begin', { headersTimeout: 200 }, 'http:', () => silent()],
    ['for it to go on', { bodyTimeout: 200 }, 'http:', () => stallsMidBody()],
  ] as const)('%s are timeouts too', async (_, options, scheme, start) => {
    await using server = await start();
    const url = server.url.replace('http:', scheme);
    const error = await rejection(get(undici(options), url, { retries: 0 }));
    expect(error).toMatchObject({ kind: 'timeout' });
  });
});
