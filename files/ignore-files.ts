import path from 'node:path';
import { IGNORE_FILE, type IgnoreEntry, parseIgnoreFile } from '../core/credentials/ignore-file.ts';
import { BOUNDS } from '../disk/bounds.ts';
import { isAbsent, type OnUnreadable } from '../disk/errors.ts';
import { readFileSync } from '../disk/read-file.ts';
import { IgnorePatterns } from './ignore-patterns.ts';
import { NO_TEXT, textIn } from './read-text.ts';
import { repositoryOf } from './repository.ts';
import { below, innermost, isWithin } from './within.ts';

/** A `.cartotokenignore`, which speaks of what is in its folder and below. */
export interface IgnoreFile {
  readonly path: string;
  readonly text: string;
  readonly entries: readonly IgnoreEntry[];
}

interface Known extends IgnoreFile {
  readonly folder: string;
  readonly patterns: IgnorePatterns;
  readonly fingerprints: ReadonlyMap<string, IgnoreEntry>;
}

/** Reads a file, or gives undefined where there is none. */
export type ReadFile = (path: string) => string | undefined;

/**
 * The `.cartotokenignore` files that one look over files meets, and which of their entries were of use. Those of a repository
 * speak of the repositories in it, too: whoever opened the outer one decides.
 */
export class IgnoreFiles {
  readonly #roots: readonly string[];
  readonly #read: ReadFile;
  readonly #loaded = new Set<string>();
  readonly #readUp = new Set<string>();
  /** The innermost first. */
  #files: Known[] = [];
  readonly #walked = new Set<string>();
  readonly #used = new Set<IgnoreEntry>();

  /** @param roots folders above which nothing is looked for, but up to the top of the repository that they are in */
  constructor(roots: readonly string[], read: ReadFile = (full) => readIgnoreFile(full)) {
    this.#roots = roots.map((root) => path.resolve(root)); // without a separator at its end
    this.#read = read;
  }

  /** Reads a folder's own. @param isWhole whether all of the folder is walked through now */
  enter(folder: string, isWhole: boolean): void {
    if (isWhole) this.#walked.add(folder);
    this.#load(folder);
  }

  /** Reads those of a folder and of those above it. */
  readUpFrom(folder: string): void {
    if (this.#readUp.has(folder)) return;
    this.#readUp.add(folder);
    const root = innermost(this.#roots, folder) ?? folder;
    const top = repositoryOf(root) ?? root;
    for (let at = folder; ; at = path.dirname(at)) {
      this.#load(at);
      if (at === top) break;
    }
  }

  /** Whether a path is left out, for who has asked of the folders above it before. The innermost file with an opinion decides. */
  leavesOut(full: string, isFolder: boolean): boolean {
    for (const file of this.#files) {
      if (!isWithin(full, file.folder) || full === file.folder) continue;
      const relative = below(file.folder, full);
      const { ignored, unignored, mark } = file.patterns.test(isFolder ? `${relative}/` : relative);
      if (!ignored && !unignored) continue;
      if (mark !== undefined) this.#use(file.entries[mark]);
      else this.#useNegative(file, relative);
      return ignored;
    }
    return false;
  }

  /** Whether a path, or a folder it is in, is left out. */
  isLeftOut(full: string, isFolder = false): boolean {
    const above = path.dirname(full);
    return (above !== full && this.isLeftOut(above, true)) || this.leavesOut(full, isFolder);
  }

  /** What is said of a credential in a file. */
  ignoredCredential(file: string, fingerprint: string): IgnoreEntry | undefined {
    for (const { folder, fingerprints } of this.#files) {
      const entry = isWithin(file, folder) ? fingerprints.get(fingerprint) : undefined;
      if (!entry) continue;
      this.#use(entry);
      return entry;
    }
    return undefined;
  }

  /** Those that were met. */
  get all(): readonly IgnoreFile[] {
    return this.#files;
  }

  /** The file of a path, where it was met. */
  at(full: string): IgnoreFile | undefined {
    return this.#files.find((file) => file.path === full);
  }

  /** Whether an entry of a file did nothing, though all below its folder was walked through. */
  isUnused({ path: full }: IgnoreFile, entry: IgnoreEntry): boolean {
    return this.#walked.has(path.dirname(full)) && !this.#used.has(entry);
  }

  #load(folder: string): void {
    if (this.#loaded.has(folder)) return;
    this.#loaded.add(folder);
    const full = path.join(folder, IGNORE_FILE);
    const text = this.#read(full);
    if (text === undefined) return;
    this.#files = [...this.#files, knownFile(full, text)].sort(
      (a, b) => b.folder.length - a.folder.length,
    );
  }

  #use(entry: IgnoreEntry | undefined): void {
    if (entry) this.#used.add(entry);
  }

  /** What has a path back is not told: that is asked of each entry by itself. */
  #useNegative({ entries }: Known, relative: string): void {
    for (const entry of entries) {
      if (entry.kind !== 'pattern' || !entry.value.startsWith('!') || this.#used.has(entry))
        continue;
      if (new IgnorePatterns().add(entry.value.slice(1)).ignores(relative)) this.#use(entry);
    }
  }
}

function knownFile(full: string, text: string): Known {
  const entries = parseIgnoreFile(text);
  const patterns = new IgnorePatterns();
  const fingerprints = new Map<string, IgnoreEntry>();
  for (const [index, entry] of entries.entries()) {
    if (entry.kind === 'pattern') patterns.add(entry.value, index);
    if (entry.kind === 'fingerprint') fingerprints.set(entry.value, entry);
  }
  return { path: full, text, entries, folder: path.dirname(full), patterns, fingerprints };
}

/**
 * The text of an ignore file, or undefined where there is none. A link is not followed, as git does not follow its own: it would
 * have a file read that lies elsewhere, and its lines quoted.
 *
 * @param onError told where there is one that cannot be read
 */
export function readIgnoreFile(full: string, onError?: OnUnreadable): string | undefined {
  try {
    const text = textIn(readFileSync(full, { bound: BOUNDS.ignoreFile }));
    if (text === undefined) onError?.(full, new Error(NO_TEXT));
    return text;
  } catch (error) {
    if (!isAbsent(error)) onError?.(full, error);
    return undefined;
  }
}
