import { inspect } from 'node:util';
import fc from 'fast-check';
import { it } from 'vitest';
import { authorizedApi } from '../../core/carto/api.ts';
import { authApi } from '../../core/carto/auth-api.ts';
import { bearer } from '../../core/carto/authorization.ts';
import { listConnections } from '../../core/carto/connections-api.ts';
import { CartoError } from '../../core/carto/error.ts';
import { createHttp, type Http } from '../../core/carto/http/http.ts';
import {
  beginLogin,
  clientCredentials,
  finishLogin,
  oauthServer,
  refresh,
} from '../../core/carto/oauth.ts';
import { findApiBaseUrl } from '../../core/carto/region.ts';
import { tokensApi } from '../../core/carto/tokens-api.ts';
import { fetchFailed, type StubAnswer, type StubStep, stubFetch } from '../support/stub-fetch.ts';
import { accessToken, apiKey, clientSecret, jwt } from '../support/synthetic.ts';

const OAUTH_TOKEN = jwt({
  iss: 'https://auth.carto.com/',
  aud: 'carto-cloud-native-api',
  'http://app.carto.com/account_id': 'ac_example',
});
const TOKEN = accessToken();
const KEY = apiKey('hex');
const CLIENT_SECRET = clientSecret();
const REFRESH_TOKEN = `v1.${apiKey('base64url', 'refresh')}-${apiKey('base64url', 'more')}`;
const CODE = apiKey('base64url', 'code').slice(0, 20);
/** As no server of CARTO's makes one: nothing knows it by its shape. */
const TYPED_SECRET = 'correct horse+battery/staple "ä"';

const SERVER = oauthServer('https://auth.carto.example');
const API = 'https://api.carto.example';

const api = (http: Http) =>
  authorizedApi(
    http,
    API,
    async () => bearer(OAUTH_TOKEN),
    async () => bearer(OAUTH_TOKEN),
  );

const body = { name: 'a', allowed_apis: ['sql'], grants: [], referers: [] };

/** Every way in which a secret leaves. */
const CLIENTS: Readonly<
  Record<string, { secrets: readonly string[]; calls: (http: Http) => Promise<unknown> }>
> = {
  'the list of tokens': {
    secrets: [OAUTH_TOKEN],
    calls: (http) => tokensApi(api(http)).list(),
  },
  'a token': {
    secrets: [OAUTH_TOKEN, TOKEN],
    calls: (http) => tokensApi(api(http)).get(TOKEN),
  },
  'a change of a token': {
    secrets: [OAUTH_TOKEN, TOKEN],
    calls: (http) => tokensApi(api(http)).update(TOKEN, body),
  },
  'a new token': {
    secrets: [OAUTH_TOKEN],
    calls: (http) => tokensApi(api(http)).create(body),
  },
  'the end of a token': {
    secrets: [OAUTH_TOKEN, TOKEN],
    calls: (http) => tokensApi(api(http)).delete(TOKEN),
  },
  'the list of connections': {
    secrets: [OAUTH_TOKEN],
    calls: (http) => listConnections(api(http)),
  },
  'an API key': {
    secrets: [KEY, btoa(`user:${KEY}`)],
    calls: (http) => authApi(http, 'https://user.carto.example', 'user', KEY).get('a key'),
  },
  'the list of API keys, with a typed key': {
    secrets: [TYPED_SECRET, Buffer.from(`user:${TYPED_SECRET}`).toString('base64')],
    calls: (http) => authApi(http, 'https://user.carto.example', 'user', TYPED_SECRET).list(),
  },
  'a machine’s sign-in': {
    secrets: [CLIENT_SECRET],
    calls: (http) =>
      clientCredentials(http, SERVER, { clientId: 'client', clientSecret: CLIENT_SECRET }),
  },
  'a machine’s sign-in with a typed secret': {
    secrets: [TYPED_SECRET],
    calls: (http) =>
      clientCredentials(http, SERVER, { clientId: 'client', clientSecret: TYPED_SECRET }),
  },
  'the renewal of a sign-in': {
    secrets: [REFRESH_TOKEN],
    calls: (http) => refresh(http, SERVER, { clientId: 'client', refreshToken: REFRESH_TOKEN }),
  },
  'the end of a sign-in in the browser': {
    secrets: [CODE],
    async calls(http) {
      const login = await beginLogin(SERVER, { clientId: 'client', redirectUri: `${API}/back` });
      const answer = new URLSearchParams({ state: login.state, code: CODE });
      return finishLogin(http, SERVER, login, answer);
    },
  },
  'the account’s region': {
    secrets: [OAUTH_TOKEN],
    calls: (http) => findApiBaseUrl(http, OAUTH_TOKEN, async () => true),
  },
};

