import { describe, expect, it, vi } from 'vitest';
import { authApi } from '../../core/carto/auth-api.ts';
import {
  CartoError,
  FAILURE_KINDS,
  type FailureKind,
  isCartoError,
} from '../../core/carto/error.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { beginLogin, CARTO_OAUTH, finishLogin } from '../../core/carto/oauth.ts';
import { tokenSupply } from '../../core/carto/token-supply.ts';
import { rejection } from '../support/rejection.ts';
import { fetchFailed, HANGS, type StubStep, stubFetch } from '../support/stub-fetch.ts';
import { apiKey } from '../support/synthetic.ts';

/** What a read meets: so every failure is one of a whole client, from `fetch` up. */
function reading(...steps: readonly StubStep[]): () => Promise<unknown> {
  const patience = { retries: 0, timeLimit: 20 };
  return () => {
    const http = createHttp(stubFetch(...steps).fetch, { patience });
    return authApi(http, 'https://user.carto.com', 'user', apiKey('hex')).get('a key');
  };
}

const answering = (status: number, body: unknown = '', headers = {}) =>
  reading({ status, body, headers });

async function login(answer: Readonly<Record<string, string>>) {
  const options = { clientId: 'the client', redirectUri: 'vscode://callback' };
  const begun = await beginLogin(CARTO_OAUTH, options);
  const parameters = new URLSearchParams({ state: begun.state, ...answer });
  return finishLogin(createHttp(stubFetch().fetch), CARTO_OAUTH, begun, parameters);
}

/** For every kind, what goes wrong, and what is said then. */
const FAILURES: Readonly<
  Record<FailureKind, { fails: () => Promise<unknown>; cause: string; remedy: string }>
> = {
  offline: {
    fails: reading(fetchFailed('ENETUNREACH')),
    cause: 'There is no network on which user.carto.com could be reached.',
    remedy: 'Connect this machine to a network and try again.',
  },
  'name-not-found': {
    fails: reading(fetchFailed('ENOTFOUND')),
    cause: 'There is no host called user.carto.com.',
    remedy: 'Check the address for a typing error, and the network’s DNS or proxy settings.',
  },
  'connection-refused': {
    fails: reading(fetchFailed('ECONNREFUSED')),
    cause: 'Nothing answers at user.carto.com.',
    remedy:
      'Check the address and its port, and that no firewall or switched-off proxy is in the way.',
  },
  'connection-lost': {
    fails: reading(fetchFailed('ECONNRESET')),
    cause: 'The connection to user.carto.com broke before the answer was complete.',
    remedy: 'Try again; if it happens often, look for a proxy or firewall that cuts connections.',
  },
  'tls-untrusted': {
    fails: reading(fetchFailed('DEPTH_ZERO_SELF_SIGNED_CERT')),
    cause: 'The certificate of user.carto.com is not from an authority that this machine trusts.',
    remedy:
      'If a company’s proxy or a self-hosted CARTO uses an authority of its own, add its certificate to the system’s trusted ones (on the command line, name it in NODE_EXTRA_CA_CERTS).',
  },
  'tls-expired': {
    fails: reading(fetchFailed('CERT_HAS_EXPIRED')),
    cause: 'The certificate of user.carto.com has expired or is not valid yet.',
    remedy: 'Check this machine’s clock; if it is right, whoever runs the server has to renew it.',
  },
  'tls-wrong-host': {
    fails: reading(fetchFailed('ERR_TLS_CERT_ALTNAME_INVALID')),
    cause: 'The certificate shown for user.carto.com belongs to another host.',
    remedy: 'Check the address: something else than CARTO may be answering there.',
  },
  'tls-failed': {
    fails: reading(fetchFailed('ERR_SSL_WRONG_VERSION_NUMBER')),
    cause: 'No secure connection to user.carto.com could be made.',
    remedy: 'Check that the address and port speak HTTPS, and that no proxy interferes.',
  },
  'proxy-refused': {
    fails: answering(407),
    cause: 'The proxy in front of user.carto.com refused the request (HTTP 407).',
    remedy:
      'Check the proxy’s address, user name and password (in VS Code the setting http.proxy, on the command line HTTPS_PROXY), and that it lets this host through.',
  },
  timeout: {
    fails: reading(HANGS),
    cause: 'user.carto.com did not answer in time (1 second).',
    remedy: 'Try again; if it stays so, check the connection.',
  },
  cancelled: {
    fails: () => {
      const http = createHttp(stubFetch(HANGS).fetch);
      const api = authApi(http, 'https://user.carto.com', 'user', apiKey('hex'));
      return api.list(AbortSignal.abort());
    },
    cause: 'The request was cancelled.',
    remedy: 'Start it again if that was not meant.',
  },
  'signed-out': {
    fails: answering(401, { error: 'Invalid token' }),
    cause: 'user.carto.com does not accept the credential it was sent.',
    remedy: 'Sign in again.',
  },
  expired: {
    fails: () => tokenSupply({ now: Date.now, host: 'auth.carto.com' }).current(),
    cause: 'The sign-in at auth.carto.com has expired.',
    remedy: 'Sign in again.',
  },
  'sign-in-refused': {
    fails: () => login({ error: 'access_denied', error_description: 'User did not authorize.' }),
    cause: 'auth.carto.com refused the sign-in: User did not authorize; access_denied.',
    remedy:
      'Check what was entered against the Workspace’s Developers > Credentials, and sign in again.',
  },
  'sign-in-mismatch': {
    fails: () => login({ state: 'another', code: 'a code' }),
    cause: 'The answer to the sign-in belongs to another one, or was altered on its way.',
    remedy: 'Start the sign-in again, and finish it in the browser window that it opens.',
  },
  forbidden: {
    fails: answering(403, { errors: ['Not authorized'] }),
    cause: 'user.carto.com forbids this: Not authorized.',
    remedy: 'Check that the signed-in user or the credential may do it.',
  },
  'unauthorized-referer': {
    fails: answering(403, { error: 'Unauthorized referer' }),
    cause: 'user.carto.com refused the website that the request came from.',
    remedy:
      'Add the origin to the token’s referers just as browsers send it, mostly with a slash at its end.',
  },
  'quota-exceeded': {
    fails: answering(403, { errors: 'You have reached the limit of API keys' }),
    cause: 'The plan’s quota is used up: You have reached the limit of API keys.',
    remedy: 'Delete what is no longer needed, or ask CARTO for a larger plan.',
  },
  'not-found': {
    fails: answering(404),
    cause: 'user.carto.com does not have what was asked for (HTTP 404).',
    remedy: 'It may have been deleted or renamed: refresh, and check the address of the API.',
  },
  conflict: {
    fails: answering(409, { error: 'A token of this name exists' }),
    cause: 'It collides with what is there already: A token of this name exists.',
    remedy: 'Refresh, and use another name or start from what is there now.',
  },
  invalid: {
    fails: answering(422, { errors: { name: ['can’t be blank.'], grants: ['are no list'] } }),
    cause: 'user.carto.com did not accept the request: name: can’t be blank; grants: are no list.',
    remedy: 'Correct what it names, and try again.',
  },
  'too-many-requests': {
    fails: answering(429, '', { 'retry-after': '90' }),
    cause: 'user.carto.com got too many requests and refuses more for 90 seconds.',
    remedy: 'Wait that long before you try again: asking sooner may prolong it.',
  },
  'server-error': {
    fails: answering(503),
    cause: 'user.carto.com failed (HTTP 503).',
    remedy: 'Try again in a few minutes; if it stays so, tell CARTO’s support.',
  },
  'unreadable-answer': {
    fails: answering(200, '<!doctype html>', { 'content-type': 'text/html' }),
    cause: 'The answer of user.carto.com cannot be read: it is a web page.',
    remedy:
      'Check the address: a login page or a proxy may have answered in CARTO’s place, or its API has changed.',
  },
};

