import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import { listTokens } from '../../cli/tokens/list.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { which } from '../../scripts/lib/which.mts';
import { asUser, sandboxWith } from '../sandbox/support.ts';
import { createCertificates } from '../support/network/certificates.ts';
import { answering, captivePortal, closedPort } from '../support/network/faulty-server.ts';
import { forwardProxy } from '../support/network/forward-proxy.ts';
import { type PlainServer, plainServer } from '../support/network/plain-server.ts';
import { tlsServer } from '../support/network/tls-server.ts';
import { stubFetch } from '../support/stub-fetch.ts';
import { accessToken, clientSecret, jwt } from '../support/synthetic.ts';

type Env = Readonly<Record<string, string>>;

const LIST = ['tokens', 'list'];
const JSON_LIST = [...LIST, '--format', 'json'];

/** An OAuth access token that no account has given. */
const OAUTH_TOKEN = jwt({ iss: 'https://auth.carto.com/', aud: 'carto-cloud-native-api' });
/** What opens an account, or a token of it; more than the six characters that messages show. */
const CREDENTIAL = /eyJ[\w-]{4}/;

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  running.clear();
});

/** Starts a command with nothing of the environment but what every process needs. */
function started(command: string, args: readonly string[], env: Env, input = '') {
  const { PATH = '', SystemRoot = '' } = process.env;
  const child = spawn(command, args, { env: { PATH, SystemRoot, ...env } });
  running.add(child);
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  child.stdin.end(input);
  const closed = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code, out, err };
  });
  return { child, closed };
}

/** The command line as it is shipped. Unless it is told to, it prints no credential. */
async function cartotoken(env: Env, ...args: string[]) {
  const { closed } = started(process.execPath, ['dist/cli.js', ...args], env);
  const result = await closed;
  if (!args.includes('--show-secrets')) {
    expect(result.out + result.err).not.toMatch(CREDENTIAL);
    const { CARTO_CLIENT_SECRET: secret } = env;
    if (secret?.trim()) expect(result.out + result.err).not.toContain(secret.trim());
  }
  return result;
}

/** The same in this process, at a terminal where somebody types this. */
async function atTerminal(env: Env, typed: string | undefined, ...args: string[]) {
  const out: string[] = [];
  const asked: string[] = [];
  const err: string[] = [];
  const sink = (parts: string[]) => ({ write: (part: unknown) => parts.push(String(part)) > 0 });
  const code = await run(args, {
    cwd: '.',
    env,
    stdout: sink(out),
    stderr: sink(err),
    colours: false,
    isTerminal: true,
    rulesPage: '',
    untilEnded: () => new Promise(() => undefined),
    ask:
      typed === undefined
        ? undefined
        : async (question) => {
            asked.push(question);
            return typed;
          },
  });
  return { code, out: out.join(''), err: err.join(''), asked };
}

/** The variables that name a sandbox's account. */
function envOf({ addresses }: Sandbox): Env {
  return {
    CARTO_CLIENT_ID: addresses.clientId,
    CARTO_CLIENT_SECRET: addresses.clientSecret,
    CARTO_OAUTH_TOKEN_URL: addresses.oauthTokenUrl,
    CARTO_API_BASE_URL: addresses.apiBaseUrl,
  };
}

/** The same by an OAuth access token. */
async function tokenEnvOf(sandbox: Sandbox): Promise<Env> {
  const { authorization = '' } = await asUser(sandbox);
  const { apiBaseUrl } = sandbox.addresses;
  return { CARTO_ACCESS_TOKEN: authorization, CARTO_API_BASE_URL: apiBaseUrl };
}

const withToken = ({ url }: { readonly url: string }): Env => ({
  CARTO_ACCESS_TOKEN: OAUTH_TOKEN,
  CARTO_API_BASE_URL: url,
});

const LONG_AGO = () => new Date('2020-01-01T00:00:00Z');

/** An account with tokens of each kind, of which one has expired since. */
function accountOfLongAgo(): Promise<Sandbox> {
  const grant = (connection_name: string, source: string) => ({ connection_name, source });
  const tokens = [
    {
      name: 'storefront map',
      allowed_apis: ['maps'],
      grants: [
        grant('carto_dw', 'shop.retail.stores'),
        grant('lake', 'shop.retail.areas'),
        grant('carto_dw', 'shop.retail.routes'),
      ],
      referers: ['https://shop.example.com/', 'https://www.example.com/'],
    },
    {
      name: 'nightly report',
      allowed_apis: ['sql', 'maps'],
      grants: [grant('lake', '*')],
      expiration_date: '2020-06-01T00:00:00Z',
    },
    { name: 'geocoder', allowed_apis: ['lds'], expiration_date: '2999-12-31T23:59:59Z' },
  ];
  const connections = [{ name: 'carto_dw' }, { name: 'lake' }];
  return sandboxWith({ now: LONG_AGO, seed: { connections, tokens } });
}

