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

  /** The next files; undefined where there are none left. */
  readonly next: NextFiles = () => {
    const files = this.upTo(BATCH);
    return files.length > 0 ? files : undefined;
  };

  /** The next files, so many of them if there are. */
  upTo(count: number): FileToLookAt[] {
    while (this.#files.length < count) {
      const { value: folder } = this.#folders.next();
      if (!folder) break;
      for (const path of folder) this.#files.push({ path, known: this.#known?.(path) });
    }
    return this.#files.splice(0, count);
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
  const few = listing.upTo(FEW);
  const workers =
    options.worker !== undefined && few.length === FEW
      ? new Workers(options.worker, { largest: LARGEST, isBackground: false })
      : undefined;
  try {
    // While they start, something can be done.
    const working = workers?.look(listing.next, take);
    const looker = new FileLooker(LARGEST);
    take(few.map((file) => looker.look(file)));
    for (let files = working ? undefined : listing.next(); files; files = listing.next()) {
      take(files.map((file) => looker.look(file)));
    }
    await working;
  } finally {
    workers?.close();
  }
  take(listing.skipped);
}
