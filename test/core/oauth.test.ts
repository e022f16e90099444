import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHttp } from '../../core/carto/http/http.ts';
import {
  beginLogin,
  CARTO_OAUTH,
  clientCredentials,
  finishLogin,
  type Login,
  oauthServer,
  oauthServerOf,
  refresh,
} from '../../core/carto/oauth.ts';
import { readPastedToken } from '../../core/carto/oauth-token.ts';
import { tokenSupply } from '../../core/carto/token-supply.ts';
import {
  type OAuthServer,
  type OAuthServerOptions,
  startOAuthServer,
} from '../support/oauth-server/oauth-server.ts';
import { visit } from '../support/oauth-server/visit.ts';
import { rejection } from '../support/rejection.ts';
import { fetchFailed, HANGS, type StubStep, stubFetch } from '../support/stub-fetch.ts';
import { clientSecret, jwt } from '../support/synthetic.ts';

const CALLBACK = 'vscode://cartotokens.carto-tokens/signed-in';
const NOW = Date.UTC(2030, 0, 1);

describe('with a certified OAuth server,', () => {
  let server: OAuthServer;
  const http = createHttp((url, init) => fetch(url, init));

  beforeEach(() => start());
  afterEach(() => server.close());

  async function start(options?: OAuthServerOptions): Promise<void> {
    server = await startOAuthServer(options);
  }

  /** The server as core knows it. */
  const carto = () => oauthServer(server.authUrl.replace(/\/$/, ''));

  const begin = () =>
    beginLogin(carto(), {
      clientId: server.spa.clientId,
      organization: 'org_example',
      redirectUri: CALLBACK,
    });

  /** Has a person sign in. @returns what the browser brings back */
  const signIn = async ({ url }: Login) => new URL(await visit(url)).searchParams;

  async function signedIn() {
    const login = await begin();
    return finishLogin(http, carto(), login, await signIn(login));
  }

  const renew = (refreshToken = '') =>
    refresh(http, carto(), { clientId: server.spa.clientId, refreshToken });

  describe('a machine', () => {
    it('gets a token for its secret', async () => {
      const before = Date.now();
      const {
        accessToken,
        expiresAt = 0,
        refreshToken,
      } = await clientCredentials(http, carto(), server.machine);
      expect(server.issued.tokens).toEqual([accessToken]);
      expect(expiresAt - before).toBeGreaterThanOrEqual(86_400_000);
      expect(expiresAt - Date.now()).toBeLessThanOrEqual(86_400_000);
      expect(refreshToken).toBeUndefined();
      expect(readPastedToken(accessToken, Date.now())).toMatchObject({
        kind: 'oauth',
        claims: { account: 'ac_example' },
      });
    });

    it('gets one of a server of which only the address for tokens is known', async () => {
      await clientCredentials(http, oauthServerOf(server.tokenUrl), server.machine);
      expect(server.issued.times).toEqual({ client_credentials: 1 });
    });

    it('gets none for a wrong secret, which is not repeated', async () => {
      const wrong = clientSecret('wrong');
      const machine = { ...server.machine, clientSecret: wrong };
      const error = await rejection(clientCredentials(http, carto(), machine));
      expect(error).toMatchObject({
        kind: 'sign-in-refused',
        details: { host: new URL(server.authUrl).host, status: 401 },
        reason: expect.stringContaining('invalid_client'),
      });
      expect(inspect(error, { depth: null, showHidden: true })).not.toContain(wrong.slice(0, 7));
    });

    it('is renewed by a supply, once however many ask', async () => {
      const supply = tokenSupply({
        obtain: () => clientCredentials(http, carto(), server.machine),
        now: Date.now,
        host: 'auth.carto.example',
      });
      const tokens = await Promise.all(Array.from({ length: 10 }, () => supply.current()));
      expect(new Set(tokens)).toEqual(new Set(server.issued.tokens));
      expect(server.issued.times).toEqual({ client_credentials: 1 });
      await Promise.all(tokens.map((token) => supply.insteadOf(token)));
      expect(server.issued.times).toEqual({ client_credentials: 2 });
    });
  });

  describe('a person', () => {
    it('signs in in the browser, and is signed in again without it', async () => {
      const first = await signedIn();
      expect(first.refreshToken).toBeDefined();
      const second = await renew(first.refreshToken);
      expect(second.accessToken).not.toBe(first.accessToken);
      expect(second.refreshToken).not.toBe(first.refreshToken);
      expect(second.expiresAt).toBeGreaterThan(Date.now());
      expect(server.issued.times).toEqual({ authorization_code: 1, refresh_token: 1 });
    });

    it('who says no is not signed in', async () => {
      server.behaviour = 'deny';
      expect(await rejection(signedIn())).toMatchObject({
        kind: 'sign-in-refused',
        reason: expect.stringContaining('User did not authorize the request; access_denied.'),
      });
    });

    it('has to do so again when the renewal is refused', async () => {
      const { refreshToken } = await signedIn();
      await renew(refreshToken);
      expect(await rejection(renew(refreshToken))).toMatchObject({
        kind: 'expired',
        remedy: 'Sign in again.',
        details: { status: 400 },
      });
      expect(await rejection(renew('never given'))).toMatchObject({ kind: 'expired' });
    });

    it('has to do so in time', async () => {
      await server.close();
      await start({ codeLifetime: 1 });
      const login = await begin();
      const answer = await signIn(login);
      const end = Date.now() + 1000;
      await vi.waitUntil(() => Date.now() >= end, { timeout: 60_000 });
      expect(await rejection(finishLogin(http, carto(), login, answer))).toMatchObject({
        kind: 'sign-in-refused',
        reason: expect.stringContaining('invalid_grant'),
      });
    });

    it('can use a code once, and only for the sign-in that it is of', async () => {
      const login = await begin();
      const answer = await signIn(login);
      await finishLogin(http, carto(), login, answer);
      const again = await rejection(finishLogin(http, carto(), login, answer));
      expect(again).toMatchObject({ kind: 'sign-in-refused' });

      const { verifier } = await begin();
      const other = await begin();
      const stolen = finishLogin(http, carto(), { ...other, verifier }, await signIn(other));
      expect(await rejection(stolen)).toMatchObject({ kind: 'sign-in-refused' });
    });
  });

  it('which is not there, nobody signs in', async () => {
    const { machine } = server;
    const asked = carto();
    await server.close();
    const impatient = createHttp((url, init) => fetch(url, init), { patience: { firstWait: 1 } });
    expect(await rejection(clientCredentials(impatient, asked, machine))).toMatchObject({
      kind: 'connection-refused',
    });
  });
});

