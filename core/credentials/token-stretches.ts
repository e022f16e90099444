import type { Span } from '../problem.ts';
import { NEEDLES } from './prefilter.ts';

/** How tokens begin, as they are and in base64. */
const BEGINNINGS: readonly string[] = ['eyJ', 'ZXlK'];
const BEGINNING = new RegExp(BEGINNINGS.join('|'), 'g');
const OTHER = new RegExp(NEEDLES.filter((needle) => !BEGINNINGS.includes(needle)).join('|'));

/** What of the code around it tells how the pieces of a token are joined, in characters. */
const BEFORE = 200;
/** The longest token there is, with all that may stand between its pieces. */
const BEHIND = 24_000;

/**
 * The stretches of a text that can hold a token, where it can hold nothing else: a token is known by itself. Such a
 * beginning stands in every other large file by chance, as in the mappings of a source map. Undefined where the text has to be
 * seen as a whole.
 */
export function tokenStretches(text: string): readonly Span[] | undefined {
  if (text.length < 2 * BEHIND || OTHER.test(text)) return undefined;
  const stretches: Span[] = [];
  let [start, end] = [0, 0];
  for (const { index } of text.matchAll(BEGINNING)) {
    if (index - BEFORE > end) {
      if (end > 0) stretches.push({ start, end });
      start = index - BEFORE;
    }
    end = index + BEHIND;
  }
  return [...stretches, { start, end: Math.min(end, text.length) }];
}
