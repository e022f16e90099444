import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { IgnoreEntry } from '../core/credentials/ignore-file.ts';
import { fingerprintAt, type Look, lookAt } from '../core/credentials/look.ts';
import { redact } from '../core/credentials/redact.ts';
import type { Suppressed } from '../core/credentials/suppress.ts';
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
  inspectDeclaration,
  inspectIgnoreFile,
  judge,
  type RuleId,
} from '../core/inspect.ts';
import { compare, type Problem, type Range, type Severity, type Span } from '../core/problem.ts';
import { IgnoreFiles } from '../files/ignore-files.ts';
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

export interface Report {
  /** How many text files were looked at. */
  readonly filesScanned: number;
  /** Sorted by path, then position. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly unreadable: readonly Unreadable[];
  /** How many findings are left out because they stood there before the change that was looked at. */
  readonly older?: number;
}

/** A text of a file. */
export interface FileText {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/** What a user has set for a run. */
export type Settings = Pick<Conditions, 'severities' | 'trailingSlash'>;

/** Checks files and folders, those that can be read however many cannot. */
export async function check(
  paths: readonly string[],
  cwd: string,
  settings?: Settings,
): Promise<Report> {
  const unreadable: Unreadable[] = [];
  const cannotRead = (file: string, error: unknown) =>
    unreadable.push({ path: shown(file, cwd), reason: reasonOf(error) });

  const ignoreFiles = new IgnoreFiles([cwd]);
  async function* texts(): AsyncGenerator<FileText> {
    const files = await listFiles(
      paths.map((given) => path.resolve(cwd, given)),
      cannotRead,
      { ignoreFiles },
    );
    for (const file of files) {
      const text = await readText(file).catch((error: unknown) => {
        cannotRead(file, error);
      });
      if (text !== undefined) yield { file, text };
    }
  }
  const conditions = { ...defaults(), ...settings };
  const judged = await judgeTexts(texts(), cwd, conditions, ignoreFiles);
  return { ...judged, unreadable: unreadable.sort((a, b) => compare(a.path, b.path)) };
}

/** Judges texts, one after the other, but for declarations: a name must not be declared twice among them. */
export async function judgeTexts(
  texts: AsyncIterable<FileText>,
  cwd: string,
  conditions: Conditions,
  ignoreFiles: IgnoreFiles,
): Promise<Pick<Report, 'filesScanned' | 'findings' | 'suppressed'>> {
  const findings: Finding[][] = [];
  const suppressed: SuppressedFinding[][] = [];
  const declarations = new Map<string, Declaration>();
  const files: string[] = [];
  for await (const { file, text } of texts) {
    files.push(file);
    if (isDeclarationPath(file)) {
      declarations.set(file, parseDeclaration(text));
      continue;
    }
    const look = lookAt(text);
    const inspection = judge(look, {
      ...conditions,
      ignoredCredential: (fingerprint) => ignoreFiles.ignoredCredential(file, fingerprint),
    });
    findings.push(findingsIn(file, text, inspection.problems, cwd, look));
    suppressed.push(suppressedIn(file, text, inspection.suppressed, cwd));
  }
  // What they suppress is known only now.
  for (const ignoreFile of files.flatMap((file) => ignoreFiles.at(file) ?? [])) {
    const isUnused = (entry: IgnoreEntry) => ignoreFiles.isUnused(ignoreFile, entry);
    const problems = inspectIgnoreFile(ignoreFile.entries, conditions, isUnused);
    findings.push(findingsIn(ignoreFile.path, ignoreFile.text, problems, cwd));
  }
  for (const [file, problems] of inspectTogether(declarations, cwd, conditions)) {
    findings.push(findingsIn(file, declarations.get(file)?.text ?? '', problems, cwd));
  }
  return {
    filesScanned: files.length,
    // The sort is stable: each file's findings stay in the order of its text.
    findings: findings.flat().sort((a, b) => compare(a.path, b.path)),
    suppressed: suppressed.flat().sort((a, b) => compare(a.path, b.path)),
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
  look?: Look,
): Finding[] {
  if (problems.length === 0) return [];
  const document = TextDocument.create(file, '', 0, text);
  return problems.map(({ span, severity, rule, message, fixes }) => ({
    path: shown(file, cwd),
    range: rangeIn(document, span),
    severity,
    rule,
    message,
    fingerprint: look && fingerprintAt(look, span),
    line: () => {
      const { line } = document.positionAt(span.start);
      return document.getText({
        start: { line, character: 0 },
        end: { line: line + 1, character: 0 },
      });
    },
    fixes: () =>
      fixes()
        .filter(({ newFile }) => newFile === undefined)
        .map(({ title, edits }) => ({
          title,
          edits: edits.map(({ span, newText }) => ({ range: rangeIn(document, span), newText })),
        })),
  }));
}

function suppressedIn(
  file: string,
  text: string,
  suppressed: readonly Suppressed<RuleId>[],
  cwd: string,
): SuppressedFinding[] {
  if (suppressed.length === 0) return [];
  const document = TextDocument.create(file, '', 0, text);
  return suppressed.map(({ problem: { span, rule }, how, reason }) => ({
    path: shown(file, cwd),
    range: rangeIn(document, span),
    rule,
    how,
    ...(reason === undefined ? {} : { reason: redact(reason) }),
  }));
}

function rangeIn(document: TextDocument, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

/** A path as it is printed: a file's name, too, can hold a credential. */
export function shown(file: string, cwd: string): string {
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

/** Why a file cannot be read. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code && REASONS[code]) ?? message;
}
