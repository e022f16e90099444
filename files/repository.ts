import { lstatSync } from 'node:fs';
import path from 'node:path';
import { innermost } from './within.ts';

/** The folder of the repository that a folder is in, which may be itself; undefined where it is in none. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (isThere(path.join(at, '.git'))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}

/** Whether something has that name, which is not followed where it is a link. */
function isThere(full: string): boolean {
  try {
    return lstatSync(full, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}

/** The folder above which nothing is about a folder: the innermost of some that it is in, else its repository, else itself. */
export function topOf(folder: string, tops: readonly string[]): string {
  return innermost(tops, folder) ?? repositoryOf(folder) ?? folder;
}
