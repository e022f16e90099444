import path from 'node:path';
import { BOUNDS } from '../disk/bounds.ts';
import { isAbsent, NotAFileError, type OnUnreadable } from '../disk/errors.ts';
import { kindAt } from '../disk/kind.ts';
import { readFileSync } from '../disk/read-file.ts';
import { IgnorePatterns } from './ignore-patterns.ts';
import { repositoryOf } from './repository.ts';
import { below } from './within.ts';

/** Patterns of one .gitignore, which speak of paths below its folder. */
export interface Ignores {
  readonly folder: string;
  readonly patterns: IgnorePatterns;
}

const nobody: OnUnreadable = () => undefined;

/** What applies to a folder from above it, in its repository, outermost first. */
export function ignoresAbove(folder: string, onError: OnUnreadable = nobody): Ignores[] {
  const top = repositoryOf(folder);
  // No repository: what stands in folders above is not about this one.
  if (top === undefined || top === folder) return [];
  const ignores: Ignores[] = [];
  for (let below = folder; below !== top; below = path.dirname(below)) {
    const own = ignoresOf(path.dirname(below), onError);
    if (own) ignores.unshift(own);
  }
  return [...excludesOf(top, onError), ...ignores];
}

/** A folder's own .gitignore. A link is not followed, as git does not either since 2.32. */
export function ignoresOf(folder: string, onError: OnUnreadable = nobody): Ignores | undefined {
  return read(folder, '.gitignore', onError);
}

/** What its user leaves out of a repository without telling others. Every .gitignore has more to say. */
export function excludesOf(top: string, onError: OnUnreadable = nobody): Ignores[] {
  const git = path.join(top, '.git');
  // A worktree or submodule has its own elsewhere, where that of its repository counts.
  if (kindAt(git) !== 'folder') return [];
  const info = path.join(git, 'info');
  if (kindAt(info) === 'symbolic link') {
    onError(info, new NotAFileError('symbolic link'));
    return [];
  }
  const own = read(top, path.join('.git', 'info', 'exclude'), onError);
  return own ? [own] : [];
}

function read(folder: string, file: string, onError: OnUnreadable): Ignores | undefined {
  const full = path.join(folder, file);
  try {
    const text = readFileSync(full, { bound: BOUNDS.ignoreFile }).toString('utf8');
    return { folder, patterns: new IgnorePatterns().add(text) };
  } catch (error) {
    if (!isAbsent(error)) onError(full, error);
    return undefined;
  }
}

/** The innermost .gitignore that has an opinion decides, as in git. @param full an absolute path */
export function isIgnored(full: string, isFolder: boolean, ignores: readonly Ignores[]): boolean {
  for (let inner = ignores.length - 1; inner >= 0; inner -= 1) {
    const { folder, patterns } = ignores[inner] as Ignores;
    const relative = below(folder, full);
    const { ignored, unignored } = patterns.test(isFolder ? `${relative}/` : relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}
