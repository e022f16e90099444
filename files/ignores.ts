import { readFileSync } from 'node:fs';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { repositoryOf } from './repository.ts';
import { below } from './within.ts';

/** Patterns of one .gitignore, which speak of paths below its folder. */
export interface Ignores {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** What applies to a folder from above it, in its repository, outermost first. */
export function ignoresAbove(folder: string): Ignores[] {
  const top = repositoryOf(folder);
  // No repository: what stands in folders above is not about this one.
  if (top === undefined || top === folder) return [];
  const ignores: Ignores[] = [];
  for (let below = folder; below !== top; below = path.dirname(below)) {
    const own = ignoresOf(path.dirname(below));
    if (own) ignores.unshift(own);
  }
  return [...excludesOf(top), ...ignores];
}

/** A folder's own .gitignore. */
export function ignoresOf(folder: string): Ignores | undefined {
  return read(folder, '.gitignore');
}

/** What its user leaves out of a repository without telling others. Every .gitignore has more to say. */
export function excludesOf(top: string): Ignores[] {
  const own = read(top, path.join('.git', 'info', 'exclude'));
  return own ? [own] : [];
}

function read(folder: string, file: string): Ignores | undefined {
  try {
    const text = readFileSync(path.join(folder, file), 'utf8');
    return { folder, patterns: ignore({ ignorecase: false }).add(text) };
  } catch {
    return undefined; // none, or a folder of that name: git reads neither
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