/** A secret as it was sent, and as it may come back. */
function formsOf(secret: string): string[] {
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString().slice(2),
    Buffer.from(secret).toString('base64'),
    Buffer.from(secret).toString('base64url'),
    JSON.stringify(secret).slice(1, -1),
  ];
}

/** Words, with secrets among them. */
function words(secrets: readonly string[]): fc.Arbitrary<string> {
  const secret = fc.constantFrom(...secrets.flatMap(formsOf));
  const word = fc.constantFrom('expired', 'quota', 'https://', '/', '.', ': ', ' ', '"', 'a', '\n');
  return fc
    .array(fc.oneof(secret, word, fc.string({ maxLength: 5 })), { maxLength: 6 })
    .map((parts) => parts.join(''));
}

/** An answer that has the shape of one, or of none. */
function answers(secrets: readonly string[]): fc.Arbitrary<StubAnswer> {
  const text = words(secrets);
  const key = fc.oneof(
    fc.constantFrom('error', 'error_description', 'errors', 'message', 'token', 'name', 'result'),
    fc.constantFrom('tenant_domain', 'apis', 'baseUrl', 'next', '_links', 'access_token'),
    fc.constantFrom('token_type', 'expires_in', 'refresh_token', '__proto__'),
    text,
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      text,
      fc.constantFrom(null, 5, true, 'bearer'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  }));
  const grant = fc.record(
    { access_token: text, token_type: fc.oneof(fc.constant('bearer'), text), expires_in: value },
    { requiredKeys: ['access_token', 'token_type'] },
  );
  const header = text.map((each) => each.replace(/[^\x20-\x7e]/g, '').trim());
  return fc.record(
    {
      status: fc.constantFrom(200, 200, 201, 302, 400, 401, 403, 404, 407, 409, 422, 429, 500, 503),
      body: fc.oneof(
        value,
        value.map((each) => JSON.stringify(each).slice(0, 40)),
        grant,
      ),
      headers: fc.dictionary(
        fc.constantFrom('location', 'www-authenticate', 'x-request-id', 'retry-after'),
        header,
      ),
    },
    { requiredKeys: ['status', 'body'] },
  );
}

function steps(secrets: readonly string[]): fc.Arbitrary<StubStep[]> {
  const text = words(secrets);
  const failure = fc
    .record({
      code: fc.oneof(fc.constantFrom('ECONNRESET', 'ENOTFOUND', 'CERT_HAS_EXPIRED', ''), text),
      message: text,
      hostname: text,
    })
    .map(({ code, ...more }) => fetchFailed(code, more));
  return fc.array(fc.oneof({ arbitrary: answers(secrets), weight: 5 }, failure), {
    minLength: 1,
    maxLength: 3,
  });
}

/** All that an error could tell. */
function all(error: unknown): string {
  const shown = inspect(error, { depth: null, showHidden: true, maxStringLength: null });
  return [
    shown,
    String(error),
    JSON.stringify(error),
    error instanceof Error && error.stack,
  ].join();
}

it.each(Object.entries(CLIENTS))(
  'whatever a server answers, no secret stands in an error, and nothing else is thrown: %s',
  async (_, { secrets, calls }) => {
    await fc.assert(
      fc.asyncProperty(steps(secrets), async (met) => {
        const patience = { retries: 1, firstWait: 1, totalLimit: 1000 };
        const http = createHttp(stubFetch(...met).fetch, { patience });
        try {
          await calls(http);
        } catch (error) {
          if (!(error instanceof CartoError))
            throw new Error('It is none of ours', { cause: error });
          const told = all(error);
          const leaked = secrets.flatMap(formsOf).find((form) => told.includes(form));
          if (leaked !== undefined) throw new Error(`It holds ${leaked}: ${told}`);
        }
      }),
      { numRuns: 300 },
    );
  },
);
