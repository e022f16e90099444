import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { IGNORE_FILE } from '../core/credentials/ignore-file.ts';
import type { IgnoreFiles } from './ignore-files.ts';
import { type Ignores, ignoresAbove, ignoresOf, isIgnored } from './ignores.ts';

/** Folders that hold nobody's source, whether git ignores them or not. */
const NEVER = new Set(['.git', 'node_modules']);

/** Whether a folder of that name is searched where it is met. */
export function isSearched(name: string): boolean {
  return !NEVER.has(name);
}

type OnError = (path: string, error: unknown) => void;

export interface ListOptions {
  /** Whether files that git ignores are listed as well. */
  readonly includesIgnored?: boolean;
  /** What .cartotokenignore files leave out is not listed, even if it is named. */
  readonly ignoreFiles?: IgnoreFiles;
  /** Ends the listing early: what was found until then is the answer. */
  readonly signal?: AbortSignal;
}

/** What is known on the way. */
interface Walk extends ListOptions {
  readonly files: Set<string>;
  readonly onError: OnError;
}

/**
 * The files named by `paths`: a file itself, however git treats it; a folder with all below it, except what its
 * .gitignore files leave out. Symbolic links are followed when named, not when met, so that a link cannot lead in a
 * circle. Each file once.
 *
 * @param paths absolute paths
 * @param onError told of each path that cannot be read; the rest goes on
 */
export async function listFiles(
  paths: readonly string[],
  onError: OnError,
  options: ListOptions = {},
): Promise<string[]> {
  const files = new Set<string>();
  const walking: Walk = { ...options, files, onError };
  for (const named of paths) {
    try {
      const stats = await stat(named);
      await options.ignoreFiles?.readUpFrom(stats.isDirectory() ? named : path.dirname(named));
      if (options.ignoreFiles?.isLeftOut(named, stats.isDirectory())) continue;
      if (stats.isDirectory()) {
        await walk(named, options.includesIgnored ? [] : await ignoresFor(named), walking);
      } else if (stats.isFile()) files.add(named);
      // A pipe or a device could keep a reader waiting for ever.
      else onError(named, new Error('neither a file nor a folder'));
    } catch (error) {
      onError(named, error);
    }
  }
  return [...files];
}

async function walk(folder: string, inherited: readonly Ignores[], walking: Walk): Promise<void> {
  const { files, onError, includesIgnored, ignoreFiles, signal } = walking;
  if (signal?.aborted) return;
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
  const own = !includesIgnored && holds('.gitignore') && (await ignoresOf(folder));
  const ignores = own ? [...outer, own] : outer;
  if (holds(IGNORE_FILE)) await ignoreFiles?.enter(folder);

  for (const entry of entries) {
    const full = path.join(folder, entry.name);
    if (!isSearched(entry.name)) continue;
    // Asked first, so that an entry about what git ignores, but someone may open, is of use.
    if (ignoreFiles?.leavesOut(full, entry.isDirectory())) continue;
    if (isIgnored(full, entry.isDirectory(), ignores)) continue;
    if (entry.isDirectory()) await walk(full, ignores, walking);
    else if (entry.isFile()) files.add(full);
  }
}

/** What applies below a folder that was named: what stands above it, unless that would leave out the folder itself. */
async function ignoresFor(folder: string): Promise<Ignores[]> {
  const above = await ignoresAbove(folder);
  return isIgnored(folder, true, above) ? [] : above;
}
