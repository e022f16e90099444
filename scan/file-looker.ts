import { closeSync, type Stats } from 'node:fs';
import { type Certain, holdsCertain, NONE_CERTAIN } from '../core/credentials/certain.ts';
import { isCartosPath } from '../core/credentials/path.ts';
import { isDeclarationPath } from '../core/declarations/declaration.ts';
import { BOUNDS } from '../disk/bounds.ts';
import { isMissing, TooLargeError } from '../disk/errors.ts';
import { openMetFile } from '../disk/open-file.ts';
import { readUpTo } from '../disk/read-file.ts';
import { decode, encodingOf } from '../files/encoding.ts';
import { NO_TEXT } from '../files/read-text.ts';
import { type Looked, lookAtText, type Stamp } from './looked.ts';
import { mayHoldFindings } from './needles.ts';
import { lookInPieces } from './pieces.ts';
import { reasonOf } from './reasons.ts';

/** A file to look at. */
export interface FileToLookAt {
  readonly path: string;
  /** What it was when it was looked at before. */
  readonly known?: Stamp | undefined;
  /** Whether the user has named it: then a link is followed, and what is no text is not passed over in silence. */
  readonly isNamed?: boolean;
}

/** Enough for most files, in bytes. */
const USUAL = 64 * 1024;

/**
 * Looks at files, one after the other, in the thread that asks: Node's reads that do not block take several times as long.
 * All are read into the same memory.
 */
export class FileLooker {
  readonly #largest: number;
  readonly #onPiece: () => void;
  readonly #certain: Certain;
  readonly #holdsCertain: (text: Buffer) => boolean;
  #memory = Buffer.allocUnsafe(USUAL);

  /**
   * @param largest what is larger is looked at in pieces, in bytes
   * @param certain what was found in other files, and is found wherever it stands
   * @param onPiece told of each of those pieces
   */
  constructor(
    largest: number,
    certain: Certain = NONE_CERTAIN,
    onPiece: () => void = () => undefined,
  ) {
    this.#largest = largest;
    this.#certain = certain;
    this.#holdsCertain = holdsCertain(certain);
    this.#onPiece = onPiece;
  }

  /** Never throws. */
  look(file: FileToLookAt): Looked;
  /** The same, but for files that are larger than so many bytes: of them it says nothing. */
  look(file: FileToLookAt, most: number): Looked | undefined;
  look(file: FileToLookAt, most = Number.POSITIVE_INFINITY): Looked | undefined {
    const { path, isNamed } = file;
    let opened: number | undefined;
    try {
      const { descriptor, stats } = openMetFile(path, isNamed ? 'followed' : 'refused');
      opened = descriptor;
      return stats.size > most ? undefined : this.#lookInto(descriptor, stats, file);
    } catch (error) {
      if (isMissing(error)) return { path, kind: 'gone' };
      return { path, kind: 'skipped', reason: reasonOf(error) };
    } finally {
      if (opened !== undefined) closeSync(opened);
    }
  }

  /** @throws where nothing can be said of it */
  #lookInto(file: number, stats: Stats, { path, known, isNamed }: FileToLookAt): Looked {
    const isDeclaration = isDeclarationPath(path);
    const stamp = { modified: stats.mtimeMs, size: stats.size };
    if (known?.modified === stamp.modified && known.size === stamp.size)
      return { path, kind: 'unchanged' };

    // What is added from now on is another change.
    const beginning = this.#read(file, 0, Math.min(stats.size, USUAL));
    const encoding = encodingOf(beginning);
    if (!encoding) {
      if (isNamed || isDeclaration) throw new Error(NO_TEXT);
      return { path, kind: 'binary', stamp };
    }
    if (isDeclaration && stats.size > BOUNDS.declaration)
      throw new TooLargeError(BOUNDS.declaration);
    if (stats.size > this.#largest && !isDeclaration) {
      const pieces = lookInPieces(file, path, stats.size, encoding, {
        certain: this.#certain,
        onPiece: this.#onPiece,
      });
      return { path, stamp, ...pieces };
    }
    const bytes = stats.size > USUAL ? this.#read(file, beginning.length, stats.size) : beginning;
    const mayHold = mayHoldFindings(bytes) || isDeclaration || isCartosPath(path);
    if (encoding === 'bytes' && !mayHold && !this.#holdsCertain(bytes)) {
      return { path, kind: 'text', stamp };
    }
    return { path, stamp, ...lookAtText(path, decode(bytes, encoding), this.#certain) };
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
