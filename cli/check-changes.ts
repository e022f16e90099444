import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { type Certain, NONE_CERTAIN } from '../core/credentials/certain.ts';
import type { Redactor } from '../core/credentials/redact.ts';
import { isDeclarationPath } from '../core/declarations/declaration.ts';
import { compare } from '../core/problem.ts';
import { BOUNDS } from '../disk/bounds.ts';
import { NotAFileError, type OnUnreadable, TooLargeError } from '../disk/errors.ts';
import { IgnoreFiles, readIgnoreFile } from '../files/ignore-files.ts';
import { isSearched } from '../files/list.ts';
import { NO_TEXT, readText, textIn } from '../files/read-text.ts';
import { below, isWithin } from '../files/within.ts';
import { lookAtText } from '../scan/looked.ts';
import { reasonOf } from '../scan/reasons.ts';
import { brought } from './brought.ts';
import { judgingBy, type Settings } from './check.ts';
import { type Named, readBlobs } from './git/blobs.ts';
import { type Change, changesSince, stagedChanges } from './git/changes.ts';
import { type Git, gitIn } from './git/git.ts';
import { relativeTo } from './judging.ts';
import { redacted } from './redacted.ts';
import type { Report } from './report.ts';

/** A change to look at: what git is about to commit, or all since this branch left a revision. */
export type Scope = 'staged' | { readonly since: string };

/** A file of a change, as git keeps it. */
interface Kept extends Named {
  readonly file: string;
}

/** A text of a file. */
interface FileText {
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

/**
 * Checks the files that a change has touched, as it leaves them. What was found there before it is only counted: nobody is
 * kept from committing by what others have committed.
 *
 * @param paths files and folders, of which all else is left out
 * @param redactor learns what is found
 * @throws GitError where git cannot say what has changed
 */
export async function checkChanges(
  scope: Scope,
  paths: readonly string[],
  where: Pick<Git, 'cwd' | 'env'>,
  redactor: Redactor,
  settings?: Settings,
): Promise<Report> {
  const { cwd } = where;
  const git = await gitIn(where);
  const unreadable = new Map<string, unknown>();
  const cannotRead: OnUnreadable = (file, error) => unreadable.set(file, error);

  const all = await (scope === 'staged' ? stagedChanges(git) : changesSince(git, scope.since));
  const named = paths.map((given) => path.resolve(cwd, given));
  const mustBeText = (file: string) => named.includes(file) || isDeclarationPath(file);
  const ignoreFiles = new IgnoreFiles([cwd], (full) => readIgnoreFile(full, cannotRead));
  const changes: Change[] = [];
  for (const change of all) {
    if (!named.some((folder) => isBelow(folder, change))) continue;
    ignoreFiles.readUpFrom(path.dirname(change.file));
    if (!ignoreFiles.isLeftOut(change.file)) changes.push(change);
  }
  for (const each of named) {
    // What is nowhere was mistyped: that nothing has changed in it would be no comfort.
    if (!all.some((change) => isBelow(each, change)))
      await lstat(each).catch((error: unknown) => cannotRead(each, error));
  }

  const judged = async (texts: () => AsyncIterable<FileText>, before: Certain = NONE_CERTAIN) => {
    const judging = judgingBy(settings, cwd, ignoreFiles, redactor, cannotRead);
    for await (const { file, text } of texts()) {
      judging.add({ path: file, ...lookAtText(file, text, before) }, () => text);
    }
    const certain = new Map([...before, ...judging.certain]);
    // What is a credential in one file is one in the others.
    if (certain.size > before.size) {
      for await (const { file, text } of texts()) {
        judging.addAgain({ path: file, ...lookAtText(file, text, certain) }, () => text);
      }
    }
    return { ...(await judging.report()), certain };
  };
  const now = await judged(() => textsNow(git, changes, mustBeText, cannotRead));
  // What a file was before matters only where something is found in it.
  const found = new Set(now.findings.map((finding) => finding.path));
  const changed = changes.flatMap(({ file, before }) =>
    before && found.has(relativeTo(cwd, file))
      ? [{ ...before, becomes: relativeTo(cwd, file) }]
      : [],
  );
  const { findings } = await judged(
    () => keptTexts(git, changed, () => false, cannotRead),
    now.certain,
  );
  const becomes = new Map(changed.map(({ file, becomes }) => [relativeTo(cwd, file), becomes]));
  const before = findings.map((finding) => ({
    ...finding,
    path: becomes.get(finding.path) ?? finding.path,
  }));

  const own = brought(now.findings, before);
  return redacted({
    filesScanned: now.filesScanned,
    findings: own,
    suppressed: now.suppressed,
    unchecked: now.unchecked,
    older: now.findings.length - own.length,
    unreadable: [...unreadable]
      .map(([file, error]) => ({ path: relativeTo(cwd, file), reason: reasonOf(error) }))
      .sort((a, b) => compare(a.path, b.path)),
    redactor,
  });
}

/** Whether a file is found where a folder is searched, or is named itself: in node_modules, what git tracks. */
function isBelow(folder: string, { file, isTracked }: Change): boolean {
  return isWithin(file, folder) && (isTracked || below(folder, file).split('/').every(isSearched));
}

/** The texts of files as a change leaves them: of those to be committed what will be, of others what is on disk. */
async function* textsNow(
  git: Git,
  changes: readonly Change[],
  mustBeText: (file: string) => boolean,
  cannotRead: OnUnreadable,
): AsyncGenerator<FileText> {
  const kept = changes.flatMap(({ file, blob }) => (blob === undefined ? [] : [{ file, blob }]));
  yield* keptTexts(git, kept, mustBeText, cannotRead);
  for (const { file, blob } of changes) {
    if (blob !== undefined) continue;
    try {
      const text = await readText(file, { bound: BOUNDS.text });
      if (text !== undefined) yield { file, text };
      else if (mustBeText(file)) cannotRead(file, new Error(NO_TEXT));
    } catch (error) {
      // Where a link leads is not followed: git does not either.
      if (error instanceof NotAFileError && error.kind === 'symbolic link') continue;
      cannotRead(file, error);
    }
  }
}

async function* keptTexts(
  git: Git,
  kept: readonly Kept[],
  mustBeText: (file: string) => boolean,
  cannotRead: OnUnreadable,
): AsyncGenerator<FileText> {
  for await (const [{ file }, content] of readBlobs(git, kept, BOUNDS.text)) {
    try {
      if (!content) throw new TooLargeError(BOUNDS.text);
      const text = textIn(content);
      if (text !== undefined) yield { file, text };
      else if (mustBeText(file)) cannotRead(file, new Error(NO_TEXT));
    } catch (error) {
      cannotRead(file, error);
    }
  }
}
