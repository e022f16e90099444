import { createHash } from 'node:crypto';

/** A credential's fingerprint, SHA-256 in hexadecimal digits: it tells whether two are the same, and opens nothing. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
