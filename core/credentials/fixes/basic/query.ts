import type { Span, TextEdit } from '../../../problem.ts';
import { replacing } from '../parts.ts';

/** Takes a parameter out of a query or a form, whose others stay joined as they have to be. */
export function withoutParameter(text: string, { start, end }: Span): TextEdit {
  if (text[end] === '&') return replacing(start, end + 1, '');
  return replacing(/[?&]/.test(text[start - 1] ?? '') ? start - 1 : start, end, '');
}

/** How far around an entry its comma and its brackets are looked for, in characters. */
const REACH = 400;

/** Takes an entry out of an object, with its comma, and with its line where it has one of its own. */
export function withoutEntry(text: string, { start, end }: Span): TextEdit {
  const before = text.slice(Math.max(0, start - REACH), start);
  const behind = text.slice(end, end + REACH);
  const [, opening] = /\{(\s*)$/.exec(before) ?? [];
  const [, closing] = /^(\s*)(?:,\s*)?\}/.exec(behind) ?? [];
  // The only one.
  if (opening !== undefined && closing !== undefined) {
    return replacing(start - opening.length, end + behind.indexOf('}'), '');
  }
  const indent = /\n([^\S\n]*)$/.exec(before)?.[1];
  const line = /^\s*,[^\S\n]*\r?\n/.exec(behind);
  if (indent !== undefined && line)
    return replacing(start - indent.length, end + line[0].length, '');
  const comma = /^\s*,\s*/.exec(behind);
  if (comma && closing === undefined) return replacing(start, end + comma[0].length, '');
  return replacing(start - (/,\s*$/.exec(before)?.[0].length ?? 0), end, '');
}
