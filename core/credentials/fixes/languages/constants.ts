import { lineTo, type Surroundings } from '../language.ts';
import { replacing } from '../parts.ts';

/** A line without what makes of a variable a constant. @param constant what is replaced, and nothing around it */
export function withoutConstant(
  text: string,
  start: number,
  constant: RegExp,
  instead = '',
): Surroundings {
  const line = lineTo(text, start);
  const match = constant.exec(line);
  if (!match) return {};
  const from = start - line.length + match.index;
  return { edits: [replacing(from, from + match[0].length, instead)] };
}
