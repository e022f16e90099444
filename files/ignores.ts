import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Patterns of one .gitignore, which speak of paths below its folder. */
export interface Ignores {
  readonly folder: string;
  readonly patterns: Ignore;
}

/** The .gitignore files between a folder and the top of its repository, outermost first. */
export async function ignoresAbove(folder: string): Promise<Ignores[]> {
  const ignores: Ignores[] = [];
  for (let below = folder; ; ) {
    if (await exists(path.join(below, '.git'))) return ignores;
    const above = path.dirname(below);
    // No repository: what stands in folders above is not about this one.
    if (above === below) return [];
    const own = await ignoresOf(above);
    if (own) ignores.unshift(own);
    below = above;
  }
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

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
