import { setImmediate } from 'node:timers/promises';
import type { Certain } from '../core/credentials/certain.ts';
import { type ListOptions, walk } from '../files/list.ts';
import { FileLooker, type FileToLookAt } from './file-looker.ts';
import type { Looked, Stamp } from './looked.ts';
import { reasonOf } from './reasons.ts';
import { type NextFiles, Workers } from './workers.ts';

/** How many files are handed over at once. */
const BATCH = 64;
/** Up to so many files, starting workers takes longer than looking. */
const FEW = 1000;

/** What is larger is left to workers where there are some, in bytes. */
const SMALL = 128 * 1024;

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
  readonly #named: ReadonlySet<string>;
  #files: FileToLookAt[] = [];

  /** @param paths absolute */
  constructor(paths: readonly string[], options: ScanOptions = {}) {
    const cannotRead = (path: string, error: unknown) =>
      this.skipped.push({ path, kind: 'skipped', reason: reasonOf(error) });
    this.#folders = walk(paths, cannotRead, options);
    this.#known = options.known;
    this.#named = new Set(paths);
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
      for (const path of folder) {
        this.#files.push({ path, known: this.#known?.(path), isNamed: this.#named.has(path) });
      }
    }
    return this.#files.splice(0, count);
  }
}

/**
 * Looks at all files that paths name, as `walk` lists them: in this thread, which it blocks, and where they are many in
 * others, too.
 *
 * @param paths absolute
 * @param take told of what came of each, in no order
 * @param certain what was found in these files before, and is to be found wherever it stands
 * @param worker path of the bundle that looks at files in a thread of its own; without it all is done in this one
 */
export async function scan(
  paths: readonly string[],
  take: (looked: readonly Looked[]) => void,
  options: ScanOptions & {
    readonly worker?: string | undefined;
    readonly certain?: Certain;
  } = {},
): Promise<void> {
  const listing = new Listing(paths, options);
  const { worker, certain } = options;
  const looker = new FileLooker(LARGEST, certain);
  const few = listing.upTo(FEW);
  if (worker === undefined || few.length < FEW) {
    for (let files: Files = few; files; files = listing.next()) {
      take(files.map((file) => looker.look(file)));
    }
  } else {
    const workers = new Workers(worker, {
      largest: LARGEST,
      isBackground: false,
      ...(certain ? { certain } : {}),
    });
    try {
      await lookTogether(looker, workers, few, listing, take);
    } finally {
      workers.close();
    }
  }
  take(listing.skipped);
}

type Files = readonly FileToLookAt[] | undefined;

/** This thread looks at what is small, of which there is most, and helps with the rest in the end. */
async function lookTogether(
  looker: FileLooker,
  workers: Workers,
  first: readonly FileToLookAt[],
  listing: Listing,
  take: (looked: readonly Looked[]) => void,
): Promise<void> {
  const large: FileToLookAt[] = [];
  const next = () => (large.length > 0 ? large.splice(0, 1) : listing.next());
  const help = async () => {
    for (let files: Files = first; files; files = listing.next()) {
      const looked: Looked[] = [];
      for (const file of files) {
        const small = looker.look(file, SMALL);
        if (small) looked.push(small);
        else large.push(file);
      }
      take(looked);
      await setImmediate(); // workers have to be given more
    }
    // What is left is shared, so that nobody waits for the last.
    for (let file = large.shift(); file; file = large.shift()) {
      take([looker.look(file)]);
      await setImmediate();
    }
  };
  await Promise.all([workers.look(next, take), help()]);
}
