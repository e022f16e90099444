import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { IGNORE_FILE } from '../core/credentials/ignore-file.ts';
import { assertFile, type OnUnreadable } from '../disk/errors.ts';
import type { IgnoreFiles } from './ignore-files.ts';
import { excludesOf, type Ignores, ignoresAbove, ignoresOf, isIgnored } from './ignores.ts';
import { repositoryOf } from './repository.ts';
import { Scope } from './scope.ts';
import { Tracked } from './tracked.ts';

/** After how long others get their turn, in milliseconds. */
const SLICE = 8;

/** Folders that hold nobody's own source, whether git ignores them or not: of the latter only what git tracks. */
const NEVER: ReadonlySet<string> = new Set(['.git', 'node_modules']);

/** Whether what has such a name is looked at where it is met, and git need not track it. */
export function isSearched(name: string): boolean {
  return !NEVER.has(name);
}

export interface ListOptions {
  /** Whether files that git ignores are listed as well. */
  readonly includesIgnored?: boolean;
  /** What .cartotokenignore files leave out is not listed, even if it is named. */
  readonly ignoreFiles?: IgnoreFiles | undefined;
  /** Whether all of node_modules is listed, which hold nobody's own source, and not only what git tracks of them. */
  readonly includesModules?: boolean;
  /** What is left out beside what git ignores. Nothing below such a folder is asked about. */
  readonly isExcluded?: (path: string) => boolean;
  /** Only these absolute paths, and what is below them, if they would be listed at all. */
  readonly within?: readonly string[];
}

/** A folder that is still to be entered. */
interface Waiting {
  readonly folder: string;
  /** The same without symbolic links. */
  readonly real: string;
  readonly ignores: readonly Ignores[];
  /** What its repository tracks, where it is in one. */
  readonly tracked: Tracked | undefined;
  /** Whether all below it is listed, or only what is in the scope. */
  readonly isInScope: boolean;
  /** Whether nothing below it is listed but what git tracks: in node_modules. */
  readonly isOnlyTracked: boolean;
}

/**
 * The files named by `paths`: a file itself, however git treats it; a folder with all below it, except what its
 * .gitignore files leave out and git does not track all the same. Of node_modules only what git tracks. Symbolic links are followed when named, not when met, so that a link cannot lead in a
 * circle. Each file once, also where paths overlap. Comes folder by folder, as fast as the disk is read.
 *
 * @param paths absolute paths
 * @param onError told of each path that cannot be read; the rest goes on
 */
export function* walk(
  paths: readonly string[],
  onError: OnUnreadable,
  options: ListOptions = {},
): Generator<string[], void> {
  const scope = options.within && new Scope(options.within);
  const files = new Map<string, string>();
  const folders: Waiting[] = [];
  const tracked = new Map<string, Tracked>();
  const walking = { options, scope, named: files, folders, tracked, onError };
  for (const named of paths) {
    try {
      const real = realpathSync.native(named);
      const stats = statSync(real);
      const isFolder = stats.isDirectory();
      options.ignoreFiles?.readUpFrom(isFolder ? named : path.dirname(named));
      if (options.ignoreFiles?.isLeftOut(named, isFolder)) continue;
      if (!isFolder) assertFile(stats);
      if (isFolder) folders.push(root(named, real, walking));
      else files.set(real, named);
    } catch (error) {
      onError(named, error);
    }
  }
  yield [...files.values()].filter((file) => !scope || scope.holds(file));

  // One folder alone cannot be met twice.
  const entered = folders.length > 1 ? new Set<string>() : undefined;
  folders.reverse();
  for (let next = folders.pop(); next; next = folders.pop()) {
    if (entered?.has(next.real)) continue;
    entered?.add(next.real);
    yield* enter(next, walking);
  }
}

/** What applies below a folder that was named: what stands above it, unless that would leave out the folder itself. */
function root(folder: string, real: string, walking: Walking): Waiting {
  const { options, scope, onError } = walking;
  const above = options.includesIgnored ? [] : ignoresAbove(folder, onError);
  const ignores = isIgnored(folder, true, above) ? [] : above;
  const top = options.includesIgnored ? undefined : repositoryOf(folder);
  const tracked = top === undefined ? undefined : trackedIn(top, walking);
  const isInScope = !scope || scope.holds(folder);
  return { folder, real, ignores, tracked, isInScope, isOnlyTracked: false };
}

