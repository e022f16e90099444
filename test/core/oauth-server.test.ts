import { createHash, randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type OAuthServer,
  type OAuthServerOptions,
  startOAuthServer,
} from '../support/oauth-server/oauth-server.ts';
import { visit } from '../support/oauth-server/visit.ts';

const AUDIENCE = { audience: 'carto-cloud-native-api' };

const CALLBACK = 'vscode://cartotokens.carto-tokens/signed-in';

const VERIFIER = randomBytes(32).toString('base64url');

let server: OAuthServer;

beforeEach(() => start());
afterEach(() => server.close());

async function start(options?: OAuthServerOptions): Promise<void> {
  server = await startOAuthServer(options);
}

async function token(fields: Readonly<Record<string, string>>) {
  const body = new URLSearchParams(fields);
  const response = await fetch(server.tokenUrl, { method: 'POST', body });
  return { status: response.status, ...(await response.json()) };
}

/** Has a machine ask for a token. */
function machine(fields: Readonly<Record<string, string>>) {
  const { clientId, clientSecret } = server.machine;
  return token({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    ...fields,
  });
}

function authorizeUrl(fields: Readonly<Record<string, string>> = AUDIENCE): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: server.spa.clientId,
    redirect_uri: CALLBACK,
    scope: 'openid offline_access',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 'S256',
    state: 'the state',
    organization: 'org_example',
    ...fields,
  });
  return `${server.authorizeUrl}?${query}`;
}

/** Has a browser sign in. @returns what it brings back to the callback */
async function signIn(url = authorizeUrl()): Promise<Record<string, string>> {
  const back = await visit(url);
  expect(back.startsWith(`${CALLBACK}?`)).toBe(true);
  return Object.fromEntries(new URL(back).searchParams);
}

function redeem(code = '', verifier = VERIFIER) {
  return token({
    grant_type: 'authorization_code',
    client_id: server.spa.clientId,
    redirect_uri: CALLBACK,
    code_verifier: verifier,
    code,
  });
}

function refresh(refreshToken: string) {
  return token({
    grant_type: 'refresh_token',
    client_id: server.spa.clientId,
    refresh_token: refreshToken,
  });
}

/** The header and the claims of a JWT. */
function decoded(jwt: string): object[] {
  const [header = '', claims = ''] = jwt.split('.');
  return [header, claims].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()));
}

describe('the OAuth server gives a machine', () => {
  it('a token like CARTO’s for the right secret', async () => {
    const answer = await machine(AUDIENCE);
    expect(answer).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 86_400 });
    expect(decoded(answer.access_token)).toMatchObject([
      { alg: 'RS256' },
      { iss: server.authUrl, aud: AUDIENCE.audience },
    ]);
    expect(server.issued).toEqual({
      times: { client_credentials: 1 },
      tokens: [answer.access_token],
    });
  });

  it.each([
    ['a wrong secret', { ...AUDIENCE, client_secret: 'wrong' }, 401, 'invalid_client'],
    ['no audience', {}, 400, 'invalid_target'],
    ['another audience', { audience: 'another' }, 400, 'invalid_target'],
  ])('nothing for %s', async (_, fields, status, error) => {
    expect(await machine(fields)).toMatchObject({ status, error });
    expect(server.issued).toEqual({ times: {}, tokens: [] });
  });
});

describe('the OAuth server gives a browser', () => {
  it('a code for an access token and a refresh token, each good for once', async () => {
    const { code, ...others } = await signIn();
    expect(others).toEqual({ state: 'the state', iss: server.authUrl });

    const first = await redeem(code);
    expect(decoded(first.access_token)).toMatchObject([
      { alg: 'RS256' },
      { iss: server.authUrl, aud: AUDIENCE.audience },
    ]);
    const second = await refresh(first.refresh_token);
    expect(decoded(second.access_token)).toMatchObject([{}, { aud: AUDIENCE.audience }]);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(server.issued.times).toEqual({ authorization_code: 1, refresh_token: 1 });
    expect(server.issued.tokens).toEqual(
      [first, second].flatMap((each) => [each.access_token, each.refresh_token, each.id_token]),
    );

    const invalid = { status: 400, error: 'invalid_grant' };
    expect(await refresh(first.refresh_token)).toMatchObject(invalid);
    expect(await redeem(code)).toMatchObject(invalid);
  });

  it('a refresh token only if it is asked for', async () => {
    const { code } = await signIn(authorizeUrl({ ...AUDIENCE, scope: 'openid' }));
    const answer = await redeem(code);
    expect(answer.status).toBe(200);
    expect(answer).not.toHaveProperty('refresh_token');
  });

  it('nothing for a code with another verifier', async () => {
    const { code } = await signIn();
    const verifier = randomBytes(32).toString('base64url');
    expect(await redeem(code, verifier)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('nothing for a code after its time', async () => {
    await server.close();
    await start({ codeLifetime: 1 });
    const { code } = await signIn();
    const expired = Date.now() + 1000;
    await vi.waitUntil(() => Date.now() >= expired, { timeout: 60_000 });
    expect(await redeem(code)).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  it('no code without an audience or PKCE', async () => {
    expect(await signIn(authorizeUrl({}))).toMatchObject({ error: 'invalid_target' });
    const withoutPkce = new URL(authorizeUrl());
    withoutPkce.searchParams.delete('code_challenge');
    withoutPkce.searchParams.delete('code_challenge_method');
    expect(await signIn(withoutPkce.href)).toMatchObject({ error: 'invalid_request' });
  });

  it('no code where the person denies it', async () => {
    server.behaviour = 'deny';
    expect(await signIn()).toMatchObject({ error: 'access_denied', state: 'the state' });
  });

  it('a page with two buttons where a person is to decide', async () => {
    server.behaviour = 'ask';
    await expect(signIn()).rejects.toThrow(/>Sign in<\/button>\s+<button .*>Deny<\/button>/);
  });

  it('nothing at another address than those that were named', async () => {
    await server.close();
    await start({ redirectUris: ['http://127.0.0.1/callback'] });
    await expect(signIn()).rejects.toThrow('redirect_uri');
    const named = { ...AUDIENCE, redirect_uri: 'http://127.0.0.1:12345/callback' };
    expect(await visit(authorizeUrl(named))).toContain('http://127.0.0.1:12345/callback?code=');
  });
});