function httpOf(...steps: readonly StubStep[]) {
  const { fetch, sent } = stubFetch(...steps);
  return { http: createHttp(fetch, { patience: { firstWait: 1 }, now: () => NOW }), sent };
}

const MACHINE = { clientId: 'the client', clientSecret: clientSecret() };
const TOKEN = jwt({ iss: 'https://auth.carto.com/' });
const GRANT = { access_token: TOKEN, token_type: 'Bearer', expires_in: 60 };

const asMachine = (...steps: readonly StubStep[]) =>
  clientCredentials(httpOf(...steps).http, CARTO_OAUTH, MACHINE);

describe('the beginning of a sign-in', () => {
  it('asks for what is needed, and holds a challenge in place of its secret', async () => {
    const options = { clientId: 'the client', redirectUri: CALLBACK };
    const login = await beginLogin(CARTO_OAUTH, options);
    const { origin, pathname, searchParams } = new URL(login.url);
    expect(origin + pathname).toBe('https://auth.carto.com/authorize');
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'the client',
      redirect_uri: CALLBACK,
      scope: expect.stringContaining('offline_access'),
      audience: 'carto-cloud-native-api',
      state: login.state,
      code_challenge: createHash('sha256').update(login.verifier).digest('base64url'),
      code_challenge_method: 'S256',
    });
    expect(login.url).not.toContain(login.verifier);
    const other = await beginLogin(CARTO_OAUTH, { ...options, organization: 'org_example' });
    expect(new URL(other.url).searchParams.get('organization')).toBe('org_example');
    expect([other.state, other.verifier]).not.toContain(login.state);
    expect(other.verifier).not.toBe(login.verifier);
  });
});

