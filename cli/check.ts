import path from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { redact } from '../core/credentials/redact.ts';
import { isDeclarationPath } from '../core/declarations/declaration.ts';
import { inspect, type RuleId } from '../core/inspect.ts';
import { compare, type Severity } from '../core/problem.ts';
import { listFiles } from './files.ts';
import { readText } from './read-text.ts';

/** A problem in a file, as the command line reports it. */
export interface Finding {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly range: Range;
  readonly severity: Severity;
  readonly rule: RuleId;
  readonly message: string;
}

/** Lines and UTF-16 characters from 0, the end exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A path that was named, or found in a folder that was, and could not be read. */
export interface Unreadable {
  readonly path: string;
  readonly reason: string;
}

export interface Report {
  /** How many text files were looked at. */
  readonly filesScanned: number;
  /** Sorted by path, then position. */
  readonly findings: readonly Finding[];
  readonly unreadable: readonly Unreadable[];
}

/** Checks files and folders, those that can be read however many cannot. */
export async function check(paths: readonly string[], cwd: string): Promise<Report> {
  const findings: Finding[][] = [];
  const unreadable: Unreadable[] = [];
  let filesScanned = 0;

  const cannotRead = (file: string, error: unknown) =>
    unreadable.push({ path: shown(file, cwd), reason: reasonOf(error) });

  const files = await listFiles(
    paths.map((given) => path.resolve(cwd, given)),
    cannotRead,
  );
  for (const file of files) {
    const text = await readText(file).catch((error: unknown) => {
      cannotRead(file, error);
    });
    if (text === undefined) continue;
    filesScanned += 1;
    findings.push(findingsIn(file, text, cwd));
  }
  return {
    filesScanned,
    // The sort is stable: each file's findings stay in the order of its text.
    findings: findings.flat().sort((a, b) => compare(a.path, b.path)),
    unreadable: unreadable.sort((a, b) => compare(a.path, b.path)),
  };
}

function findingsIn(file: string, text: string, cwd: string): Finding[] {
  const problems = inspect({ text, isDeclaration: isDeclarationPath(file) });
  if (problems.length === 0) return [];
  const document = TextDocument.create(file, '', 0, text);
  return problems.map(({ span, severity, rule, message }) => ({
    path: shown(file, cwd),
    range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
    severity,
    rule,
    message,
  }));
}

/** A path as it is printed: a file's name, too, can hold a credential. */
function shown(file: string, cwd: string): string {
  return redact(path.relative(cwd, file).replaceAll(path.sep, '/') || '.');
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'too many symbolic links',
  ERR_FS_FILE_TOO_LARGE: 'the file is too large',
  ERR_STRING_TOO_LONG: 'the file is too large',
};

function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) ?? message;
}
