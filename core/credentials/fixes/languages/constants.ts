import { atEnd } from '../../../bounded.ts';
import { lineTo, type Surroundings } from '../language.ts';
import { replacing } from '../parts.ts';

/** What tells that a name in its line has to be constant. */
const NEEDS_CONSTANT = /@\w|^\s*\[|\bconst\b|\bcase\b|=>|->/;

/** The name that a line assigns to. */
const ASSIGNED = atEnd(400, /(\w+)\s*(?::\s*\w+\s*|\s+string\s*)?=[^=]*$/);

/**
 * A line without what makes of a variable a constant. Undefined where another constant, a case or an annotation may need it.
 * @param constant what is replaced, and nothing around it
 */
export function withoutConstant(
  text: string,
  start: number,
  constant: RegExp,
  instead = '',
): Surroundings | undefined {
  const line = lineTo(text, start);
  const match = constant.exec(line);
  if (!match) return {};
  const name = ASSIGNED.exec(line)?.[1] ?? '';
  const at = start - line.length;
  const others = text.slice(0, at) + text.slice(start);
  const named = new RegExp(`\\b${name}\\b`);
  const isNeeded = others.split('\n').some((each) => NEEDS_CONSTANT.test(each) && named.test(each));
  if (name === '' || isNeeded) return undefined;
  const from = at + match.index;
  return { edits: [replacing(from, from + match[0].length, instead)] };
}