describe('what the browser brings back', () => {
  async function brought(
    answer: Readonly<Record<string, string>> | ((state: string) => string),
    ...steps: readonly StubStep[]
  ) {
    const login = await beginLogin(CARTO_OAUTH, { clientId: 'the client', redirectUri: CALLBACK });
    const { http, sent } = httpOf(...steps);
    const parameters = new URLSearchParams(
      typeof answer === 'function' ? answer(login.state) : { state: login.state, ...answer },
    );
    const granted = finishLogin(http, CARTO_OAUTH, login, parameters);
    return { granted, sent, login };
  }

  it('is a code, which is sent with what proves who began', async () => {
    const { granted, sent, login } = await brought(
      { code: 'a code' },
      { body: { ...GRANT, refresh_token: 'a refresh token' } },
    );
    expect(await granted).toEqual({
      accessToken: TOKEN,
      expiresAt: NOW + 60_000,
      refreshToken: 'a refresh token',
    });
    expect(sent.map(({ method, url }) => [method, url])).toEqual([
      ['POST', 'https://auth.carto.com/oauth/token'],
    ]);
    expect(Object.fromEntries(new URLSearchParams(String(sent[0]?.body)))).toEqual({
      grant_type: 'authorization_code',
      client_id: 'the client',
      redirect_uri: CALLBACK,
      code: 'a code',
      code_verifier: login.verifier,
    });
  });

  it.each([
    ['another state', () => 'code=a&state=another'],
    ['no state', () => 'code=a'],
    ['two states', (state: string) => `code=a&state=${state}&state=${state}`],
    ['two codes', (state: string) => `code=a&code=b&state=${state}`],
    ['another issuer', (state: string) => `code=a&state=${state}&iss=https://evil.example/`],
    ['an error with another state', () => 'error=access_denied&state=another'],
    ['a token in place of a code', (state: string) => `token=a&state=${state}`],
    ['nothing', () => ''],
    ['no code', (state: string) => `state=${state}`],
  ])('is none where it has %s', async (_, answer) => {
    const { granted, sent } = await brought(answer, { body: GRANT });
    expect(await rejection(granted)).toMatchObject({
      kind: 'sign-in-mismatch',
      details: { host: 'auth.carto.com' },
    });
    expect(sent).toEqual([]);
  });
});

