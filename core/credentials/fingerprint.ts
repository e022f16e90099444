import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A credential's fingerprint, SHA-256 in hexadecimal digits: it tells whether two are the same, and opens nothing. */
export function fingerprintOf(secret: string): string {
  return bytesToHex(sha256(utf8ToBytes(secret)));
}

/** How many are kept. */
const MOST = 10_000;

/** Fingerprints of the same credentials, which are asked for with each version of a text: each is worked out once. */
export class Fingerprints {
  readonly #known = new Map<string, string>();

  of(secret: string): string {
    let fingerprint = this.#known.get(secret);
    if (fingerprint === undefined) {
      fingerprint = fingerprintOf(secret);
      if (this.#known.size >= MOST) this.#known.clear();
      this.#known.set(secret, fingerprint);
    }
    return fingerprint;
  }
}
