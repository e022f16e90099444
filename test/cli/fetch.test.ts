import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { getGlobalDispatcher } from 'undici';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type CommandLineFetch, createFetch, type FetchOptions } from '../../cli/fetch.ts';
import { type Certificates, createCertificates } from '../support/network/certificates.ts';
import {
  answersHalf,
  closedPort,
  endlessBody,
  hangsUp,
  resetsMidBody,
  silent,
  stallsMidBody,
} from '../support/network/faulty-server.ts';
import { forwardProxy } from '../support/network/forward-proxy.ts';
import { plainServer } from '../support/network/plain-server.ts';
import { tlsServer } from '../support/network/tls-server.ts';
import { clientSecret } from '../support/synthetic.ts';

let certificates: Certificates;
let commandLine: CommandLineFetch | undefined;

beforeAll(async () => {
  certificates = await createCertificates();
});
afterEach(() => {
  vi.unstubAllEnvs();
  return commandLine?.close();
});

/** Fetches as the command line does in such an environment, which is empty unless it is given. */
function using(options: FetchOptions = {}) {
  commandLine = createFetch({ env: {}, ...options });
  const { fetch } = commandLine;
  return async (url: string, init: RequestInit = {}) => {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  };
}

/** What went wrong with a request, down to its first cause. */
async function failure(request: Promise<unknown>): Promise<Error[]> {
  const chain: Error[] = [];
  let error: unknown = await request.then(
    () => expect.fail('The request did not fail.'),
    (reason: unknown) => reason,
  );
  for (; error instanceof Error; error = error.cause) chain.push(error);
  return chain;
}

const code = (value: string) => expect.objectContaining({ code: value });

describe('fetch of the command line', () => {
  it('sends a request and gives the answer', async () => {
    await using server = await plainServer((_, response) => response.writeHead(201).end('made'));
    const init = { method: 'POST', headers: { 'x-test': '1' }, body: '{}' };
    expect(await using()(`${server.url}/tokens?page=2`, init)).toEqual({
      status: 201,
      text: 'made',
    });
    expect(server.requests).toEqual([
      {
        method: 'POST',
        path: '/tokens?page=2',
        headers: expect.objectContaining({ 'x-test': '1' }),
        body: '{}',
      },
    ]);
  });

  it('keeps a connection for the next requests', async () => {
    await using server = await plainServer();
    const get = using();
    for (let count = 0; count < 10; count++) await get(server.url);
    expect(server.requests).toHaveLength(10);
    // One; or two, if a request comes before the end of the last answer was seen.
    expect(server.connections).toBeLessThanOrEqual(2);
  });

  it("leaves the process's own dispatcher alone", () => {
    const before = getGlobalDispatcher();
    using({ env: { HTTP_PROXY: 'http://127.0.0.1:3128' } });
    expect(getGlobalDispatcher()).toBe(before);
  });

  it('closes at once, whatever nobody has read to the end', async () => {
    await using server = await endlessBody();
    const { fetch, close } = createFetch({ env: {} });
    const { status } = await fetch(server.url, {});
    expect(status).toBe(200);
    await close();
    expect(await failure(fetch(server.url, {}))).toContainEqual(code('UND_ERR_DESTROYED'));
  });
});