/** What a repository tracks, read once, however many of its folders are named. */
function trackedIn(top: string, { tracked, onError }: Walking): Tracked {
  const known = tracked.get(top) ?? new Tracked(top, onError);
  tracked.set(top, known);
  return known;
}

interface Walking {
  readonly options: ListOptions;
  readonly scope: Scope | undefined;
  /** Files that are listed already, without symbolic links. */
  readonly named: ReadonlyMap<string, string>;
  readonly folders: Waiting[];
  /** What repositories track, by their folders. */
  readonly tracked: Map<string, Tracked>;
  readonly onError: OnUnreadable;
}

/** The files of one folder; the folders in it are to be entered later. */
function* enter(
  { folder, real, ignores: inherited, tracked: outer, isInScope, isOnlyTracked }: Waiting,
  walking: Walking,
): Generator<string[]> {
  const { options, scope, named, folders, onError } = walking;
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    // Deleted since it was met: nothing is there to be read.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onError(folder, error);
    return;
  }
  const { includesIgnored, includesModules, ignoreFiles, isExcluded, within } = options;
  const ignores = includesIgnored ? [] : ignoresIn(folder, entries, inherited, onError);
  const isRepository = !isOnlyTracked && entries.some(({ name }) => name === '.git');
  const tracked = isRepository && !includesIgnored ? trackedIn(folder, walking) : outer;
  if (ignoreFiles && entries.some(({ name }) => name === IGNORE_FILE)) {
    ignoreFiles.enter(folder, within === undefined);
  }
  const inside = folder.endsWith(path.sep) ? folder : folder + path.sep;
  const insideReal = real.endsWith(path.sep) ? real : real + path.sep;
  const files: string[] = [];
  const found: Waiting[] = [];
  for (const entry of entries) {
    const isFolder = entry.isDirectory();
    const { name } = entry;
    if (!isFolder && !entry.isFile()) continue;
    if (name === '.git') continue;
    const full = inside + name;
    const isWanted = isInScope || scope?.names(full) === true;
    if (!isWanted && !(isFolder && scope?.isBelow(full))) continue;
    if (isExcluded?.(full)) continue;
    // Asked first, so that an entry about what git ignores, but someone may open, is of use.
    if (ignoreFiles?.leavesOut(full, isFolder)) continue;
    const isModules = !includesModules && !isSearched(name);
    const needsTracking =
      isOnlyTracked || isModules || (ignores.length > 0 && isIgnored(full, isFolder, ignores));
    if (needsTracking && !tracked?.holds(full)) continue;
    if (isFolder) {
      found.push({
        folder: full,
        real: insideReal + name,
        ignores,
        tracked,
        isInScope: isWanted,
        isOnlyTracked: isOnlyTracked || isModules,
      });
    } else if (named.size === 0 || !named.has(insideReal + name)) files.push(full);
  }
  for (const each of found.reverse()) folders.push(each);
  yield files;
}

/** What applies in a folder. A repository inside another knows nothing of the outer one's .gitignore. */
function ignoresIn(
  folder: string,
  entries: readonly Dirent[],
  inherited: readonly Ignores[],
  onError: OnUnreadable,
): readonly Ignores[] {
  let [isRepository, hasOwn] = [false, false];
  for (const { name } of entries) {
    if (name === '.git') isRepository = true;
    else if (name === '.gitignore') hasOwn = true;
  }
  const outer = isRepository ? excludesOf(folder, onError) : inherited;
  const own = hasOwn ? ignoresOf(folder, onError) : undefined;
  return own ? [...outer, own] : outer;
}

/** All of them, without keeping others waiting. @param signal ends it early: what was found until then is the answer */
export async function listFiles(
  paths: readonly string[],
  onError: OnUnreadable,
  options: ListOptions & { readonly signal?: AbortSignal } = {},
): Promise<string[]> {
  const all: string[] = [];
  let deadline = performance.now() + SLICE;
  for (const files of walk(paths, onError, options)) {
    for (const file of files) all.push(file);
    if (performance.now() < deadline) continue;
    await setImmediate();
    if (options.signal?.aborted) break;
    deadline = performance.now() + SLICE;
  }
  return all;
}
