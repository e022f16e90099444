import path from 'node:path';
import { indexFileOf, trackedPaths } from './git-index.ts';
import { excludesOf, ignoresAbove, ignoresOf, isIgnored } from './ignores.ts';
import { repositoryOf } from './repository.ts';
import { below } from './within.ts';

/** What becomes of a file with the next commit of all there is: nothing, its changes go along, or it is added. */
export type GitStatus = 'ignored' | 'tracked' | 'untracked';

/**
 * How git treats a file, which need not be in a repository yet: then as if its folder were one.
 *
 * @param file absolute
 * @throws where git's index cannot be read
 */
export async function gitStatus(file: string): Promise<GitStatus> {
  const folder = path.dirname(file);
  const top = repositoryOf(folder);
  // What is tracked stays so, whatever a .gitignore says.
  if (top !== undefined && trackedPaths(indexFileOf(top)).has(below(top, file))) return 'tracked';
  const own = ignoresOf(folder);
  const above = top === folder ? excludesOf(top) : ignoresAbove(folder);
  const ignores = own ? [...above, own] : above;
  return isIgnored(file, false, ignores) ? 'ignored' : 'untracked';
}
