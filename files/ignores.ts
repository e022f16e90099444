import { readFile } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { repositoryOf } from './repository.ts';

/** Patterns of one .gitignore, which speak of paths below its folder. */
export interface Ignores {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** The .gitignore files between a folder and the top of its repository, outermost first. */
export async function ignoresAbove(folder: string): Promise<Ignores[]> {
  const top = await repositoryOf(folder);
  // No repository: what stands in folders above is not about this one.
  if (top === undefined) return [];
  const ignores: Ignores[] = [];
  for (let below = folder; below !== top; below = path.dirname(below)) {
    const own = await ignoresOf(path.dirname(below));
    if (own) ignores.unshift(own);
  }
  return ignores;
}

/** A folder's own .gitignore. */
export async function ignoresOf(folder: string): Promise<Ignores | undefined> {
  try {
    const text = await readFile(path.join(folder, '.gitignore'), 'utf8');
    return { folder, patterns: ignore({ ignorecase: false }).add(text) };
  } catch {
    return undefined; // none, or a folder of that name: git reads neither
  }
}

/** The innermost .gitignore that has an opinion decides, as in git. @param full an absolute path */
export function isIgnored(full: string, isFolder: boolean, ignores: readonly Ignores[]): boolean {
  for (const { folder, patterns } of ignores.toReversed()) {
    const relative = path.relative(folder, full).replaceAll(path.sep, '/');
    const { ignored, unignored } = patterns.test(isFolder ? `${relative}/` : relative);
    if (ignored || unignored) return ignored;
  }
  return false;
}