describe('a failure says what happened and what to do', () => {
  it.each(Object.entries(FAILURES))('%s', async (kind, { fails, cause, remedy }) => {
    const error = await rejection(fails());
    expect(error).toBeInstanceOf(CartoError);
    expect(error).toMatchObject({ kind, reason: cause, remedy, message: `${cause} ${remedy}` });
  });

  it('and there is no other', () => {
    expect(Object.keys(FAILURES)).toEqual(FAILURE_KINDS);
  });

  it.each(Object.entries(FAILURES))('in one sentence each: %s', (_, { cause, remedy }) => {
    for (const sentence of [cause, remedy])
      expect(sentence).toMatch(/^\S[^.?!]*(?:\.\S[^.?!]*)*\.$/);
  });
});

describe('a cause', () => {
  const host = 'carto.example';
  const reasonOf = (kind: FailureKind, details = {}) =>
    new CartoError(kind, { host, ...details }).reason;

  it.each([
    [400, '1 second'],
    [1499, '1 second'],
    [119_000, '119 seconds'],
    [120_000, '2 minutes'],
    [121_000, '3 minutes'],
    [7_200_000, '2 hours'],
    [Number.MAX_SAFE_INTEGER, '2501999793 hours'],
  ])('says %d ms as %s', (retryAfter, said) => {
    expect(reasonOf('too-many-requests', { retryAfter })).toContain(`refuses more for ${said}.`);
  });

  it('of too many requests without a time says so', () => {
    expect(reasonOf('too-many-requests')).toMatch(/ refuses more for a while\.$/);
  });

  it.each([
    [[], `${host} did not accept the request.`],
    [['  '], `${host} did not accept the request.`],
    [['No. ', 'Not\n\tthat...'], `${host} did not accept the request: No; Not that.`],
    [['x'.repeat(101)], `${host} did not accept the request: ${'x'.repeat(99)}….`],
    [[apiKey('hex')], `${host} did not accept the request: ${apiKey('hex').slice(0, 6)}….`],
  ])('with the reasons %j', (reasons, said) => {
    expect(reasonOf('invalid', { reasons })).toBe(said);
  });
});

it('an error is known by its name where its class is another bundle’s', async () => {
  expect(isCartoError(new CartoError('cancelled', { host: '' }))).toBe(true);
  vi.resetModules();
  const other = await import('../../core/carto/error.ts');
  const error = new other.CartoError('cancelled', { host: '' });
  expect(error).not.toBeInstanceOf(CartoError);
  expect(isCartoError(error)).toBe(true);
  expect(isCartoError(new Error('kind'))).toBe(false);
  expect(isCartoError({ name: 'CartoError', kind: 'offline' })).toBe(false);
});
