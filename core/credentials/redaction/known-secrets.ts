import type { Span } from '../../problem.ts';

/** No output holds so many characters of a credential in a row. */
const LENGTH = 10;
/** The most that is kept, in hashes: those of some 7,000 access tokens, or 30,000 API keys, in about 40 MB. */
const MOST = 1_000_000;

/** Two bases, so that hashes of 53 bits do not collide by chance. */
const BASES = [0x01_00_01_93, 0x27_d4_eb_2f] as const;
/** What the first of so many characters has been multiplied by. */
const POWERS = BASES.map((base) => {
  let power = 1;
  for (let count = 1; count < LENGTH; count += 1) power = Math.imul(power, base);
  return power;
});
const [BASE_A, BASE_B] = BASES;
const [POWER_A = 1, POWER_B = 1] = POWERS;

/** What may hold ten characters of one: none has a blank in it. */
const WORD = /\S{10,}/g;

/**
 * Credentials that were found, to be recognised in other texts: whole, cut off anywhere, in pieces, in capitals. None of them is
 * kept, only hashes of each ten characters in a row.
 */
export class KnownSecrets {
  readonly #hashes = new Set<number>();

  get isEmpty(): boolean {
    return this.#hashes.size === 0;
  }

  /** One that is shorter than ten characters cannot be recognised. @returns whether there is more to be recognised than before */
  add(secret: string): boolean {
    const before = this.#hashes.size;
    eachHash(secret, (hash) => {
      if (this.#hashes.size < MOST) this.#hashes.add(hash);
    });
    return this.#hashes.size > before;
  }

  /** Where ten or more characters of one stand in a row, ascending. Linear in the text. */
  spansIn(text: string): Span[] {
    const spans: { start: number; end: number }[] = [];
    if (this.isEmpty) return spans;
    for (const { index, 0: word } of text.matchAll(WORD)) {
      eachHash(word, (hash, at) => {
        if (!this.#hashes.has(hash)) return;
        const start = index + at;
        const last = spans.at(-1);
        if (last && start <= last.end) last.end = start + LENGTH;
        else spans.push({ start, end: start + LENGTH });
      });
    }
    return spans;
  }
}

/** Tells the hash of each ten characters in a row, and where they begin: each by one step from the one before (Rabin–Karp). */
function eachHash(text: string, take: (hash: number, start: number) => void): void {
  let [a, b] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    if (at >= LENGTH) {
      const first = folded(text, at - LENGTH);
      a -= Math.imul(first, POWER_A);
      b -= Math.imul(first, POWER_B);
    }
    const next = folded(text, at);
    a = (Math.imul(a, BASE_A) + next) | 0;
    b = (Math.imul(b, BASE_B) + next) | 0;
    if (at >= LENGTH - 1) take((a >>> 0) * 0x20_00_00 + (b >>> 11), at - LENGTH + 1);
  }
}

/** A character without its case, which hosts lose. */
function folded(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
}
