import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A credential's fingerprint, SHA-256 in hexadecimal digits: it tells whether two are the same, and opens nothing. */
export function fingerprintOf(secret: string): string {
  return bytesToHex(sha256(utf8ToBytes(secret)));
}
