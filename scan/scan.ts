import { type ListOptions, walk } from '../files/list.ts';
import { FileLooker, type FileToLookAt } from './file-looker.ts';
import type { Looked, Stamp } from './looked.ts';
import { reasonOf } from './reasons.ts';
import { type NextFiles, Workers } from './workers.ts';

/** How many files are handed over at once. */
const BATCH = 64;
/** Up to so many files, starting workers takes longer than looking. */
const FEW = 1000;

/** What is larger is looked at in pieces, in bytes, where nobody has said otherwise. */
export const LARGEST = 5 * 1024 * 1024;

export interface ScanOptions extends ListOptions {
  /** What a file was when it was looked at before: what is the same is not read again. */
  readonly known?: (path: string) => Stamp | undefined;
}

/** Lists files a batch at a time, as they are asked for. What cannot be listed is skipped, and told with the next. */
export class Listing {
  /** What could not be listed. */
  readonly skipped: Looked[] = [];
  readonly #folders: Iterator<readonly string[], void>;
  readonly #known: ScanOptions['known'];
  #files: FileToLookAt[] = [];

  /** @param paths absolute */
  constructor(paths: readonly string[], options: ScanOptions = {}) {
    const cannotRead = (path: string, error: unknown) =>
      this.skipped.push({ path, kind: 'skipped', reason: reasonOf(error) });
    this.#folders = walk(paths, cannotRead, options);
    this.#known = options.known;
  }

  readonly next: NextFiles = () => {
    this.#fill(BATCH);
    return this.#files.length > 0 ? this.#files.splice(0, BATCH) : undefined;
  };

  /** Whether there are more files than that. */
  isLongerThan(count: number): boolean {
    this.#fill(count + 1);
    return this.#files.length > count;
  }

  #fill(count: number): void {
    while (this.#files.length < count) {
      const { value: folder } = this.#folders.next();
      if (!folder) return;
      for (const path of folder) this.#files.push({ path, known: this.#known?.(path) });
    }
  }
}

/**
 * Looks at all files that paths name, as `walk` lists them: in this thread where they are few, which it blocks, and in
 * others where they are many.
 *
 * @param paths absolute
 * @param take told of what came of each, in no order
 * @param worker path of the bundle that looks at files in a thread of its own; without it all is done in this one
 */
export async function scan(
  paths: readonly string[],
  take: (looked: readonly Looked[]) => void,
  options: ScanOptions & { readonly worker?: string | undefined } = {},
): Promise<void> {
  const listing = new Listing(paths, options);
  const isLong = listing.isLongerThan(FEW);
  const workers =
    options.worker !== undefined && isLong
      ? new Workers(options.worker, { largest: LARGEST, isBackground: false })
      : undefined;
  try {
    if (workers) await workers.look(listing.next, take);
    else lookHere(listing.next, take);
  } finally {
    workers?.close();
  }
  take(listing.skipped);
}

function lookHere(next: NextFiles, take: (looked: readonly Looked[]) => void): void {
  const looker = new FileLooker(LARGEST);
  for (let files = next(); files; files = next()) take(files.map((file) => looker.look(file)));
}
