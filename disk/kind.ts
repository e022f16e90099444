import { lstatSync, type Stats } from 'node:fs';

/** What can have a file's name without being a regular file. */
export type OtherKind = 'symbolic link' | 'folder' | 'named pipe' | 'socket' | 'device';

/** Which kind of thing it is. */
export function kindOf(stats: Stats): 'file' | OtherKind {
  if (stats.isFile()) return 'file';
  if (stats.isSymbolicLink()) return 'symbolic link';
  if (stats.isDirectory()) return 'folder';
  if (stats.isFIFO()) return 'named pipe';
  return stats.isSocket() ? 'socket' : 'device';
}

/** Which kind of thing has that name; a link is not followed. Undefined where nothing has it, or that cannot be known. */
export function kindAt(path: string): 'file' | OtherKind | undefined {
  try {
    const stats = lstatSync(path, { throwIfNoEntry: false });
    return stats && kindOf(stats);
  } catch {
    return undefined;
  }
}
