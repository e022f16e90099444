import { visible } from './control-characters.ts';
import { redact } from './credentials/redact.ts';

/** The most of a value that a message repeats, in characters. */
export const LONGEST = 100;

/** The most of a value that is read for that, in characters. */
const READ = 10 * LONGEST;

/**
 * A value from the document as messages name it: on one line, of bearable length, with nothing unseen in it, and without the
 * credential that it may hold by mistake. That goes first: a credential cut short would no longer be recognised.
 */
export function shown(value: string): string {
  const line = value.trim().replace(/\s+/g, ' ');
  const safe = visible(redact(line.slice(0, READ)));
  // A credential may have been cut at its end.
  const read =
    line.length > READ && safe.length <= LONGEST ? safe.replace(/(?<!\S)\S*$/, '…') : safe;
  if (read.length <= LONGEST) return read;
  // A character of two halves is not cut in two.
  return `${read.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** "a, b, and c" */
export function all(values: Iterable<string>): string {
  return listOf('conjunction', values);
}

/** "a, b, or c" */
export function oneOf(values: Iterable<string>): string {
  return listOf('disjunction', values);
}

const formats = new Map<Intl.ListFormatType, Intl.ListFormat>();

/** Made where it is wanted: the first in a process takes longer than all else that is loaded. */
function listOf(type: Intl.ListFormatType, values: Iterable<string>): string {
  const format = formats.get(type) ?? new Intl.ListFormat('en', { type });
  formats.set(type, format);
  return format.format(values);
}
