import type { Span } from '../problem.ts';

/** What a comment begins with, directly in front of its text, and ends with where that is not the end of its line. */
const COMMENTS: readonly (readonly [begin: RegExp, end?: string])[] = [
  [/\{ ?\/\*{1,2}$/, '*/}'],
  [/\/\*{1,2}$/, '*/'],
  [/\{\{!--$/, '--}}'],
  [/\{\{!$/, '}}'],
  [/<!--$/, '-->'],
  [/<%#$/, '%>'],
  [/\{#$/, '#}'],
  [/\(\*$/, '*)'],
  // A line of a comment of several.
  [/^\*?$/],
  [/(?:\/{2,3}!?|#{1,8}|--|;{1,4}|%{1,3}|'|"|!|\brem|\.\.)$/i],
];
/** The longest of them. */
const REACH = 8;

/**
 * The comment that begins with a marker, with what is to be removed with it: its whole line where it stands alone there.
 * Undefined where the marker only occurs in something else, a string or a sentence.
 */
export function commentAround(text: string, line: Span, marker: Span): Span | undefined {
  const before = text.slice(line.start, marker.start).trim();
  const behind = text.slice(marker.end, line.end);
  for (const [begin, end] of COMMENTS) {
    const mark = begin.exec(before.length > REACH ? ` ${before.slice(-REACH)}` : before)?.[0];
    if (mark === undefined) continue;
    const closes = end === undefined ? lineComment(behind) : behind.indexOf(end);
    // It goes on in the next line, or what it seems to begin with is a part of a string.
    if (closes === -1 || isQuoted(before.slice(0, -mark.length), mark, behind)) return undefined;
    const start = text.lastIndexOf(mark, marker.start - mark.length);
    const comment = { start, end: marker.end + closes + (end?.length ?? 0) };
    return withSpace(text, line, comment);
  }
  return undefined;
}

/** How much of the rest of a line belongs to a comment that ends with it; -1 where more ends there. */
function lineComment(rest: string): number {
  return /\*\/|-->/.test(rest) ? -1 : rest.trimEnd().length;
}

const QUOTES = ['"', "'", '`'];

function isQuoted(before: string, mark: string, behind: string): boolean {
  return QUOTES.some(
    (quote) => before.split(quote).length % 2 === 0 || (mark === quote && behind.includes(quote)),
  );
}

/** A comment with the space in front of it, or with all of its line. */
function withSpace(text: string, line: Span, comment: Span): Span {
  if (text.slice(comment.end, line.end).trim() !== '') return comment;
  const before = text.slice(line.start, comment.start).trimEnd();
  if (before !== '') return { start: line.start + before.length, end: comment.end };
  if (line.end < text.length) return { start: line.start, end: line.end + 1 };
  // The last line, which has no end: that of the line before goes.
  const start = Math.max(0, line.start - (text[line.start - 2] === '\r' ? 2 : 1));
  return { start, end: line.end };
}