const oneToken = (name = 'map') =>
  sandboxWith({ seed: { tokens: [{ name, allowed_apis: ['lds'] }] } });

describe('cartotoken tokens list', () => {
  it('prints them for people, sorted by name', async () => {
    const sandbox = await accountOfLongAgo();
    const { code, out, err } = await cartotoken(envOf(sandbox), ...LIST);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { host } = new URL(sandbox.addresses.apiBaseUrl);
    await expect(out.replace(host, 'api.carto.example')).toMatchFileSnapshot(
      '../fixtures/cli/tokens.txt',
    );
  });

  it('prints JSON of the promised shape', async () => {
    const { code, out, err } = await cartotoken(envOf(await accountOfLongAgo()), ...JSON_LIST);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const { tokens, ...rest } = JSON.parse(out);
    expect(rest).toEqual({ version: 1 });
    expect(tokens.map(({ name }: { name: string }) => name)).toEqual([
      'geocoder',
      'nightly report',
      'storefront map',
    ]);
    expect(Object.entries(tokens[1])).toEqual([
      ['name', 'nightly report'],
      ['id', expect.any(String)],
      ['allowed_apis', ['sql', 'maps']],
      ['grants', [{ connection_name: 'lake', source: '*' }]],
      ['referers', []],
      ['expiration_date', '2020-06-01T00:00:00.000Z'],
      ['created_at', '2020-01-01T00:00:00.000Z'],
    ]);
  });

  it('says that there are none', async () => {
    const sandbox = await sandboxWith();
    const { host } = new URL(sandbox.addresses.apiBaseUrl);
    expect(await cartotoken(envOf(sandbox), ...LIST)).toEqual({
      code: 0,
      out: `No tokens at ${host}.\n`,
      err: '',
    });
  });

  it('takes an OAuth access token, however it was copied', async () => {
    const env = await tokenEnvOf(await oneToken());
    expect(env['CARTO_ACCESS_TOKEN']).toMatch(/^Bearer /);
    expect(await cartotoken(env, ...LIST)).toMatchObject({ code: 0, err: '' });
  });

  it('passes on nothing that is unknown, and null for what was not said', async () => {
    const answered = [
      { token: accessToken(), note: clientSecret(), grants: [] },
      { token: accessToken(), id: 7, grants: [{ connection_name: 'a', source: 'b.c', key: 'd' }] },
    ];
    await using server = await answering({ body: JSON.stringify(answered) });
    const { out } = await cartotoken(withToken(server), ...JSON_LIST);
    const unsaid = {
      name: null,
      allowed_apis: null,
      referers: null,
      expiration_date: null,
      created_at: null,
    };
    expect(JSON.parse(out).tokens).toEqual([
      { ...unsaid, grants: [] },
      { ...unsaid, id: 7, grants: [{ connection_name: 'a', source: 'b.c' }] },
    ]);
    const { out: text } = await cartotoken(withToken(server), ...LIST);
    expect(text).toMatch(/^\(without a name\)\n {2}APIs {6}unknown\n {2}Grants {4}none\n/);
    expect(text).toContain('Created   unknown');
  });

  it('prints no credential that stands in a name, and nothing that plays with the terminal', async () => {
    const sandbox = await oneToken(`a\u001b[2J\u202e ${accessToken()}`);
    const { out } = await cartotoken(envOf(sandbox), ...LIST);
    expect(out).toContain('a\\u001b[2J\\u202e eyJhbG…\n');
    const { out: json } = await cartotoken(envOf(sandbox), ...JSON_LIST);
    expect(JSON.parse(json).tokens[0].name).toBe('a\u001b[2J\u202e eyJhbG…');
  });

  it('is no part of what checking files loads', async () => {
    const inputs = async (bundle: string) =>
      Object.keys(JSON.parse(await readFile(`out/meta/${bundle}.json`, 'utf8')).inputs);
    const isUndici = (input: string) => input.includes('node_modules/undici/');
    expect((await inputs('tokens')).some(isUndici)).toBe(true);
    expect((await inputs('cli')).filter(isUndici)).toEqual([]);
  });

  it('asks for nothing but the list', async () => {
    await using server = await plainServer((_, response) => response.end('[]'));
    expect(await cartotoken(withToken(server), ...LIST)).toMatchObject({ code: 0 });
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /v3/tokens',
    ]);
  });
});