describe('a grant', () => {
  it.each([
    [{ ...GRANT, expires_in: undefined }, undefined],
    [{ ...GRANT, expires_in: '120' }, NOW + 120_000],
    [{ ...GRANT, expires_in: 0 }, NOW],
    [{ ...GRANT, token_type: 'bearer', later: true }, NOW + 60_000],
  ])('%# is read', async (body, expiresAt) => {
    expect(await asMachine({ body })).toEqual({ accessToken: TOKEN, expiresAt });
  });

  it.each([
    [{ ...GRANT, access_token: undefined }, '"access_token" is not what was promised'],
    [{ ...GRANT, access_token: '' }, '"access_token" is not what was promised'],
    [{ ...GRANT, token_type: 5 }, '"token_type" is not what was promised'],
    [{ ...GRANT, expires_in: 'soon' }, '"expires_in" is not what was promised'],
    [{ ...GRANT, expires_in: null }, '"expires_in" is not what was promised'],
    [{ ...GRANT, expires_in: -1 }, '"expires_in" is not what was promised'],
    [{ ...GRANT, refresh_token: 5 }, '"refresh_token" is not what was promised'],
    [{ ...GRANT, scope: 5 }, '"scope" is not what was promised'],
    [{ ...GRANT, token_type: 'mac' }, 'it is no grant of OAuth'],
    [{ ...GRANT, id_token: 'none' }, 'it is no grant of OAuth'],
    [[], 'it is no grant of OAuth'],
    [null, 'it is no grant of OAuth'],
    ['<!doctype html>', 'it is no grant of OAuth'],
    ['', 'it is no grant of OAuth'],
  ])('%# is none', async (body, fault) => {
    const error = await rejection(
      asMachine({ body, headers: { 'content-type': 'application/json' } }),
    );
    expect(error).toMatchObject({
      name: 'CartoError',
      kind: 'unreadable-answer',
      details: { host: 'auth.carto.com' },
      reason: expect.stringContaining(fault),
    });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain(TOKEN.slice(0, 20));
  });

  it.each([
    [200, { 'content-type': 'text/html' }, 'unreadable-answer'],
    [201, {}, 'unreadable-answer'],
    [204, {}, 'unreadable-answer'],
    [302, { location: 'https://login.example/' }, 'unreadable-answer'],
    [400, {}, 'invalid'],
    [401, {}, 'signed-out'],
    [401, { 'www-authenticate': 'Basic realm="a"' }, 'signed-out'],
    [403, {}, 'forbidden'],
    [404, {}, 'not-found'],
    [429, { 'retry-after': '5' }, 'too-many-requests'],
    [500, {}, 'server-error'],
  ])('is none with the status %d %j and a web page', async (status, headers, kind) => {
    const error = await rejection(asMachine({ status, headers, body: '<h1>No</h1>' }));
    expect(error).toMatchObject({ name: 'CartoError', kind });
  });

  it.each([
    [400, { error: 'invalid_grant', error_description: 'No.' }, 'No; invalid_grant'],
    [401, { error: 'access_denied' }, 'access_denied'],
    [
      403,
      { error: 'unauthorized_client', error_description: 'Not you' },
      'Not you; unauthorized_client',
    ],
    [403, { error: `No ${MACHINE.clientSecret}!` }, 'No …!'],
  ])('is refused with %d %j', async (status, body, said) => {
    expect(await rejection(asMachine({ status, body }))).toMatchObject({
      kind: 'sign-in-refused',
      reason: `auth.carto.com refused the sign-in: ${said}.`,
      details: { status },
    });
  });

  it('is asked for once, where asking twice could use up a code or a refresh token', async () => {
    for (const step of [
      fetchFailed('ECONNRESET'),
      { status: 500 },
      { status: 429 },
      { body: '' },
    ]) {
      const { http, sent } = httpOf(step, { body: GRANT });
      await rejection(refresh(http, CARTO_OAUTH, { clientId: 'a', refreshToken: 'b' }));
      expect(sent).toHaveLength(1);
    }
  });

  it('is asked for again where nobody heard the question', async () => {
    const { http, sent } = httpOf(fetchFailed('ECONNREFUSED'), { body: GRANT });
    const granted = await refresh(http, CARTO_OAUTH, { clientId: 'a', refreshToken: 'b' });
    expect(granted).toEqual({ accessToken: TOKEN, expiresAt: NOW + 60_000, refreshToken: 'b' });
    expect(sent.map(({ body }) => String(body))).toEqual(Array(2).fill(String(sent[0]?.body)));
  });

  it.each([fetchFailed('ENOTFOUND'), { status: 500 }, { status: 403, body: '<h1>No</h1>' }])(
    'is not said to have expired after another failure (%#)',
    async (step) => {
      const { http } = httpOf(step);
      const error = await rejection(
        refresh(http, CARTO_OAUTH, { clientId: 'a', refreshToken: 'b' }),
      );
      expect(error).not.toMatchObject({ kind: 'expired' });
    },
  );

  it('is waited for as long as the signal and the time allow', async () => {
    const { fetch, sent } = stubFetch(HANGS);
    const hurried = createHttp(fetch, { patience: { timeLimit: 20 } });
    expect(await rejection(clientCredentials(hurried, CARTO_OAUTH, MACHINE))).toMatchObject({
      kind: 'timeout',
    });
    const controller = new AbortController();
    const patient = createHttp(fetch);
    const error = rejection(clientCredentials(patient, CARTO_OAUTH, MACHINE, controller.signal));
    await expect.poll(() => sent.length).toBe(2);
    controller.abort();
    expect(await error).toMatchObject({ kind: 'cancelled' });
  });
});

it('the address for tokens tells the server', () => {
  expect(oauthServerOf('https://auth.carto.com/oauth/token')).toEqual(CARTO_OAUTH);
  expect(oauthServerOf('https://login.example/token')).toMatchObject({
    tokenUrl: 'https://login.example/token',
  });
});
