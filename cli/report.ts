import type { Redactor } from '../core/credentials/redact.ts';
import type { Suppressed } from '../core/credentials/suppress.ts';
import type { RuleId } from '../core/inspect.ts';
import type { Range, Severity } from '../core/problem.ts';

/** A problem in a file, as the command line reports it. */
export interface Finding {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Whether it is shortened, for a credential that stands in it, and leads nowhere. */
  readonly isPathRedacted?: boolean;
  readonly range: Range;
  readonly severity: Severity;
  readonly rule: RuleId;
  readonly message: string;
  /** SHA-256 of the credential that it is about. */
  readonly fingerprint: string | undefined;
  /** The line that it begins in: never to be shown, it may hold the credential. */
  readonly line: () => string;
  /** The ways to mend it, worked out only where they are asked for. */
  readonly fixes: () => readonly Mend[];
}

/** A fix of the file that was looked at, in places of that. */
export interface Mend {
  readonly title: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** What would be a finding, if a comment or an ignore file did not say that it is fine. */
export interface SuppressedFinding extends Pick<Finding, 'path' | 'range' | 'rule'> {
  readonly how: Suppressed['how'];
  readonly reason?: string;
}

/** A path that was named, or found in a folder that was, and could not be read. */
export interface Unreadable {
  readonly path: string;
  readonly reason: string;
}

/** A file that could be read, and of which not everything was checked. */
export type Unchecked = Unreadable;

export interface Report {
  /** How many text files were looked at. */
  readonly filesScanned: number;
  /** Sorted by path, then position. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly unreadable: readonly Unreadable[];
  /** What is found in them until checking them was stopped is among the findings. */
  readonly unchecked: readonly Unchecked[];
  /** How many findings are left out because they stood there before the change that was looked at. */
  readonly older?: number;
  /** Knows what was found in this run, so that nothing else that is printed repeats it. */
  readonly redactor: Redactor;
}
