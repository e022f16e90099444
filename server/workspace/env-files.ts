import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { VariableSource } from '../../core/front-end/variables.ts';
import { ignoreLine } from '../../core/gitignore.ts';
import { BOUNDS } from '../../disk/bounds.ts';
import { writtenPath } from '../../disk/written-path.ts';
import { gitStatus } from '../../files/git-status.ts';
import { readText } from '../../files/read-text.ts';
import { repositoryOf, topOf } from '../../files/repository.ts';
import { below } from '../../files/within.ts';
import { pathOf, pathsOf } from './folders.ts';

/** A file that an edit is made of: as it is in the editor where it is open there, else as it is on the disk. */
export interface EditedFile {
  readonly uri: string;
  /** Undefined where there is no such file. */
  readonly text: string | undefined;
  /** Null where it is not open. */
  readonly version: number | null;
}

/** Where a credential is kept that is moved out of a file. */
export interface EnvironmentFile extends EditedFile {
  /** The file and the line in it that have git ignore it, where it does not. */
  readonly ignore: { readonly file: EditedFile; readonly line: string } | undefined;
}

/** What the editor has open, and the folders of its workspace, as URIs. */
export interface Workspace {
  readonly folders: readonly string[];
  open(uri: string): TextDocument | undefined;
}

/** What a project's folder has beside its code. */
const PROJECT =
  /^(?:\.env|package\.json|pyproject\.toml|requirements\.txt|composer\.json|Gemfile|Cargo\.toml|go\.mod|(?:docker-)?compose\.ya?ml)$/;

/**
 * The `.env` file of the project that a document is of, which need not exist.
 *
 * @param variables what gives the document's project its variables
 * @returns undefined where the document is not on this machine's disk, and no folder is open
 * @throws with a message for the user where git would take it along, or it is no text
 */
export async function environmentFileFor(
  uri: string,
  variables: VariableSource | undefined,
  workspace: Workspace,
): Promise<EnvironmentFile | undefined> {
  const folder = await projectOf(uri, workspace);
  if (folder === undefined) return undefined;
  const top = topOf(folder, pathsOf(workspace.folders));
  // Those who build front ends read both, and keep the machine's own in the latter.
  const isBuilt = variables !== undefined && variables !== 'node';
  const names = isBuilt ? ['.env.local', '.env'] : ['.env'];
  const there = await namesIn(folder);
  const chosen = names.find((name) => there.includes(name)) ?? '.env';
  for (const name of new Set([chosen, ...names])) {
    const file = path.join(folder, name);
    const status = await gitStatus(file);
    if (status === 'tracked') continue;
    const ignore = status === 'untracked' ? await ignoreOf(file, top, workspace) : undefined;
    return { ...(await editedFile(file, top, workspace)), ignore };
  }
  throw new Error(
    `Git tracks ${path.join(folder, chosen)}: the credential would be in the repository all the same. Run "git rm --cached" on ` +
      'that file, have .gitignore leave it out, and try again.',
  );
}

/** The folder of a document's project: the nearest that has something of one, or a .env file. */
async function projectOf(uri: string, workspace: Workspace): Promise<string | undefined> {
  const own = pathOf(uri);
  if (own === undefined) return workspace.folders[0] && pathOf(workspace.folders[0]);
  let last: string | undefined;
  for await (const { folder, names } of foldersAbove(uri, workspace)) {
    if (names.some((name) => PROJECT.test(name))) return folder;
    last = folder;
  }
  return last ?? path.dirname(own);
}

/** The folders above a file, up to that of the workspace, or of its repository. */
async function* foldersAbove(
  uri: string,
  { folders }: Workspace,
): AsyncGenerator<{ readonly folder: string; readonly names: readonly string[] }> {
  const file = pathOf(uri);
  if (file === undefined) return;
  const own = path.dirname(file);
  const top = topOf(own, pathsOf(folders));
  for (let folder = own; ; folder = path.dirname(folder)) {
    yield { folder, names: await namesIn(folder) };
    if (folder === top || path.dirname(folder) === folder) return;
  }
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** The nearest .gitignore above a file in its repository, or one at its top; beside the file where there is no repository. */
async function ignoreOf(file: string, within: string, workspace: Workspace) {
  const own = path.dirname(file);
  const top = repositoryOf(own) ?? own;
  let at = own;
  while (at !== top && !(await namesIn(at)).includes('.gitignore')) at = path.dirname(at);
  const line = ignoreLine(below(at, file));
  return { file: await editedFile(path.join(at, '.gitignore'), within, workspace), line };
}

/**
 * @param within the folder that the edit must stay in
 * @throws with a message for the user where it would not, or what is there is no text
 */
async function editedFile(file: string, within: string, { open }: Workspace): Promise<EditedFile> {
  const uri = URI.file(file).toString();
  const real = placeOf(file, within);
  const document = open(uri);
  if (document) return { uri, text: document.getText(), version: document.version };
  const isThere = (await namesIn(path.dirname(file))).includes(path.basename(file));
  const text = isThere ? await readText(real, { bound: BOUNDS.environmentFile }) : undefined;
  if (isThere && text === undefined) throw new Error(`${file} is not a text.`);
  return { uri, text, version: null };
}

function placeOf(file: string, within: string): string {
  try {
    return writtenPath(file, within);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${file} is not written: ${reason}. Put a file of that name in its place, and try again.`,
    );
  }
}
