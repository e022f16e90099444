import { createHash, createHmac } from 'node:crypto';

/**
 * The one maker of credentials for tests and examples. What it makes has the shape of CARTO's, and opens nothing:
 * it is signed with the key below, by which anyone can tell it from a real one ({@link isSynthetic}).
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

export interface OAuthTokenOptions {
  /** Makes another token. */
  readonly seed?: string;
  readonly audience?: string | readonly string[];
  /** When it expires, in seconds since 1970. */
  readonly expires?: number;
  /** Claims beside those that every token has. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** An OAuth access token for CARTO. */
export function oauthToken({
  seed = '',
  audience = 'carto-cloud-native-api',
  expires = 1_700_086_400,
  claims = { 'http://app.carto.com/account_id': 'ac_example' },
}: OAuthTokenOptions = {}): string {
  const kid = digest(`kid ${seed}`).toString('base64url').slice(0, 21);
  const header = { alg: 'RS256', typ: 'JWT', kid };
  const iat = expires - 86_400;
  const payload = { iss: 'https://auth.carto.com/', aud: audience, iat, exp: expires, ...claims };
  const signed = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(payload))}`;
  return `${signed}.${longSignature(signed)}`;
}

/** A CARTO Engine API key: 40 hexadecimal digits, as older and master keys have, or 22 base64url characters. */
export function apiKey(shape: 'hex' | 'base64url', seed = ''): string {
  return shape === 'hex'
    ? signedBytes(`API key ${seed}`, 20).toString('hex')
    : signedBytes(`API key ${seed}`, 16).toString('base64url');
}

/** A machine-to-machine client secret: 64 base64url characters. */
export function clientSecret(seed = ''): string {
  return signedBytes(`client secret ${seed}`, 48).toString('base64url');
}

/** Whether a credential was made here. */
export function isSynthetic(secret: string): boolean {
  const dot = secret.lastIndexOf('.');
  if (dot !== -1) {
    const signed = secret.slice(0, dot);
    return [signature(signed), longSignature(signed)].includes(secret.slice(dot + 1));
  }
  const bytes = Buffer.from(secret, /^[0-9a-f]{40}$/i.test(secret) ? 'hex' : 'base64url');
  return signed(bytes.subarray(0, -CHECK)).equals(bytes);
}

/** How many bytes at the end of a key say that it was made here. */
const CHECK = 4;

/** Bytes that look random, the last of which sign the others. */
function signedBytes(seed: string, length: number): Buffer {
  return signed(
    createHash('sha512')
      .update(seed)
      .digest()
      .subarray(0, length - CHECK),
  );
}

function signed(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, digest(bytes).subarray(0, CHECK)]);
}

function digest(of: string | Buffer): Buffer {
  return createHmac('sha256', SIGNING_KEY).update(of).digest();
}

/** As long as a signature of RS256: 256 bytes. */
function longSignature(signed: string): string {
  const blocks = Array.from({ length: 8 }, (_, index) => digest(`${index} ${signed}`));
  return Buffer.concat(blocks).toString('base64url');
}

function signature(signed: string): string {
  return digest(signed).toString('base64url');
}

function base64url(text: string): string {
  return Buffer.from(text).toString('base64url');
}
