import { redact } from './credentials/redact.ts';

/** The most of a value that a message repeats, in characters. */
const LONGEST = 100;

/**
 * A value from the document as messages name it: on one line, of bearable length, and without the credential that it
 * may hold by mistake. That goes first: a credential cut short would no longer be recognised.
 */
export function shown(value: string): string {
  const beginning = value.trim().slice(0, 10 * LONGEST);
  const line = redact(beginning).replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