describe('fetch of the command line through a proxy', () => {
  it.each(['HTTP_PROXY', 'http_proxy'])('asks the proxy of %s for http:', async (variable) => {
    await using server = await plainServer();
    await using proxy = await forwardProxy();
    const get = using({ env: { [variable]: proxy.url } });
    expect(await get(`${server.url}/tokens`)).toEqual({ status: 200, text: 'ok' });
    expect(proxy).toMatchObject({ forwarded: [`127.0.0.1:${server.port}`], tunnelled: [] });
    expect(server.requests).toMatchObject([{ path: '/tokens' }]);
  });

  it.each(['HTTPS_PROXY', 'https_proxy'])('tunnels https: through %s', async (variable) => {
    await using server = await tlsServer(certificates.good);
    await using proxy = await forwardProxy();
    const get = using({
      env: { [variable]: proxy.url },
      certificateAuthority: certificates.authority,
    });
    expect(await get(server.url)).toEqual({ status: 200, text: 'ok' });
    expect(proxy).toMatchObject({ forwarded: [], tunnelled: [`127.0.0.1:${server.port}`] });

    // The tunnel, too, is kept; or two are, as above.
    for (let count = 0; count < 10; count++) await get(server.url);
    expect(server.requests).toHaveLength(11);
    expect(proxy.tunnelled.length).toBeLessThanOrEqual(2);
  });

  it('takes a proxy without http:// as curl does', async () => {
    await using server = await plainServer();
    await using proxy = await forwardProxy();
    const get = using({ env: { HTTP_PROXY: `127.0.0.1:${proxy.port}` } });
    await get(server.url);
    expect(proxy.forwarded).toHaveLength(1);
  });

  it.each([
    ['no_proxy', '127.0.0.1'],
    ['NO_PROXY', 'example.com, 127.0.0.1'],
    ['NO_PROXY', '*'],
  ])('goes past it to what %s=%s names', async (variable, value) => {
    await using server = await plainServer();
    await using proxy = await forwardProxy();
    const get = using({ env: { HTTP_PROXY: proxy.url, [variable]: value } });
    expect(await get(server.url)).toEqual({ status: 200, text: 'ok' });
    expect(proxy.connections).toBe(0);
  });

  it('looks at no environment but the one it is given', async () => {
    await using server = await plainServer();
    await using proxy = await forwardProxy();
    vi.stubEnv('HTTP_PROXY', proxy.url);
    await using()(server.url);
    expect(proxy.connections).toBe(0);

    vi.stubEnv('NO_PROXY', '*');
    await using({ env: { HTTP_PROXY: proxy.url } })(server.url);
    expect(proxy.connections).toBe(1);
  });

  it('signs in to a proxy that asks for it', async () => {
    // With all that has to be written otherwise in a URL.
    const credentials = { user: 'user@example.com', password: `${clientSecret()}:/@%` };
    await using server = await tlsServer(certificates.good);
    await using plain = await plainServer();
    await using proxy = await forwardProxy({ credentials });
    const address = new URL(proxy.url);
    address.username = encodeURIComponent(credentials.user);
    address.password = encodeURIComponent(credentials.password);
    const get = using({
      env: { HTTP_PROXY: address.href },
      certificateAuthority: certificates.authority,
    });
    expect(await get(server.url)).toEqual({ status: 200, text: 'ok' });
    expect(await get(plain.url)).toEqual({ status: 200, text: 'ok' });
    expect(proxy).toMatchObject({
      refused: [],
      tunnelled: [`127.0.0.1:${server.port}`],
      forwarded: [`127.0.0.1:${plain.port}`],
    });
    // What is for the proxy stays with the proxy.
    for (const { headers } of [...server.requests, ...plain.requests]) {
      expect(headers).not.toHaveProperty('proxy-authorization');
    }
  });

  it('says so if the proxy wants to know who is there', async () => {
    await using server = await plainServer();
    await using proxy = await forwardProxy({
      credentials: { user: 'user', password: clientSecret() },
    });
    const get = using({ env: { HTTP_PROXY: proxy.url } });
    const refusal = expect.objectContaining({ message: expect.stringContaining('407') });
    expect(await failure(get(server.url))).toContainEqual(refusal);
    expect(await failure(get(server.url.replace('http:', 'https:')))).toContainEqual(refusal);
    expect(server.connections).toBe(0);
  });

  it.each([403, 502])('says so if the proxy refuses a tunnel with %i', async (refuseConnect) => {
    await using proxy = await forwardProxy({ refuseConnect });
    const get = using({ env: { HTTPS_PROXY: proxy.url } });
    expect(await failure(get('https://carto.example/'))).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining(`(${refuseConnect})`) }),
    );
    expect(proxy.refused).toEqual(['carto.example:443']);
  });

  it('gives up if the proxy hangs up instead of opening a tunnel', async () => {
    await using proxy = await hangsUp();
    const get = using({ env: { HTTPS_PROXY: proxy.url } });
    expect(await failure(get('https://carto.example/'))).toContainEqual(code('UND_ERR_PRX_CONN'));
    expect(proxy.connections).toBe(1);
  });

  it('does not wait for ever for a proxy', async () => {
    await using proxy = await silent();
    const env = { HTTP_PROXY: proxy.url };
    const get = using({ env, headersTimeout: 50 });
    for (const url of ['http://carto.example/', 'https://carto.example/']) {
      expect(await failure(get(url))).toContainEqual(code('UND_ERR_HEADERS_TIMEOUT'));
    }
  });

  it('says so if there is no proxy where one should be', async () => {
    await using proxy = await closedPort();
    const get = using({ env: { HTTPS_PROXY: proxy.url } });
    expect(await failure(get('https://carto.example/'))).toContainEqual(code('ECONNREFUSED'));
  });
});

