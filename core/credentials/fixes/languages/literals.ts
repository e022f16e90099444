import { interpolation } from '../parts.ts';
import type { LiteralSyntax, Part } from '../syntax.ts';

/** Comments as C has them. */
export const C_COMMENTS = '\\/\\/[^\\n]*|\\/\\*[\\s\\S]*?(?:\\*\\/|$(?![\\s\\S]))';
export const HASH_COMMENTS = '#[^\\n]*';
/** A character, whose quote would begin a text. */
export const CHARACTER = "|'(?:\\\\.|[^\\\\'\\n])'";

export const isMultiline = true;

/** A literal with backslashes. */
export function literal(
  opens: string,
  part?: Part,
  more: Partial<LiteralSyntax> = {},
): LiteralSyntax {
  return { opens, escape: '\\', ...(part ? { part } : {}), ...more };
}

/** `${KEY}` */
export const inBraces = interpolation((expression) => `\${${expression}}`);
/** `#{KEY}` */
export const inHashes = interpolation((expression) => `#{${expression}}`);
