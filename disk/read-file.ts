import { closeSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { TooLargeError } from './errors.ts';
import { type Links, type OpenFile, openFile } from './open-file.ts';

export interface ReadOptions {
  /** The most bytes that a file may have, see `BOUNDS`. */
  readonly bound: number;
  /** Refused if left out. */
  readonly links?: Links;
}

/**
 * A regular file whole, as large as it was when it was opened: what is added while it is read is left out.
 *
 * @throws NotAFileError, TooLargeError, or the file system's error
 */
export function readFile(path: string, options: ReadOptions): Promise<Buffer> {
  return withFile(path, options, async ({ descriptor, stats }) => {
    const memory = Buffer.alloc(stats.size);
    return memory.subarray(0, await fill(descriptor, memory, 0, memory.length));
  });
}

/** As {@link readFile}, in the thread that asks: for what is small, and asked for while files are listed. */
export function readFileSync(path: string, { bound, links }: ReadOptions): Buffer {
  const { descriptor, stats } = openFile(path, links);
  try {
    assertWithin(bound, stats);
    const memory = Buffer.alloc(stats.size);
    return memory.subarray(0, readUpTo(descriptor, memory, 0, memory.length, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Does something with an open file, and closes it. @throws as {@link readFile} */
export async function withFile<Result>(
  path: string,
  { bound, links }: ReadOptions,
  use: (file: OpenFile) => Promise<Result>,
): Promise<Result> {
  const file = openFile(path, links);
  try {
    assertWithin(bound, file.stats);
    return await use(file);
  } finally {
    closeSync(file.descriptor);
  }
}

const readAt = promisify(read);

/** Fills memory between two places from the same place in a file on. @returns the end of what was there to be read */
export async function fill(
  descriptor: number,
  memory: Buffer,
  start: number,
  end: number,
): Promise<number> {
  let at = start;
  while (at < end) {
    const { bytesRead } = await readAt(descriptor, memory, at, end - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at;
}

/** As {@link fill}, in the thread that asks, and from any place in the file on. */
export function readUpTo(
  descriptor: number,
  memory: Buffer,
  start: number,
  end: number,
  position: number,
): number {
  let at = start;
  while (at < end) {
    const count = readSync(descriptor, memory, at, end - at, position + at - start);
    if (count === 0) break;
    at += count;
  }
  return at;
}

function assertWithin(bound: number, { size }: OpenFile['stats']): void {
  if (size > bound) throw new TooLargeError(bound);
}
