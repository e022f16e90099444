import type { Span } from '../problem.ts';
import type { Text } from './declaration.ts';

/** An escape, or a character that stands for itself. */
const CHARACTER = /\\u[0-9a-f]{4}|\\.|[\s\S]/giy;

/**
 * Where a part of a string's value stands in the file, in which characters may be escaped.
 *
 * @param part offsets in the value
 * @param file the text the string is in
 */
export function spanWithin(text: Text, part: Span, file: string): Span {
  return spansWithin(text, file)(part);
}

/** The same for many parts: those that follow each other are found in one pass. */
export function spansWithin({ value, span }: Text, file: string): (part: Span) => Span {
  if (span.end - span.start === value.length) {
    return ({ start, end }) => ({ start: span.start + start, end: span.start + end });
  }
  let index = 0;
  let at = span.start;
  const offsetOf = (wanted: number): number => {
    if (wanted < index) {
      index = 0;
      at = span.start;
    }
    CHARACTER.lastIndex = at;
    for (; index < wanted && CHARACTER.lastIndex < span.end; index += 1) CHARACTER.exec(file);
    at = CHARACTER.lastIndex;
    return Math.min(at, span.end);
  };
  return ({ start, end }) => ({ start: offsetOf(start), end: offsetOf(end) });
}
