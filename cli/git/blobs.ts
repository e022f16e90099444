import { FETCH_FIRST, type Git, GitError, start } from './git.ts';

const LINE_FEED = 10;

/** A content of git's, by its name as git has printed it. */
export interface Named {
  readonly blob: string;
}

/**
 * Each with its content, in their order, by one process. Contents are held one at a time.
 *
 * @throws GitError where one is not there
 */
export async function* readBlobs<Each extends Named>(
  git: Git,
  named: readonly Each[],
): AsyncGenerator<[Each, Buffer]> {
  if (named.length === 0) return;
  const { child, ended, answered } = start(git, ['cat-file', '--batch']);
  child.stderr.resume();
  child.stdin.end(named.map(({ blob }) => `${blob}\n`).join(''));
  try {
    const output = new Pieces(child.stdout);
    for (const each of named) {
      // `<name> blob <size>`, the content, and the end of a line. Source: git, "git-cat-file".
      const heading = (await answered(output.until(LINE_FEED)))?.toString() ?? '';
      const size = /^[0-9a-f]+ blob (\d+)$/.exec(heading)?.[1];
      const content = size === undefined ? undefined : await answered(output.take(Number(size)));
      if (!content || !(await answered(output.take(1)))) {
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
    const chunks = [this.#rest];
    for (let missing = length - this.#rest.length; missing > 0; ) {
      const { done, value } = await this.#chunks.next();
      if (done) return undefined;
      chunks.push(value);
      missing -= value.length;
    }
    this.#rest = Buffer.concat(chunks);
    return this.#cut(length, 0);
  }

  /** What stands before a byte, which is dropped, or undefined where it does not come. */
  async until(byte: number): Promise<Buffer | undefined> {
    for (;;) {
      const at = this.#rest.indexOf(byte);
      if (at !== -1) return this.#cut(at, 1);
      const { done, value } = await this.#chunks.next();
      if (done) return undefined;
      this.#rest = Buffer.concat([this.#rest, value]);
    }
  }

  /** The first bytes of what is at hand; so many after them are dropped. */
  #cut(length: number, dropped: number): Buffer {
    const first = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length + dropped);
    return first;
  }
}
