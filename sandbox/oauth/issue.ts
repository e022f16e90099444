import { shown } from '../../core/wording.ts';
import type { Account } from '../account.ts';
import { ACCOUNT_CLAIM, AUDIENCE } from '../caller.ts';
import { signRs256 } from '../jwt.ts';
import type { Outcome } from '../outcome.ts';
import { isSameSecret, randomHex } from '../secrets.ts';

/** How long an OAuth token lives, in seconds. Source: CARTO: about a day. */
const LIFETIME = 86_400;

/**
 * Issues an OAuth token to the account's machine-to-machine client (RFC 6749, 4.4), refusing in the words of Auth0,
 * behind which CARTO's tokens come from. No answer repeats what was sent as a secret.
 *
 * @param issuer the origin of the sandbox
 */
export function issueToken(
  account: Account,
  fields: Readonly<Record<string, unknown>>,
  issuer: string,
  now: Date,
): Outcome {
  const missing = ['grant_type', 'client_id', 'client_secret'].find(
    (name) => typeof fields[name] !== 'string' || fields[name] === '',
  );
  if (missing) return refused(400, 'invalid_request', `Missing required parameter: ${missing}`);
  const { grant_type: grantType, client_id: id, client_secret: secret, audience, scope } = fields;
  if (grantType !== 'client_credentials') {
    const why = `Grant type "${shown(String(grantType))}" is not supported. Send client_credentials.`;
    return refused(400, 'unsupported_grant_type', why);
  }
  const isClient = isSameSecret(String(id), account.clientId);
  if (!isSameSecret(String(secret), account.clientSecret) || !isClient) {
    return refused(401, 'access_denied', 'Unauthorized');
  }
  if (audience !== AUDIENCE) {
    const why =
      audience === undefined || audience === ''
        ? `No audience was sent. Send audience=${AUDIENCE}.`
        : `Service not enabled within domain: ${shown(String(audience))}. Send audience=${AUDIENCE}.`;
    return refused(403, 'access_denied', why);
  }

  const seconds = Math.floor(now.getTime() / 1000);
  const scopes = typeof scope === 'string' && scope !== '' ? { scope } : {};
  const accessToken = signRs256(
    { alg: 'RS256', typ: 'JWT', kid: account.oauthKey.id },
    {
      iss: `${issuer}/`,
      sub: `${account.clientId}@clients`,
      aud: AUDIENCE,
      iat: seconds,
      exp: seconds + LIFETIME,
      azp: account.clientId,
      gty: 'client-credentials',
      jti: randomHex(16),
      ...ACCOUNT_CLAIM,
      ...scopes,
      sandbox: true,
    },
    account.oauthKey.pem,
  );
  return {
    status: 200,
    body: { access_token: accessToken, token_type: 'Bearer', expires_in: LIFETIME, ...scopes },
  };
}

function refused(status: number, error: string, error_description: string): Outcome {
  return { status, body: { error, error_description } };
}