describe('variables that name no account', () => {
  const machine = { CARTO_CLIENT_ID: 'id', CARTO_CLIENT_SECRET: clientSecret() };
  const token = { CARTO_ACCESS_TOKEN: OAUTH_TOKEN };
  it.each<[string, Env, string]>([
    ['none', {}, 'No account is named. Set CARTO_CLIENT_ID and CARTO_CLIENT_SECRET to'],
    [
      'empty ones',
      { CARTO_CLIENT_ID: '', CARTO_CLIENT_SECRET: ' ', CARTO_ACCESS_TOKEN: '\n' },
      'No account is named.',
    ],
    [
      'no secret',
      { CARTO_CLIENT_ID: 'id' },
      'CARTO_CLIENT_ID is set and CARTO_CLIENT_SECRET is not. Set CARTO_CLIENT_SECRET too.',
    ],
    [
      'no id',
      { CARTO_CLIENT_SECRET: clientSecret() },
      'CARTO_CLIENT_SECRET is set and CARTO_CLIENT_ID is not. Set CARTO_CLIENT_ID too.',
    ],
    [
      'half a client beside a token',
      { ...token, CARTO_CLIENT_ID: 'id' },
      'Set CARTO_CLIENT_SECRET too, or unset CARTO_CLIENT_ID to use CARTO_ACCESS_TOKEN.',
    ],
    [
      'two accounts',
      { ...machine, ...token },
      'Two accounts are named: one by CARTO_CLIENT_ID and CARTO_CLIENT_SECRET, one by CARTO_ACCESS_TOKEN. Unset',
    ],
    [
      'an API Access Token',
      { CARTO_ACCESS_TOKEN: accessToken() },
      'CARTO_ACCESS_TOKEN cannot be used: it is an API Access Token, which opens data but cannot manage tokens; an OAuth',
    ],
    [
      'an expired token',
      { CARTO_ACCESS_TOKEN: jwt({ iss: 'https://auth.carto.com/', exp: 1_577_836_800 }) },
      'CARTO_ACCESS_TOKEN cannot be used: it has expired; they live for about a day. Set it to an OAuth',
    ],
    [
      'half a token',
      { CARTO_ACCESS_TOKEN: OAUTH_TOKEN.slice(0, 60) },
      'it is no token of three parts with dots between them, or not all of it.',
    ],
    [
      'an address that is not encrypted',
      { ...machine, CARTO_API_BASE_URL: 'http://api.carto.example' },
      'CARTO_API_BASE_URL cannot be used: it is not encrypted; credentials go there, so it must begin with https://. Set',
    ],
    [
      'an address to sign in at, and none of the APIs',
      { ...machine, CARTO_OAUTH_TOKEN_URL: 'https://auth.carto.example/oauth/token' },
      'CARTO_OAUTH_TOKEN_URL is set and CARTO_API_BASE_URL is not. Set CARTO_API_BASE_URL',
    ],
    [
      'an address to sign in at that is none',
      { ...machine, CARTO_OAUTH_TOKEN_URL: 'ftp://auth.carto.example' },
      'CARTO_OAUTH_TOKEN_URL cannot be used: it begins with another scheme than https://. Set it to an address like',
    ],
    [
      'no proxy',
      { ...machine, HTTPS_PROXY: 'socks5://127.0.0.1:1' },
      'The environment variable HTTPS_PROXY names a proxy of another kind',
    ],
  ])('answer 2 and what to set: %s', async (_, env, says) => {
    const { code, out, err } = await cartotoken(env, ...LIST);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    expect(err).toMatch(/^cartotoken: [^\n]+\.\n$/);
  });

  it('are none where the format is wrong: that is said first', async () => {
    const { code, err } = await cartotoken({}, ...LIST, '--format', 'xml');
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('text, json') });
  });
});

