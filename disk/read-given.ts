import { constants, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { TooLargeError } from './errors.ts';
import { readFile } from './read-file.ts';

/** How much of a pipe is read at once, in bytes. */
const CHUNK = 64 * 1024;

/**
 * What a file holds that the user has named in a command, which may be a pipe: `<(command)` of a shell is one. It is waited for.
 *
 * @param bound how much there may be, in bytes
 * @throws NotAFileError, TooLargeError, or the file system's error
 */
export async function readGiven(path: string, bound: number): Promise<Buffer> {
  if (!statSync(path).isFIFO()) return readFile(path, { bound, links: 'followed' });
  const pipe = await open(path, constants.O_RDONLY);
  try {
    const chunks: Buffer[] = [];
    for (let size = 0; ; ) {
      const { buffer, bytesRead } = await pipe.read(Buffer.alloc(CHUNK), 0, CHUNK, null);
      if (bytesRead === 0) return Buffer.concat(chunks);
      chunks.push(buffer.subarray(0, bytesRead));
      size += bytesRead;
      if (size > bound) throw new TooLargeError(bound);
    }
  } finally {
    await pipe.close();
  }
}
