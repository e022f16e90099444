import * as oauth from 'oauth4webapi';
import { phrase } from '../phrase.ts';
import { CartoError } from './error.ts';
import { attempt } from './http/attempt.ts';
import type { Http } from './http/http.ts';
import { withRetries } from './http/retry.ts';
import { scrub } from './http/scrub.ts';
import { statusFailure } from './http/status-failure.ts';

/** What an OAuth server is known by. */
export interface OAuthServer {
  /** As it names itself in what it answers. */
  readonly issuer: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
}

/** Where CARTO's users sign in, self-hosted ones mostly too. Source: CARTO, "OAuth Access Tokens". */
export const CARTO_OAUTH: OAuthServer = oauthServer('https://auth.carto.com');

/** The audience of tokens that CARTO's APIs take. Source: CARTO, "OAuth Access Tokens". */
const AUDIENCE = 'carto-cloud-native-api';

/**
 * What a browser sign-in asks for: to be renewed without the user, and to see and make tokens. CARTO's scopes are seen in
 * its code and not documented; what it does not know, its server ignores.
 */
const SCOPE = 'offline_access read:account read:connections read:tokens write:tokens';

/** What an OAuth server grants. */
export interface OAuthGrant {
  /** An OAuth access token. */
  readonly accessToken: string;
  /** Milliseconds since 1970; undefined where it was not said. */
  readonly expiresAt: number | undefined;
  /** What it can be renewed with, where that can be done without the user. */
  readonly refreshToken?: string;
}

/** A browser sign-in that has begun. */
export interface Login {
  /** What the browser is to open. */
  readonly url: string;
  /** What the answer must carry, so that no other's is taken for it. */
  readonly state: string;
  /** PKCE's secret: only who has begun the sign-in can finish it. */
  readonly verifier: string;
  readonly clientId: string;
  readonly redirectUri: string;
}

/** The server whose paths are those of CARTO's. @param base its address, without a slash at its end */
export function oauthServer(base: string): OAuthServer {
  return {
    issuer: `${base}/`,
    authorizeUrl: `${base}/authorize`,
    tokenUrl: `${base}/oauth/token`,
  };
}

/** The server of which only the address for tokens is known: that of machine-to-machine sign-ins. */
export function oauthServerOf(tokenUrl: string): OAuthServer {
  return { ...oauthServer(tokenUrl.replace(/\/oauth\/token$/, '')), tokenUrl };
}

/** Machine to machine: a grant for a client id and secret. @throws CartoError */
export function clientCredentials(
  http: Http,
  server: OAuthServer,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
  signal?: AbortSignal,
): Promise<OAuthGrant> {
  const [as, client] = metadata(server, clientId);
  return granted(http, server, [clientSecret], signal, async (options) =>
    oauth.processClientCredentialsResponse(
      as,
      client,
      await oauth.clientCredentialsGrantRequest(
        as,
        client,
        oauth.ClientSecretPost(clientSecret),
        { audience: AUDIENCE },
        options,
      ),
    ),
  );
}

/** Begins a sign-in in the browser: authorization code with PKCE (RFC 7636). */
export async function beginLogin(
  server: OAuthServer,
  { clientId, organization, redirectUri }: LoginOptions,
): Promise<Login> {
  const state = oauth.generateRandomState();
  const verifier = oauth.generateRandomCodeVerifier();
  const url = new URL(server.authorizeUrl);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    scope: SCOPE,
    audience: AUDIENCE,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...(organization ? { organization } : {}),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { url: url.href, state, verifier, clientId, redirectUri };
}

export interface LoginOptions {
  /** The id of the organisation's single-page application. */
  readonly clientId: string;
  /** Which organisation's single sign-on is used, where it has one. */
  readonly organization?: string | undefined;
  /** Where the browser is sent at the end. */
  readonly redirectUri: string;
}

/**
 * Finishes a sign-in in the browser.
 *
 * @param answer the parameters with which the browser was sent back
 * @throws CartoError `sign-in-mismatch` where it is not the answer to this sign-in
 */
export async function finishLogin(
  http: Http,
  server: OAuthServer,
  { state, verifier, clientId, redirectUri }: Login,
  answer: URLSearchParams,
  signal?: AbortSignal,
): Promise<OAuthGrant> {
  const [as, client] = metadata(server, clientId);
  const secrets = [verifier, answer.get('code') ?? ''];
  const parameters = checkedAnswer(
    () => oauth.validateAuthResponse(as, client, answer, state),
    server,
    [...secrets, state],
  );
  return granted(http, server, secrets, signal, async (options) =>
    oauth.processAuthorizationCodeResponse(
      as,
      client,
      await oauth.authorizationCodeGrantRequest(
        as,
        client,
        oauth.None(),
        parameters,
        redirectUri,
        verifier,
        options,
      ),
    ),
  );
}