describe('certificates', () => {
  it.each([
    ['of an authority that is not known', 'good', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['of a proxy that looks into the traffic', 'goodChain', 'SELF_SIGNED_CERT_IN_CHAIN'],
    ['that signed itself', 'selfSigned', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ] as const)('refuses one %s', async (_, name, problem) => {
    await using server = await tlsServer(certificates[name]);
    expect(await failure(using()(server.url))).toContainEqual(code(problem));
  });

  it.each([
    ['that has expired', 'expired', 'CERT_HAS_EXPIRED'],
    ['for another host', 'otherHost', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ] as const)('refuses one %s, through a proxy as well', async (_, name, problem) => {
    await using server = await tlsServer(certificates[name]);
    await using proxy = await forwardProxy();
    const { authority: certificateAuthority } = certificates;
    for (const env of [{}, { HTTPS_PROXY: proxy.url }]) {
      const get = using({ env, certificateAuthority });
      expect(await failure(get(server.url))).toContainEqual(code(problem));
    }
    expect(proxy.tunnelled).toHaveLength(1);
  });

  it('knows the authorities of NODE_EXTRA_CA_CERTS, through a proxy as well', async () => {
    await using server = await tlsServer(certificates.good);
    await using proxy = await forwardProxy();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-authority-'));
    try {
      const file = path.join(folder, 'authority.pem');
      await writeFile(file, certificates.authority);
      // Node.js reads it once, when it starts.
      const script = `
        import { createFetch } from './cli/fetch.ts';
        for (const env of [{}, { HTTPS_PROXY: '${proxy.url}' }]) {
          const { fetch, close } = createFetch({ env });
          const response = await fetch('${server.url}', {});
          process.stdout.write(await response.text() + ' ');
          await close();
        }`;
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--input-type=module', '--eval', script],
        { env: { ...process.env, NODE_EXTRA_CA_CERTS: file } },
      );
      expect(stdout).toBe('ok ok ');
      expect(proxy.tunnelled).toHaveLength(1);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('time limits', () => {
  it('is for connecting', async () => {
    // On one machine a connection is always made; what never comes is the handshake.
    await using server = await silent();
    const get = using({ connectTimeout: 50 });
    const url = server.url.replace('http:', 'https:');
    expect(await failure(get(url))).toContainEqual(code('UND_ERR_CONNECT_TIMEOUT'));
  });

  it('is for the beginning of an answer', async () => {
    await using server = await silent();
    const get = using({ headersTimeout: 50 });
    expect(await failure(get(server.url))).toContainEqual(code('UND_ERR_HEADERS_TIMEOUT'));
  });

  it('is for each further piece of it', async () => {
    await using server = await stallsMidBody();
    const get = using({ bodyTimeout: 50 });
    expect(await failure(get(server.url))).toContainEqual(code('UND_ERR_BODY_TIMEOUT'));
  });

  it("is the caller's own", async () => {
    await using server = await stallsMidBody();
    const [thrown] = await failure(using()(server.url, { signal: AbortSignal.timeout(50) }));
    expect(thrown).toMatchObject({ name: 'TimeoutError' });
  });
});

describe('answers that end too early', () => {
  it.each([
    ['reset', resetsMidBody, 'ECONNRESET'],
    ['end', answersHalf, 'UND_ERR_SOCKET'],
  ] as const)('are no answers: a %s', async (_, start, problem) => {
    await using server = await start();
    expect(await failure(using()(server.url))).toContainEqual(code(problem));
  });
});
