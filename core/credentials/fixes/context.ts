import { atEnd } from '../../bounded.ts';
import { type Literal, type Syntax, tokens } from './syntax.ts';

/** What stands around a literal, as far as that says whether an expression may take its place. */
export interface Context {
  /** Where the code begins that it is in. */
  readonly from: number;
  /** The code in front of it, of which comments are blanks, and other literals quotes. */
  readonly before: string;
  readonly behind: string;
  /** The code up to each bracket that it is in, from the innermost. */
  readonly openings: readonly string[];
}

/** How much is looked at in front of a literal, and behind it, in characters. */
const REACH = 4000;
const BEHIND = 200;

export function contextOf(text: string, literal: Literal, syntax: Syntax, from: number): Context {
  const { start, end } = literal;
  const begin = Math.max(from, start - REACH);
  let before = text.slice(begin, start);
  for (const token of tokens(text, syntax, { start: from, end: start })) {
    if (token.end > start || token.end <= begin) continue;
    const at = Math.max(token.start, begin);
    const instead = text.slice(at, token.end).replace(/[^\n]/g, token.syntax ? '"' : ' ');
    before = before.slice(0, at - begin) + instead + before.slice(token.end - begin);
  }
  return { from, before, behind: text.slice(end, end + BEHIND), openings: openingsOf(before) };
}

function openingsOf(before: string): string[] {
  const openings: string[] = [];
  let closed = 0;
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const character = before[at] ?? '';
    if (')]}'.includes(character)) closed += 1;
    else if ('([{'.includes(character)) {
      if (closed > 0) closed -= 1;
      else openings.push(before.slice(0, at + 1));
    }
  }
  return openings;
}

/** A prefix or a tag in front of a literal, or what says its kind behind it: neither goes with an expression. */
export function isGlued({ before, behind }: Context): boolean {
  return (/[\w$#@~\\]$/.test(before) && !/\breturn$/.test(before)) || /^[A-Za-z_]/.test(behind);
}

/** Whether an annotation holds it, which is known before anything runs. */
export function isInAnnotation({ openings }: Context): boolean {
  return openings.some((each) => /@(?:[\w.:]+(?:<[^<>]*>)?\s*\(|(?:\w+:)?\[)$/.test(each));
}

const CASE = atEnd(1000, /\bcase\b(?:(?!->|=>)[^:;{}])*$/);

/** Whether a case is of it, which has to be constant or is a pattern. */
export function isCase({ before }: Context): boolean {
  return CASE.test(before);
}

export function isInAnnotationOrCase(context: Context): boolean {
  return isInAnnotation(context) || isCase(context);
}
