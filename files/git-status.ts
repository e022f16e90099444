import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isTracked } from './git-index.ts';
import { ignoresAbove, ignoresOf, isIgnored } from './ignores.ts';

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
  const top = await topOf(folder);
  // What is tracked stays so, whatever a .gitignore says.
  if (top !== undefined && (await isTracked(file, top))) return 'tracked';
  const own = await ignoresOf(folder);
  const ignores = [...(await ignoresAbove(folder)), ...(own ? [own] : [])];
  return isIgnored(file, false, ignores) ? 'ignored' : 'untracked';
}

/** The folder of the repository that a folder is in. */
async function topOf(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    const isTop = await stat(path.join(at, '.git')).then(
      () => true,
      () => false,
    );
    if (isTop) return at;
    if (path.dirname(at) === at) return undefined;
  }
}
