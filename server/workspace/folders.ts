import path from 'node:path';
import { URI } from 'vscode-uri';

/** Where a document is on this machine's disk; undefined where it is not. Without a separator at its end. */
export function pathOf(uri: string): string | undefined {
  const { scheme, fsPath } = URI.parse(uri);
  return scheme === 'file' ? path.resolve(fsPath) : undefined;
}

/** Those of the workspace's folders that are on this machine's disk, as paths. @param folders URIs */
export function pathsOf(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => pathOf(folder) ?? []);
}

/** The innermost folder of the workspace that a document is in. All are URIs. */
export function folderOf(folders: readonly string[], uri: string): string | undefined {
  return folders
    .filter((folder) => pathIn(folder, uri) !== undefined)
    .sort((a, b) => b.length - a.length)[0];
}

/** The path of a document from its folder of the workspace, with `/`; undefined where it is in none. */
export function pathWithin(folders: readonly string[], uri: string): string | undefined {
  const folder = folderOf(folders, uri);
  return folder === undefined ? undefined : pathIn(folder, uri);
}

function pathIn(folder: string, uri: string): string | undefined {
  const [top, file] = [URI.parse(folder), URI.parse(uri)];
  const inside = top.path.endsWith('/') ? top.path : `${top.path}/`;
  const isIn = file.scheme === top.scheme && file.path.startsWith(inside);
  return isIn ? file.path.slice(inside.length) : undefined;
}
