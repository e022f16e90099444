import { redact } from './credentials/redact.ts';

/** The most of a value that a message repeats, in characters. */
export const LONGEST = 100;

/**
 * A value from the document as messages name it: on one line, of bearable length, and without the credential that it
 * may hold by mistake. That goes first: a credential cut short would no longer be recognised.
 */
export function shown(value: string): string {
  const line = redact(
    value
      .trim()
      .replace(/\s+/g, ' ')
      .slice(0, 10 * LONGEST),
  );
  if (line.length <= LONGEST) return line;
  // A character of two halves is not cut in two.
  return `${line.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** "a, b, and c" */
export function all(values: Iterable<string>): string {
  return listOf('conjunction', values);
}

/** "a, b, or c" */
export function oneOf(values: Iterable<string>): string {
  return listOf('disjunction', values);
}

/** Made where it is wanted: the first in a process takes longer than all else that is loaded. */
function listOf(type: Intl.ListFormatType, values: Iterable<string>): string {
  return new Intl.ListFormat('en', { type }).format(values);
}
