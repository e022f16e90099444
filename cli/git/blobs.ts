import { FETCH_FIRST, type Git, GitError, start } from './git.ts';

const LINE_FEED = 10;

/** A content of git's, by its name as git has printed it. */
export interface Named {
  readonly blob: string;
}

/**
 * Each with its content, in their order, by one process. Contents are held one at a time.
 *
 * @param bound in bytes: a content that is larger is passed over, and undefined. What takes little room in a repository may be very large
 * @throws GitError where one is not there
 */
export async function* readBlobs<Each extends Named>(
  git: Git,
  named: readonly Each[],
  bound: number,
): AsyncGenerator<[Each, Buffer | undefined]> {
  if (named.length === 0) return;
  const { child, ended, answered } = start(git, ['cat-file', '--batch']);
  child.stderr.resume();
  child.stdin.end(named.map(({ blob }) => `${blob}\n`).join(''));
  try {
    const output = new Pieces(child.stdout);
    for (const each of named) {
      // `<name> blob <size>`, the content, and the end of a line. Source: git, "git-cat-file".
      const heading = (await answered(output.until(LINE_FEED)))?.toString() ?? '';
      const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(heading)?.[1] ?? Number.NaN);
      const content = size <= bound ? await answered(output.take(size)) : undefined;
      const isWhole =
        content !== undefined || (size > bound && (await answered(output.skip(size))));
      if (!isWhole || !(await answered(output.skip(1)))) {
        throw new GitError(`git does not have the content ${each.blob}. ${FETCH_FIRST}`);
      }
      yield [each, content];
    }
  } finally {
    child.kill();
    await ended;
  }
}

/** A stream, taken piece by piece. */
class Pieces {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Buffer>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** So many bytes, or undefined where there are fewer. */
  async take(length: number): Promise<Buffer | undefined> {
    if (this.#rest.length >= length) return this.#cut(length, 0);
    const bytes = Buffer.allocUnsafe(length);
    let taken = 0;
    const isWhole = await this.#pass(length, (piece) => {
      taken += piece.copy(bytes, taken);
    });
    return isWhole ? bytes : undefined;
  }

  /** Passes over so many bytes. @returns whether there were as many */
  skip(length: number): Promise<boolean> {
    return this.#pass(length, () => undefined);
  }

  /** Takes so many bytes out, piece by piece. @returns whether there were as many */
  async #pass(length: number, use: (piece: Buffer) => void): Promise<boolean> {
    for (let missing = length; missing > 0; ) {
      if (this.#rest.length === 0 && !(await this.#read())) return false;
      const piece = this.#cut(Math.min(missing, this.#rest.length), 0);
      use(piece);
      missing -= piece.length;
    }
    return true;
  }

  /** What stands before a byte, which is dropped, or undefined where it does not come. */
  async until(byte: number): Promise<Buffer | undefined> {
    for (;;) {
      const at = this.#rest.indexOf(byte);
      if (at !== -1) return this.#cut(at, 1);
      if (!(await this.#read())) return undefined;
    }
  }

  /** Reads more of the stream. @returns whether there was more */
  async #read(): Promise<boolean> {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }

  /** The first bytes of what is at hand; so many after them are dropped. */
  #cut(length: number, dropped: number): Buffer {
    const first = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length + dropped);
    return first;
  }
}
