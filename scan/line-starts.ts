import { lastUpTo } from '../core/credentials/sorted.ts';
import type { Position } from '../core/problem.ts';

/** Where some lines of a text begin, so that places in them are known without the text. In ascending order. */
export interface LineStarts {
  readonly offsets: readonly number[];
  /** The number of each of those lines, from 0. */
  readonly lines: readonly number[];
}

/** Where a text begins that is a part of another. */
export interface Beginning {
  readonly offset: number;
  readonly line: number;
  /** The offset at which the line begins that it is in. */
  readonly lineStart: number;
}

export const START: Beginning = { offset: 0, line: 0, lineStart: 0 };

/** As the Language Server Protocol counts lines. */
const LINE_END = /\r\n?|\n/g;

/**
 * The beginnings of the lines in which offsets stand, which count from the beginning of the whole; none of them before
 * the beginning of this part.
 */
export function lineStarts(
  text: string,
  offsets: readonly number[],
  { offset: from, line, lineStart }: Beginning = START,
): LineStarts {
  const wanted = [...new Set(offsets)].sort((a, b) => a - b);
  const found = { offsets: [] as number[], lines: [] as number[] };
  let [number, start, next] = [line, lineStart, 0];
  const take = (end: number) => {
    const first = next;
    while (next < wanted.length && (wanted[next] as number) < end) next += 1;
    if (next === first) return;
    found.offsets.push(start);
    found.lines.push(number);
  };
  for (const {
    index,
    0: { length },
  } of text.matchAll(LINE_END)) {
    if (next === wanted.length) return found;
    const end = from + index + length;
    take(end);
    [number, start] = [number + 1, end];
  }
  take(Number.POSITIVE_INFINITY);
  return found;
}

/** The same of several parts, which may overlap. */
export function joinedLineStarts(parts: readonly LineStarts[]): LineStarts {
  const byOffset = new Map(
    parts.flatMap(({ offsets, lines }) =>
      offsets.map((offset, index) => [offset, lines[index] ?? 0] as const),
    ),
  );
  const sorted = [...byOffset].sort(([a], [b]) => a - b);
  return { offsets: sorted.map(([offset]) => offset), lines: sorted.map(([, line]) => line) };
}

/** Where the text that follows one begins. */
export function beginningAfter(text: string, { offset, line, lineStart }: Beginning): Beginning {
  let [number, start] = [line, lineStart];
  for (const {
    index,
    0: { length },
  } of text.matchAll(LINE_END)) {
    number += 1;
    start = offset + index + length;
  }
  return { offset: offset + text.length, line: number, lineStart: start };
}

/** The place of an offset in one of those lines. */
export function positionIn({ offsets, lines }: LineStarts, offset: number): Position {
  const index = Math.max(0, lastUpTo(offsets, offset));
  return { line: lines[index] ?? 0, character: offset - (offsets[index] ?? 0) };
}
