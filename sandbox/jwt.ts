import { createHmac, createPublicKey, sign, verify } from 'node:crypto';
import { asRecord } from '../core/json/record.ts';
import { isSameSecret } from './secrets.ts';

/** A JSON Web Token (RFC 7519) taken apart; its signature is not checked yet. */
export interface Jwt {
  readonly header: Readonly<Record<string, unknown>>;
  readonly payload: Readonly<Record<string, unknown>>;
  /** What the signature is over. */
  readonly signed: string;
  readonly signature: string;
}

/** A token signed with a key that both sides know. @param key any text */
export function signHs256(header: object, payload: object, key: string): string {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  return `${signed}.${hmac(signed, key)}`;
}

/** A token signed with a private key. @param privateKey an RSA key as PEM */
export function signRs256(header: object, payload: object, privateKey: string): string {
  const signed = `${encoded(header)}.${encoded(payload)}`;
  const signature = sign('RSA-SHA256', Buffer.from(signed), privateKey);
  return `${signed}.${signature.toString('base64url')}`;
}

/** The parts of a token, or undefined where the text is none. */
export function decodeJwt(text: string): Jwt | undefined {
  const [head = '', body = '', signature = '', ...rest] = text.split('.');
  const header = decoded(head);
  const payload = decoded(body);
  if (!header || !payload || signature === '' || rest.length > 0) return undefined;
  return { header, payload, signed: `${head}.${body}`, signature };
}

export function isSignedHs256({ header, signed, signature }: Jwt, key: string): boolean {
  return header['alg'] === 'HS256' && isSameSecret(signature, hmac(signed, key));
}

/** @param privateKey the one it should be signed with, as PEM */
export function isSignedRs256({ header, signed, signature }: Jwt, privateKey: string): boolean {
  return (
    header['alg'] === 'RS256' &&
    verify(
      'RSA-SHA256',
      Buffer.from(signed),
      createPublicKey(privateKey),
      Buffer.from(signature, 'base64url'),
    )
  );
}

function hmac(text: string, key: string): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decoded(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return asRecord(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}
