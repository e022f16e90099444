import { createHash, createHmac } from 'node:crypto';

/**
 * The one maker of credentials for tests and examples. What it makes has the shape of CARTO's, and opens nothing:
 * it is signed with the key below, by which anyone can tell it from a real one.
 */
const SIGNING_KEY = 'synthetic, not a credential';

const HEADER = base64url(JSON.stringify({ alg: 'HS256' }));

export interface AccessTokenOptions {
  /** The account's id, `ac_` and seven or eight characters. */
  readonly account?: string;
  /** Makes another token of the same account. */
  readonly seed?: string;
  /** Length of the token's id in hexadecimal digits: 8 in older tokens, 32 in newer. */
  readonly idLength?: 8 | 32;
  /** When it expires, in seconds since 1970. */
  readonly expires?: number;
}

/** A CARTO 3 API Access Token. The same options give the same token. */
export function accessToken({
  account = 'ac_example',
  seed = '',
  idLength = 32,
  expires,
}: AccessTokenOptions = {}): string {
  const jti = createHash('sha256').update(`${account} ${seed}`).digest('hex').slice(0, idLength);
  return jwt({ a: account, jti, ...(expires === undefined ? {} : { exp: expires }) });
}

/** A token of CARTO's header over any payload: another vendor's, or a broken one. */
export function jwt(payload: unknown): string {
  const signed = `${HEADER}.${base64url(JSON.stringify(payload))}`;
  return `${signed}.${signature(signed)}`;
}

/** A CARTO Engine API key: 40 hexadecimal digits, as older and master keys have, or 22 base64url characters. */
export function apiKey(shape: 'hex' | 'base64url', seed = ''): string {
  const bytes = createHmac('sha256', SIGNING_KEY).update(`API key ${seed}`).digest();
  return shape === 'hex'
    ? bytes.toString('hex').slice(0, 40)
    : bytes.subarray(0, 16).toString('base64url');
}

/** A machine-to-machine client secret: 64 base64url characters. */
export function clientSecret(seed = ''): string {
  const bytes = createHmac('sha512', SIGNING_KEY).update(`client secret ${seed}`).digest();
  return bytes.toString('base64url').slice(0, 64);
}

/** Whether a token was made here. */
export function isSynthetic(token: string): boolean {
  const dot = token.lastIndexOf('.');
  return token.slice(dot + 1) === signature(token.slice(0, dot));
}

function signature(signed: string): string {
  return createHmac('sha256', SIGNING_KEY).update(signed).digest('base64url');
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
