import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import { isDeclarationPath } from '../core/declarations/declaration.ts';
import { decode, encodingOf } from '../files/encoding.ts';
import { type Looked, lookAtText, type Stamp } from './looked.ts';
import { mayHoldFindings } from './needles.ts';
import { lookInPieces } from './pieces.ts';
import { readUpTo } from './read-up-to.ts';
import { reasonOf } from './reasons.ts';

/** A file to look at. */
export interface FileToLookAt {
  readonly path: string;
  /** What it was when it was looked at before. */
  readonly known?: Stamp | undefined;
}

/** Enough for most files, in bytes. */
const USUAL = 64 * 1024;
/** A pipe that has taken the place of a file would keep whoever opens it waiting. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Looks at files, one after the other, in the thread that asks: Node's reads that do not block take several times as long.
 * All are read into the same memory.
 */
export class FileLooker {
  readonly #largest: number;
  #memory = Buffer.allocUnsafe(USUAL);

  /** @param largest what is larger is looked at in pieces, in bytes */
  constructor(largest: number) {
    this.#largest = largest;
  }

  /** Never throws. */
  look(file: FileToLookAt): Looked;
  /** The same, but for files that are larger than so many bytes: of them it says nothing. */
  look(file: FileToLookAt, most: number): Looked | undefined;
  look({ path, known }: FileToLookAt, most = Number.POSITIVE_INFINITY): Looked | undefined {
    let file: number | undefined;
    try {
      file = openSync(path, FLAGS);
      return this.#lookInto(file, path, known, most);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { path, kind: 'gone' };
      return { path, kind: 'skipped', reason: reasonOf(error) };
    } finally {
      if (file !== undefined) closeSync(file);
    }
  }

  #lookInto(
    file: number,
    path: string,
    known: Stamp | undefined,
    most: number,
  ): Looked | undefined {
    const stats = fstatSync(file);
    if (stats.size > most) return undefined;
    if (!stats.isFile()) return { path, kind: 'skipped', reason: 'not a file any more' };
    const stamp = { modified: stats.mtimeMs, size: stats.size };
    if (known?.modified === stamp.modified && known.size === stamp.size)
      return { path, kind: 'unchanged' };

    // What is added from now on is another change.
    const beginning = this.#read(file, 0, Math.min(stats.size, USUAL));
    const encoding = encodingOf(beginning);
    if (!encoding) return { path, kind: 'binary', stamp };
    if (stats.size > this.#largest && !isDeclarationPath(path)) {
      return { path, stamp, ...lookInPieces(file, stats.size, encoding) };
    }
    const bytes = stats.size > USUAL ? this.#read(file, beginning.length, stats.size) : beginning;
    if (encoding === 'bytes' && !mayHoldFindings(bytes) && !isDeclarationPath(path)) {
      return { path, kind: 'text', stamp };
    }
    return { path, stamp, ...lookAtText(path, decode(bytes, encoding)) };
  }

  /** A file from its beginning, of which the first bytes have been read already. */
  #read(file: number, from: number, size: number): Buffer {
    if (size > this.#memory.length) {
      // Twice as much, so that it is seldom too small again: what is given up stays a while.
      const memory = Buffer.allocUnsafe(Math.max(size, 2 * this.#memory.length));
      this.#memory.copy(memory, 0, 0, from);
      this.#memory = memory;
    }
    const end = readUpTo(file, this.#memory, from, size, from);
    return this.#memory.subarray(0, end);
  }
}
