import { ACCOUNT_ID, type Account, type Token } from './account.ts';
import { decodeJwt, isSignedHs256, isSignedRs256 } from './jwt.ts';

/** Who sends a request to CARTO 3's APIs. */
export type Caller =
  /** By an OAuth token: with all rights of the account's user. */
  | { readonly kind: 'user' }
  /** By an access token, which may have expired. */
  | { readonly kind: 'token'; readonly token: Token }
  /** Nobody who is known, and why. */
  | { readonly kind: 'stranger'; readonly reason: string };

/** What OAuth tokens for CARTO's APIs are for. Source: CARTO, "Authorization". */
export const AUDIENCE = 'carto-cloud-native-api';

/** Who an `Authorization: Bearer` header or, where there is none, an `access_token` parameter speaks for. */
export function callerOf(
  header: string | undefined,
  parameter: string | undefined,
  account: Account,
  now: Date,
): Caller {
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(header ?? '') ?? [];
  if (header && bearer === undefined) {
    return stranger('The Authorization header is not understood. Write it as "Bearer <token>".');
  }
  const credential = bearer ?? parameter;
  if (!credential) {
    return stranger('A token is missing. Send it in the header "Authorization: Bearer <token>".');
  }
  const jwt = decodeJwt(credential);
  if (!jwt) return stranger('The token is not one: it is cut off, or something was added to it.');
  if (isSignedHs256(jwt, account.signingKey)) {
    const token = account.tokens.find((each) => each.token === credential);
    return token ? { kind: 'token', token } : stranger('The access token has been deleted.');
  }
  if (isSignedRs256(jwt, account.oauthKey.pem)) {
    if (jwt.payload['aud'] !== AUDIENCE) return stranger('The OAuth token is for something else.');
    return Number(jwt.payload['exp']) * 1000 > now.getTime()
      ? { kind: 'user' }
      : stranger('The OAuth token has expired. Sign in again.');
  }
  return stranger('The token is not from this account, or was altered.');
}

/** Whether an access token can no longer be used. */
export function isExpired({ expiration_date }: Token, now: Date): boolean {
  return expiration_date !== null && Date.parse(expiration_date) <= now.getTime();
}

/** The claim by which OAuth tokens name the account. */
export const ACCOUNT_CLAIM = { 'http://app.carto.com/account_id': ACCOUNT_ID };

function stranger(reason: string): Caller {
  return { kind: 'stranger', reason };
}