describe('what goes wrong at CARTO answers 2, why and what to do', () => {
  it('a wrong secret', async () => {
    const sandbox = await oneToken();
    const env = { ...envOf(sandbox), CARTO_CLIENT_SECRET: clientSecret('wrong') };
    const { code, out, err } = await cartotoken(env, ...LIST);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/^cartotoken: 127\.0\.0\.1:\d+ refused the sign-in: Unauthorized/);
    expect(err).toContain('Check CARTO_CLIENT_ID and CARTO_CLIENT_SECRET against the Workspace’s');
    expect(sandbox.requests.received).toEqual({ 'POST /oauth/token': 1 });
  });

  it('a token of another account', async () => {
    const { apiBaseUrl: url } = (await oneToken()).addresses;
    const { code, out, err } = await cartotoken(withToken({ url }), ...LIST);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(
      'does not accept the credential it was sent. Set CARTO_ACCESS_TOKEN to a',
    );
  });

  it('a web page in place of an answer, to the sign-in too', async () => {
    await using portal = await captivePortal();
    const sandbox = await oneToken();
    for (const name of ['CARTO_API_BASE_URL', 'CARTO_OAUTH_TOKEN_URL']) {
      const { code, out, err } = await cartotoken(
        { ...envOf(sandbox), [name]: portal.url },
        ...LIST,
      );
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(`127.0.0.1:${portal.port} cannot be read`);
      expect(err).toContain('Check CARTO_API_BASE_URL and CARTO_OAUTH_TOKEN_URL');
    }
  });

  it('nobody there', async () => {
    const gone = await closedPort();
    const { code, out, err } = await cartotoken(withToken(gone), ...LIST);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`Nothing answers at 127.0.0.1:${gone.port}. Check CARTO_API_BASE_URL`);
  });

  it('too many requests, for longer than anybody waits', async () => {
    const sandbox = await oneToken();
    sandbox.faults.set({ tooMany: { share: 1, retryAfter: '600' } });
    const { code, err } = await cartotoken(envOf(sandbox), ...LIST);
    expect(code).toBe(2);
    expect(err).toContain('got too many requests and refuses more for 10 minutes. Wait that long');
  });

  it('waits as long as it is asked to, and then lists', async () => {
    const sandbox = await oneToken();
    const env = await tokenEnvOf(sandbox);
    sandbox.faults.set({ tooMany: { share: 1, retryAfter: '1' } });
    const begun = performance.now();
    const result = cartotoken(env, ...LIST);
    await expect.poll(() => sandbox.requests.received['GET /v3/tokens']).toBe(1);
    sandbox.faults.clear();
    expect(await result).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^map\n/) });
    expect(performance.now() - begun).toBeGreaterThan(1000);
    expect(sandbox.requests.received['GET /v3/tokens']).toBe(2);
  });

  it.runIf(process.platform !== 'win32')('Ctrl-C', async () => {
    const sandbox = await oneToken();
    const env = await tokenEnvOf(sandbox);
    sandbox.faults.set({ latency: 600_000 });
    const { child, closed } = started(process.execPath, ['dist/cli.js', ...LIST], env);
    await expect.poll(() => sandbox.requests.received['GET /v3/tokens']).toBe(1);
    child.kill('SIGINT');
    const err = 'cartotoken: The request was cancelled. Start it again if that was not meant.\n';
    expect(await closed).toEqual({ code: 2, out: '', err });
  });
});

