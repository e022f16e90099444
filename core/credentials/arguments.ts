import type { Span } from '../problem.ts';
import type { Source } from './source.ts';

/** An argument of a call, or a property of one. */
export interface Argument {
  readonly name: string | undefined;
  /** What a literal holds, without its quotes; undefined where it is an expression. */
  readonly literal: string | undefined;
  /** Whether it stands in brackets of its own: a property of an object, an index. */
  readonly isNested: boolean;
  /** The literal's text or the expression. */
  readonly span: Span;
}

/** The most of a call that is read, in characters. */
const REACH = 3000;

const SPACE = /(?:[\s,;(){}[\]]|(?<=[\s,{(])(?:\/\/|#)[^\n]*(?:\n|$)|\/\*[\s\S]{0,500}?\*\/)+/y;
const NAME = /(["']?)([A-Za-z_$][\w-]{0,60})\1\]?\s{0,9}(?:=>|=|:)(?![=>])\s{0,80}/y;
const STRING = /[fFrRbBuU@$]{0,2}(["'`])((?:(?!\1)[^\n]){0,400})\1/y;
const EXPRESSION = /[^,\s"'`(){}[\]]+|["'`]/y;

/** The arguments of the call whose bracket opens at a place, properties of objects among them; undefined where it never closes. */
export function argumentsOf(source: Source, open: number): Argument[] | undefined {
  const { text } = source;
  const close = source.brackets.at(open)?.end;
  if (close === undefined || text[close - 1] !== ')' || close > open + REACH) return undefined;
  const found: Argument[] = [];
  let [at, name] = [open + 1, undefined as string | undefined];
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < close - 1) {
    if (take(SPACE)) continue;
    const named = take(NAME);
    if (named) {
      name = named[2];
      continue;
    }
    const string = take(STRING);
    const written = string ?? take(EXPRESSION);
    if (!written) break;
    const literal = string?.[2];
    const isWhole = /^\s*[,)}\]\n]/.test(text.slice(at, at + 80));
    const end = literal === undefined ? at : at - 1;
    const start = end - (literal ?? written[0]).length;
    const [around] = source.brackets.around(start, REACH);
    found.push({
      // A shorthand is its own name.
      name: name ?? (literal === undefined ? written[0] : undefined),
      literal: isWhole ? literal : undefined,
      isNested: around?.start !== open,
      span: { start, end },
    });
    name = undefined;
  }
  return found;
}