/** What the browser brought back, if it is the answer to what was asked and no refusal. */
function checkedAnswer(
  check: () => URLSearchParams,
  { authorizeUrl }: OAuthServer,
  secrets: readonly string[],
): URLSearchParams {
  const { host } = new URL(authorizeUrl);
  try {
    const parameters = check();
    if (parameters.getAll('code').length === 1) return parameters;
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) {
      const said = [error.error_description, error.error].filter((each) => each !== undefined);
      const reasons = said.map((each) => scrub(each, secrets));
      throw new CartoError('sign-in-refused', { host, reasons });
    }
  }
  throw new CartoError('sign-in-mismatch', { host });
}

/** Renews a grant. Keeps its refresh token where the server gives no other. @throws CartoError `expired` */
export async function refresh(
  http: Http,
  server: OAuthServer,
  { clientId, refreshToken }: { readonly clientId: string; readonly refreshToken: string },
  signal?: AbortSignal,
): Promise<OAuthGrant> {
  const [as, client] = metadata(server, clientId);
  try {
    const grant = await granted(http, server, [refreshToken], signal, async (options) =>
      oauth.processRefreshTokenResponse(
        as,
        client,
        await oauth.refreshTokenGrantRequest(as, client, oauth.None(), refreshToken, options),
      ),
    );
    return { refreshToken, ...grant };
  } catch (error) {
    // Whatever it says of it: what was good once is good no more.
    if (error instanceof CartoError && error.kind === 'sign-in-refused') {
      throw new CartoError('expired', error.details);
    }
    throw error;
  }
}

function metadata(
  { issuer, authorizeUrl, tokenUrl }: OAuthServer,
  clientId: string,
): [oauth.AuthorizationServer, oauth.Client] {
  const as = { issuer, authorization_endpoint: authorizeUrl, token_endpoint: tokenUrl };
  return [as, { client_id: clientId }];
}

/** What a request to the token endpoint is made with. */
interface TokenRequestOptions {
  readonly signal?: AbortSignal;
  readonly [oauth.customFetch]: (url: string, init: RequestInit) => Promise<Response>;
  readonly [oauth.allowInsecureRequests]: boolean;
}

/** Asks for a grant, with our time limits, retries and errors. */
async function granted(
  http: Http,
  { tokenUrl }: OAuthServer,
  secrets: readonly string[],
  signal: AbortSignal | undefined,
  ask: (options: TokenRequestOptions) => Promise<oauth.TokenEndpointResponse>,
): Promise<OAuthGrant> {
  const { host, protocol } = new URL(tokenUrl);
  const once = async (timeLimit: number) => {
    try {
      return await ask({
        // Only on this very machine: addresses that are typed are checked for that.
        [oauth.allowInsecureRequests]: protocol === 'http:',
        [oauth.customFetch]: (url, init) => tokenFetch(http, url, init, timeLimit, secrets, signal),
      });
    } catch (error) {
      throw unreadableGrant(error, host);
    }
  };
  const answer = await withRetries(once, false, http.patience, host, signal);
  return {
    accessToken: answer.access_token,
    expiresAt: answer.expires_in === undefined ? undefined : http.now() + 1000 * answer.expires_in,
    ...(answer.refresh_token ? { refreshToken: answer.refresh_token } : {}),
  };
}

/** The longest answer that grants, in bytes: it holds two tokens. */
const LONGEST_GRANT = 1024 * 1024;

/** The statuses with which an OAuth server says what is wrong (RFC 6749, 5.2; CARTO's also says 403). */
const SPEAKING = new Set([400, 401, 403]);

async function tokenFetch(
  http: Http,
  url: string,
  init: RequestInit,
  timeLimit: number,
  secrets: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Response> {
  const answer = await attempt(http.fetch, url, init, timeLimit, signal, LONGEST_GRANT);
  const { status, text, headers } = answer;
  const failure = statusFailure(answer, secrets, http.now());
  // Without a reason it may be a firewall's refusal as well, which is none of the sign-in.
  if (failure && SPEAKING.has(status) && failure.details.reasons?.length) {
    throw new CartoError('sign-in-refused', failure.details);
  }
  if (failure) throw failure;
  // Of its headers only what says how to read it: a challenge, say, is none to an answer that grants.
  const type = headers.get('content-type') ?? '';
  return new Response(text || null, { status, headers: { 'content-type': type } });
}

/** What `oauth4webapi` has against an answer. What it holds is not repeated: there may be tokens in it. */
function unreadableGrant(error: unknown, host: string): unknown {
  if (
    error instanceof oauth.OperationProcessingError ||
    error instanceof oauth.UnsupportedOperationError
  ) {
    const [, field] = /"(\w+)" property/.exec(error.message) ?? [];
    const fault = field
      ? phrase('"{field}" is not what was promised{end}', { field, end: '' })
      : phrase('it is no grant of OAuth');
    return new CartoError('unreadable-answer', { host, fault });
  }
  return error;
}
