import { closest, distance } from 'fastest-levenshtein';
import { LONGEST } from './wording.ts';

/** What a misspelt word may have been meant to be, if any of the candidates is near. */
export function nearMiss(word: string, candidates: readonly string[]): string | undefined {
  // What is as long as a text is no word.
  const plain = comparable(word.slice(0, 10 * LONGEST));
  if (plain === '' || plain.length > LONGEST || candidates.length === 0) return undefined;
  const byPlain = new Map(candidates.map((candidate) => [comparable(candidate), candidate]));
  const nearest = closest(plain, [...byPlain.keys()]);
  if (distance(plain, nearest) <= Math.max(1, Math.floor(plain.length / 3)))
    return byPlain.get(nearest);
  // "apis" for "allowed_apis", "expiration" for "expiration_date".
  const [longer, second] = [...byPlain.keys()].filter(
    (candidate) => plain.length >= 4 && (candidate.includes(plain) || plain.includes(candidate)),
  );
  return longer !== undefined && second === undefined ? byPlain.get(longer) : undefined;
}

/** Whether two words differ only as `allowedApis`, `Allowed-APIs` and `allowed_apis` do. */
export function isSameWord(a: string, b: string): boolean {
  return comparable(a) === comparable(b);
}

function comparable(word: string): string {
  return word.toLowerCase().replace(/[\s_.-]/g, '');
}
