import * as vscode from 'vscode';
import { isMissing, NotAFileError, TooLargeError } from '../disk/errors.ts';
import type { Links } from '../disk/open-file.ts';
import { readFile } from '../disk/read-file.ts';
import { ReadOnlyError, replaceFile } from '../disk/replace-file.ts';
import { DanglingError, LeadsOutError, makeFolderOf, writtenPath } from '../disk/written-path.ts';
import { pathOf } from './path-of.ts';

interface ReadOptions {
  /** The most bytes that it may have, see `BOUNDS`. */
  readonly bound: number;
  /** Refused if left out. Where they are followed, only as far as they stay in the workspace's folder. */
  readonly links?: Links;
}

/**
 * What a file of the workspace holds; undefined where there is none. VS Code itself would wait for a pipe for ever, and read a device
 * until there is no memory left, here in the process of all extensions. What is not on this machine's disk is asked of VS Code.
 *
 * @throws with a message for the user where it is no file, too large, or cannot be read
 */
export async function readWorkspaceFile(
  uri: vscode.Uri,
  { bound, links = 'refused' }: ReadOptions,
): Promise<Uint8Array | undefined> {
  try {
    if (uri.scheme !== 'file') return await readElsewhere(uri, bound);
    const file = links === 'followed' ? writtenPath(uri.fsPath, folderOf(uri)) : uri.fsPath;
    return await readFile(file, { bound });
  } catch (error) {
    if (isMissing(error) || isNotFound(error)) return undefined;
    throw failure(uri, error);
  }
}

/**
 * Replaces a file of the workspace whole, or makes it. On this machine's disk the old content stays until the new one is written, and
 * links are followed only as far as they stay in the workspace's folder.
 *
 * @param mode the permissions of a file that is made: `OWNER_ONLY` where it holds a secret
 * @throws with a message for the user
 */
export async function replaceWorkspaceFile(
  uri: vscode.Uri,
  text: string,
  mode: number,
): Promise<void> {
  const content = new TextEncoder().encode(text);
  try {
    if (uri.scheme !== 'file') await vscode.workspace.fs.writeFile(uri, content);
    else {
      makeFolderOf(uri.fsPath, folderOf(uri));
      await replaceFile(uri.fsPath, content, { ...within(uri), mode });
    }
  } catch (error) {
    throw failure(uri, error);
  }
}

/** @throws with a message for the user where what VS Code would write to a file would end up elsewhere */
export function assertStaysInFolder(uri: vscode.Uri): void {
  if (uri.scheme !== 'file') return;
  try {
    writtenPath(uri.fsPath, folderOf(uri));
  } catch (error) {
    throw failure(uri, error);
  }
}

function folderOf(uri: vscode.Uri): string | undefined {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath;
}

function within(uri: vscode.Uri): { within?: string } {
  const folder = folderOf(uri);
  return folder === undefined ? {} : { within: folder };
}

async function readElsewhere(uri: vscode.Uri, bound: number): Promise<Uint8Array> {
  const { type, size } = await vscode.workspace.fs.stat(uri);
  if (type !== vscode.FileType.File) throw new NotAFileError('symbolic link');
  if (size > bound) throw new TooLargeError(bound);
  return vscode.workspace.fs.readFile(uri);
}

function isNotFound(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}

/** In words for the user, where it is ours or the disk's. */
function failure(uri: vscode.Uri, error: unknown): unknown {
  const file = pathOf(uri);
  if (error instanceof LeadsOutError) {
    return new Error(
      vscode.l10n.t(
        '{0} is a link that leads out of the workspace, or is in a linked folder that does. Put a file of that name in its place.',
        file,
      ),
    );
  }
  if (error instanceof NotAFileError || error instanceof DanglingError) {
    return new Error(
      vscode.l10n.t('{0} is no regular file. Put a file of that name in its place.', file),
    );
  }
  if (error instanceof TooLargeError) {
    return new Error(vscode.l10n.t('{0} is too large to be read.', file));
  }
  const { code = '' } = error as NodeJS.ErrnoException;
  if (error instanceof ReadOnlyError || ['EROFS', 'EACCES', 'EPERM'].includes(code)) {
    return new Error(
      vscode.l10n.t(
        '{0} could not be written. Check that it is not read-only, and that no other program has changed it.',
        file,
      ),
    );
  }
  if (['ENOSPC', 'EDQUOT'].includes(code)) {
    return new Error(
      vscode.l10n.t(
        '{0} could not be written, and is as it was: no space is left on the disk. Make some, and try again.',
        file,
      ),
    );
  }
  return error;
}
