import type { Span } from '../../problem.ts';
import { isKey } from '../key-shape.ts';
import { isFiller } from '../placeholder.ts';

/** Runs of the characters that credentials are made of, as long as the shortest key. Source: CARTO, "Auth API". */
const RUN = /[\w-]{12,}/g;
/** Access tokens and OAuth tokens: JWTs, of which the first part alone is recognisable. */
const JWT = /eyJ[\w-]{8,}(?:\.[\w-]*){0,2}/g;

/**
 * What looks like a credential, whole or cut off, by its characters alone. Broader than what the rules report, because showing
 * too little of a commit's id does no harm and showing a key does. Linear in the text.
 */
export function* opaqueIn(text: string): Generator<Span> {
  if (text.includes('eyJ')) {
    for (const { index, 0: token } of text.matchAll(JWT)) {
      yield { start: index, end: index + token.length };
    }
  }
  for (const { index, 0: run } of text.matchAll(RUN)) {
    if (isOpaque(run)) yield { start: index, end: index + run.length };
  }
}

/** Whether a run holds what no person has made up: a key, a secret or a part of one. */
export function isOpaque(run: string): boolean {
  const all = new Kinds();
  let segment = new Kinds();
  let start = 0;
  for (let at = 0; at <= run.length; at += 1) {
    const kind = kindOf(run.charCodeAt(at));
    if (kind !== undefined) {
      all.add(kind);
      segment.add(kind);
      continue;
    }
    if (segment.isRandom(SEGMENT, LETTERS_AND_DIGITS) && isSecret(run.slice(start, at)))
      return true;
    if (at - start === HEX_LENGTH && HEX.test(run.slice(start, at))) return true;
    all.part();
    segment = new Kinds();
    start = at + 1;
  }
  const bare = run.replace(/^[-_]+/, '');
  if (isKey(bare) || (all.isOfAllKinds && bare.length === SECRET_LENGTH)) return true;
  if (all.isOfAllKinds && bare.length === KEY_LENGTH && /[AQgw]$/.test(bare)) return true;
  return all.isRandom(WHOLE, Number.POSITIVE_INFINITY) && !isFiller(run);
}

/** What is neither put there by a person, nor a fingerprint. */
function isSecret(random: string): boolean {
  return !isFiller(random) && !FINGERPRINT.test(random);
}

/** SHA-256, by which credentials are told apart: it opens nothing. */
const FINGERPRINT = /^[0-9a-f]{64}$/;
/** Older API keys. */
const HEX = /^[0-9a-f]+$/i;
const HEX_LENGTH = 40;
/** Newer ones: 16 random bytes in base64url, of whose last character four bits are free. */
const KEY_LENGTH = 22;
/** Machine-to-machine client secrets. */
const SECRET_LENGTH = 64;

/** The fewest characters between hyphens and underscores that are random: with both cases and digits, and with one case. */
const SEGMENT = 12;
const LETTERS_AND_DIGITS = 16;
/** And of a run whose hyphens and underscores are its own, as in base64url. */
const WHOLE = 18;

type Kind = 1 | 2 | 4;

function kindOf(code: number): Kind | undefined {
  if (code >= 0x61 && code <= 0x7a) return 1;
  if (code >= 0x41 && code <= 0x5a) return 2;
  return code >= 0x30 && code <= 0x39 ? 4 : undefined;
}

/** What kinds of characters stand one after the other: random ones change all the time, those of names do not. */
class Kinds {
  #seen = 0;
  #last: Kind | undefined;
  #length = 0;
  #changes = 0;

  add(kind: Kind): void {
    this.#seen |= kind;
    this.#length += 1;
    if (this.#last !== undefined && this.#last !== kind) this.#changes += 1;
    this.#last = kind;
  }

  /** What follows is not beside what was before. */
  part(): void {
    this.#last = undefined;
  }

  get isOfAllKinds(): boolean {
    return this.#seen === 7;
  }

  /** Of random characters about three in five are of another kind than the one before, of hexadecimal ones about half. */
  isRandom(shortest: number, shortestOfTwoKinds: number): boolean {
    if (this.isOfAllKinds) {
      return this.#length >= shortest && 12 * this.#changes >= 5 * this.#length;
    }
    const hasDigits = (this.#seen & 4) !== 0 && this.#seen !== 4;
    return hasDigits && this.#length >= shortestOfTwoKinds && 3 * this.#changes >= this.#length;
  }
}
