import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** Folders that hold nobody's source, whether git ignores them or not. */
const NEVER = new Set(['.git', 'node_modules']);

/** Patterns of one .gitignore, which speak of paths below its folder. */
interface Ignores {
  readonly folder: string;
  readonly patterns: Ignore;
}

type OnError = (path: string, error: unknown) => void;

/**
 * The files named by `paths`: a file itself, however git treats it; a folder with all below it, except what its
 * .gitignore files leave out. Symbolic links are followed when named, not when met, so that a link cannot lead in a
 * circle. Each file once.
 *
 * @param paths absolute paths
 * @param onError told of each path that cannot be read; the rest goes on
 */
export async function listFiles(paths: readonly string[], onError: OnError): Promise<string[]> {
  const files = new Set<string>();
  for (const named of paths) {
    try {
      const stats = await stat(named);
      if (stats.isDirectory()) await walk(named, await ignoresFor(named), files, onError);
      else if (stats.isFile()) files.add(named);
      // A pipe or a device could keep a reader waiting for ever.
      else onError(named, new Error('neither a file nor a folder'));
    } catch (error) {
      onError(named, error);
    }
  }
  return [...files];
}

async function walk(
  folder: string,
  inherited: readonly Ignores[],
  files: Set<string>,
  onError: OnError,
): Promise<void> {
  let entries: Dirent[];
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    onError(folder, error);
    return;
  }
  const holds = (name: string) => entries.some((entry) => entry.name === name);
  // A repository inside another knows nothing of the outer one's .gitignore.
  const outer = holds('.git') ? [] : inherited;
  const own = holds('.gitignore') && (await ignoresOf(folder));
  const ignores = own ? [...outer, own] : outer;

  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (NEVER.has(entry.name) || isIgnored(full, entry.isDirectory(), ignores)) continue;
    if (entry.isDirectory()) await walk(full, ignores, files, onError);
    else if (entry.isFile()) files.add(full);
  }
}

/** What applies below a folder that was named: what stands above it, unless that would leave out the folder itself. */
async function ignoresFor(folder: string): Promise<Ignores[]> {
  const above = await ignoresAbove(folder);
  return isIgnored(folder, true, above) ? [] : above;
}

/** The .gitignore files between a folder and the top of its repository, outermost first. */
async function ignoresAbove(folder: string): Promise<Ignores[]> {
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

async function ignoresOf(folder: string): Promise<Ignores | undefined> {
  try {
    const text = await readFile(path.join(folder, '.gitignore'), 'utf8');
    return { folder, patterns: ignore({ ignorecase: false }).add(text) };
  } catch {
    return undefined; // none, or a folder of that name: git reads neither
  }
}

/** The innermost .gitignore that has an opinion decides, as in git. */
function isIgnored(full: string, isFolder: boolean, ignores: readonly Ignores[]): boolean {
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
