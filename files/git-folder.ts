import { lstatSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { BOUNDS } from '../disk/bounds.ts';
import { assertFile, isMissing, NotAFileError } from '../disk/errors.ts';
import { readFileSync } from '../disk/read-file.ts';
import { repositoryOf } from './repository.ts';
import { isWithin } from './within.ts';

/** A path of another machine: to ask for it tells that who asks, on Windows with the user's hash. */
const OTHER_MACHINE = /^[\\/]{2}/;

/**
 * The folder in which git keeps its index of a work tree: `.git`, or what a file of that name says, in a worktree or submodule.
 * A repository comes from others, and may name any folder there is: only one that names the work tree back is gone to, or one
 * that lies among the submodules of the repository around it.
 *
 * @param top the folder of the work tree, which has a `.git`
 * @returns undefined where what it says is not there
 * @throws NotAFileError, Error with the reason, or the file system's error
 */
export function gitFolderOf(top: string): string | undefined {
  const git = path.join(top, '.git');
  const stats = lstatSync(git);
  if (stats.isDirectory()) return git;
  assertFile(stats);
  const named = /^gitdir: (.*)/.exec(textOf(git))?.[1]?.trimEnd();
  if (named === undefined) throw new Error('it does not say where git keeps this repository');
  if (OTHER_MACHINE.test(named)) throw new Error('it leads to another machine');
  const folder = path.resolve(top, named);
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found) return undefined;
  if (found.isSymbolicLink()) throw new NotAFileError('symbolic link');
  if (isOfSubmodule(folder, top) || namesBack(folder, git)) return folder;
  throw new Error('it leads to a folder that is not the git folder of this one');
}

/** Source: git, "gitrepository-layout", on `modules`. */
function isOfSubmodule(folder: string, top: string): boolean {
  const outer = repositoryOf(path.dirname(top));
  const outerFolder = outer === undefined ? undefined : gitFolderOf(outer);
  return outerFolder !== undefined && isWithin(folder, path.join(outerFolder, 'modules'));
}

/** Source: git, "gitrepository-layout", on `worktrees/<id>/gitdir`. */
function namesBack(folder: string, git: string): boolean {
  try {
    const back = textOf(path.join(folder, 'gitdir')).trimEnd();
    if (back === '' || OTHER_MACHINE.test(back)) return false;
    return realpathSync.native(path.resolve(folder, back)) === realpathSync.native(git);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

function textOf(file: string): string {
  return readFileSync(file, { bound: BOUNDS.gitPointer }).toString('utf8');
}
