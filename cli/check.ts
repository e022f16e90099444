import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { redact } from '../core/credentials/redact.ts';
import {
  type Declaration,
  declarationName,
  isDeclarationPath,
} from '../core/declarations/declaration.ts';
import { DeclaredNames } from '../core/declarations/names.ts';
import { parseDeclaration } from '../core/declarations/parse.ts';
import {
  type Conditions,
  defaults,
  inspect,
  inspectDeclaration,
  type RuleId,
} from '../core/inspect.ts';
import { compare, type Problem, type Range, type Severity, type Span } from '../core/problem.ts';
import { listFiles } from '../files/list.ts';
import { readText } from '../files/read-text.ts';

/** A problem in a file, as the command line reports it. */
export interface Finding {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly range: Range;
  readonly severity: Severity;
  readonly rule: RuleId;
  readonly message: string;
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

/** What a user has set for a run. */
export type Settings = Pick<Conditions, 'severities' | 'trailingSlash'>;

/** Checks files and folders, those that can be read however many cannot. */
export async function check(
  paths: readonly string[],
  cwd: string,
  settings?: Settings,
): Promise<Report> {
  const findings: Finding[][] = [];
  const declarations = new Map<string, Declaration>();
  const unreadable: Unreadable[] = [];
  let filesScanned = 0;
  const conditions = { ...defaults(), ...settings };

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
    // Declarations are judged together: a name must not be declared twice.
    if (isDeclarationPath(file)) declarations.set(file, parseDeclaration(text));
    else
      findings.push(
        findingsIn(file, text, inspect({ text, isDeclaration: false }, conditions), cwd),
      );
  }
  for (const [file, problems] of inspectTogether(declarations, cwd, conditions)) {
    findings.push(findingsIn(file, declarations.get(file)?.text ?? '', problems, cwd));
  }
  return {
    filesScanned,
    // The sort is stable: each file's findings stay in the order of its text.
    findings: findings.flat().sort((a, b) => compare(a.path, b.path)),
    unreadable: unreadable.sort((a, b) => compare(a.path, b.path)),
  };
}

function inspectTogether(
  declarations: ReadonlyMap<string, Declaration>,
  cwd: string,
  conditions: Conditions,
): [string, Problem<RuleId>[]][] {
  const names = new DeclaredNames();
  const uriOf = (file: string) => pathToFileURL(file).href;
  for (const [file, { kind, name, text }] of declarations) {
    const declared = name && {
      kind,
      name: name.value,
      range: rangeIn(TextDocument.create(file, '', 0, text), name.span),
    };
    names.set(uriOf(file), shown(file, cwd), declared);
  }
  return Array.from(declarations, ([file, declaration]) => [
    file,
    inspectDeclaration(declaration, {
      ...conditions,
      fileName: declarationName(file),
      namesakes: (kind, name) => names.namesakes(uriOf(file), kind, name),
    }),
  ]);
}

function findingsIn(
  file: string,
  text: string,
  problems: readonly Problem<RuleId>[],
  cwd: string,
): Finding[] {
  if (problems.length === 0) return [];
  const document = TextDocument.create(file, '', 0, text);
  return problems.map(({ span, severity, rule, message }) => ({
    path: shown(file, cwd),
    range: rangeIn(document, span),
    severity,
    rule,
    message,
  }));
}

function rangeIn(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
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
