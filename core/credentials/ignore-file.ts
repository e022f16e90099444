import type { Span } from '../problem.ts';

/** The name of the file that says which credentials, and which files, are fine. A folder speaks of what is in it and below. */
export const IGNORE_FILE = '.cartotokenignore';

/** One line of it. */
export interface IgnoreEntry {
  /** `malformed` is a fingerprint that no credential can have. */
  readonly kind: 'pattern' | 'fingerprint' | 'malformed';
  /** A pattern as git has them, or 64 hexadecimal digits. */
  readonly value: string;
  readonly reason: string | undefined;
  /** Where it stands, without its reason. */
  readonly span: Span;
  /** Its line with its end. */
  readonly line: Span;
}

/** How a credential is named. */
const FINGERPRINT = 'sha256:';
const DIGITS = /^[0-9a-f]{64}$/;
/** What parts an entry from its reason, as in our comments. */
const REASON = ' -- ';

/** The entry for a credential. */
export function fingerprintEntry(fingerprint: string, reason: string): string {
  return `${FINGERPRINT}${fingerprint}${REASON}${reason}`;
}

/** Whether a path or a URI is that of such a file. */
export function isIgnoreFile(path: string): boolean {
  return (
    path.endsWith(`/${IGNORE_FILE}`) || path.endsWith(`\\${IGNORE_FILE}`) || path === IGNORE_FILE
  );
}

/** The entries of such a file, in its order. Empty lines and those that begin with `#` are none. */
export function parseIgnoreFile(text: string): IgnoreEntry[] {
  return Array.from(text.matchAll(/[^\n]+\n?/g), ({ 0: line, index }) =>
    entryOf(line, index),
  ).filter((entry) => entry !== undefined);
}

function entryOf(line: string, start: number): IgnoreEntry | undefined {
  const written = line.trimEnd();
  if (written === '' || written.startsWith('#')) return undefined;
  const [before = '', ...reasons] = written.split(REASON);
  // Space in front is a part of a pattern, as git has it; behind, it is not.
  const entry = before.trimEnd();
  const reason = reasons.join(REASON).trim() || undefined;
  const place = {
    reason,
    span: { start, end: start + entry.length },
    line: { start, end: start + line.length },
  };
  if (!entry.trimStart().startsWith(FINGERPRINT))
    return { kind: 'pattern', value: entry, ...place };
  const value = entry.trimStart().slice(FINGERPRINT.length).trim().toLowerCase();
  return { kind: DIGITS.test(value) ? 'fingerprint' : 'malformed', value, ...place };
}