describe('the way to CARTO', () => {
  it('is through HTTP_PROXY', async () => {
    const sandbox = await oneToken();
    await using proxy = await forwardProxy();
    const { host } = new URL(sandbox.addresses.apiBaseUrl);
    const env = { ...envOf(sandbox), HTTP_PROXY: proxy.url };
    expect(await cartotoken(env, ...LIST)).toMatchObject({ code: 0, err: '' });
    expect(proxy).toMatchObject({ forwarded: [host, host], tunnelled: [] });

    const past = { ...env, NO_PROXY: '127.0.0.1' };
    expect(await cartotoken(past, ...LIST)).toMatchObject({ code: 0, err: '' });
    expect(proxy.forwarded).toHaveLength(2);
  });

  it('is a tunnel through HTTPS_PROXY, to a server that NODE_EXTRA_CA_CERTS vouches for', async () => {
    const sandbox = await oneToken();
    const certificates = await createCertificates();
    const front: PlainServer = await tlsServer(certificates.good, async ({ headers }, response) => {
      const { method, path: to, body } = front.requests.at(-1) ?? expect.fail();
      const { authorization = '', 'content-type': type = '' } = headers;
      const answer = await fetch(sandbox.addresses.apiBaseUrl + to, {
        method,
        headers: { authorization, 'content-type': type },
        ...(method === 'POST' ? { body } : {}),
      });
      response.writeHead(answer.status).end(await answer.text());
    });
    await using proxy = await forwardProxy();
    const folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-authority-'));
    const file = path.join(folder, 'authority.pem');
    await writeFile(file, certificates.authority);
    try {
      const env = {
        ...envOf(sandbox),
        CARTO_API_BASE_URL: front.url,
        CARTO_OAUTH_TOKEN_URL: `${front.url}/oauth/token`,
        HTTPS_PROXY: proxy.url,
      };
      const trusting = { ...env, NODE_EXTRA_CA_CERTS: file };
      expect(await cartotoken(trusting, ...LIST)).toMatchObject({ code: 0, err: '' });
      expect(front.requests.map(({ path }) => path)).toEqual(['/oauth/token', '/v3/tokens']);
      expect(proxy.forwarded).toEqual([]);
      expect(proxy.tunnelled).toContain(`127.0.0.1:${front.port}`);

      const { code, err } = await cartotoken(env, ...LIST);
      expect(code).toBe(2);
      expect(err).toContain('NODE_EXTRA_CA_CERTS');
    } finally {
      await front.close();
      await rm(folder, { recursive: true });
    }
  });

  it('is asked of the account where CARTO_API_BASE_URL does not say it', async () => {
    await using proxy = await forwardProxy({ refuseConnect: 403 });
    const env = { CARTO_ACCESS_TOKEN: OAUTH_TOKEN, HTTPS_PROXY: proxy.url };
    const { code, err } = await cartotoken(env, ...LIST);
    expect(code).toBe(2);
    expect(err).toContain('The proxy in front of accounts.app.carto.com refused the request');
    expect(proxy.refused).toEqual(['accounts.app.carto.com:443']);

    const { fetch, sent } = stubFetch(
      { body: { tenant_domain: 'example.app.carto.com' } },
      { body: { apis: { baseUrl: 'https://gcp-us-east1.api.carto.com' } } },
      { body: [{ name: 'b', token: accessToken() }, { token: accessToken() }] },
    );
    const account = { kind: 'token', accessToken: OAUTH_TOKEN, apiBaseUrl: undefined } as const;
    const { signal } = new AbortController();
    expect(await listTokens(account, createHttp(fetch), signal)).toMatchObject({
      host: 'gcp-us-east1.api.carto.com',
      tokens: [{}, { name: 'b' }],
    });
    expect(sent.at(-1)?.url).toBe('https://gcp-us-east1.api.carto.com/v3/tokens');
  });
});

describe('--show-secrets', () => {
  const SHOW = [...LIST, '--show-secrets'];

  it.each([[SHOW], [[...SHOW, '--format', 'json']]])(
    'prints the tokens themselves where no terminal is: %j',
    async (args) => {
      const sandbox = await oneToken();
      const { code, out, err } = await cartotoken(envOf(sandbox), ...args);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const [token] = sandbox.account.tokens;
      expect(out).toContain(token?.token);
      expect(out).not.toContain(sandbox.addresses.clientSecret);
      expect(out.match(new RegExp(CREDENTIAL, 'g'))?.length).toBe(2); // the parts of one JWT
    },
  );

  it.each([
    ['y', true],
    [' Yes ', true],
    ['n', false],
    ['', false],
    ['yesterday', false],
  ])('asks at a terminal, and takes %j for %j', async (typed, shows) => {
    const sandbox = await oneToken();
    const { code, out, err, asked } = await atTerminal(envOf(sandbox), typed, ...SHOW);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(asked).toEqual([expect.stringMatching(/\(y\/N\) $/)]);
    expect(out).toMatch(/^map\n/);
    expect(CREDENTIAL.test(out)).toBe(shows);
  });

  it('asks nobody where it is not there', async () => {
    const { code, asked } = await atTerminal(envOf(await oneToken()), 'y', ...LIST);
    expect({ code, asked }).toEqual({ code: 0, asked: [] });
  });

  it('is refused at a terminal where nobody can be asked, before anything is', async () => {
    const sandbox = await oneToken();
    const { code, out, err } = await atTerminal(envOf(sandbox), undefined, ...SHOW);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(/nobody can be asked .* Send the output to a file or a pipe, or leave/);
    expect(sandbox.requests.received).toEqual({});
  });

  // `script` of util-linux makes a terminal; others of that name take other arguments.
  it.runIf(process.platform === 'linux' && which('script')).each([
    ['y\n', true],
    ['n\n', false],
    ['', false],
  ])('at a real terminal, given %j', async (typed, shows) => {
    const command = `'${process.execPath}' dist/cli.js ${SHOW.join(' ')}`;
    const args = ['-qec', command, '/dev/null'];
    const { code, out } = await started('script', args, envOf(await oneToken()), typed).closed;
    expect(code).toBe(0);
    expect(out).toContain('(y/N) ');
    expect(out).toContain('1 token at 127.0.0.1');
    expect(CREDENTIAL.test(out)).toBe(shows);
  });
});
