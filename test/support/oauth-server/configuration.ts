import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { ClientMetadata, Configuration, JWK } from 'oidc-provider';
import { resourceIndicators, SCOPES } from './audience.ts';
import { loginUrl } from './login-page.ts';
import { Memory } from './memory.ts';

const DAY = 24 * 60 * 60;

/** How long what the server issues is good for, in seconds. */
export interface Lifetimes {
  readonly accessTokenLifetime?: number;
  readonly codeLifetime?: number;
  readonly refreshLifetime?: number;
}

/** The server's configuration: as much like CARTO's Auth0 as our code can tell. */
export async function configuration(
  clients: readonly ClientMetadata[],
  { accessTokenLifetime = DAY, codeLifetime = 60, refreshLifetime = 30 * DAY }: Lifetimes,
): Promise<Configuration> {
  return {
    clients,
    adapter: Memory,
    jwks: { keys: [await signingKey()] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    routes: {
      authorization: '/authorize',
      token: '/oauth/token',
      jwks: '/.well-known/jwks.json',
    },
    scopes: SCOPES,
    extraParams: ['audience', 'organization'],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators,
    },
    interactions: { url: (_, interaction) => loginUrl(interaction) },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    extraTokenClaims: () => ({ 'http://app.carto.com/account_id': 'ac_example' }),
    rotateRefreshToken: true,
    clientBasedCORS: () => true,
    ttl: {
      AccessToken: accessTokenLifetime,
      ClientCredentials: accessTokenLifetime,
      AuthorizationCode: codeLifetime,
      RefreshToken: refreshLifetime,
      IdToken: DAY,
      Interaction: DAY,
      Session: DAY,
      Grant: 30 * DAY,
    },
    renderError(ctx, { error, error_description }) {
      ctx.type = 'text';
      ctx.body = `${error}: ${error_description}`;
    },
  };
}

async function signingKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid: 'signing', use: 'sig', alg: 'RS256' };
}
