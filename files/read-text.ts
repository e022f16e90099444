import { open } from 'node:fs/promises';
import { BEGINNING, decode, encodingOf } from './encoding.ts';

/**
 * A file's text without its byte-order mark, or undefined where the file is not text.
 *
 * @throws the file system's error where the file cannot be read
 */
export async function readText(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    // At a position of its own, so that reading the whole afterwards starts at the beginning.
    const { buffer, bytesRead } = await file.read(Buffer.alloc(BEGINNING), 0, BEGINNING, 0);
    const encoding = encodingOf(buffer.subarray(0, bytesRead));
    return encoding && decode(await file.readFile(), encoding);
  } finally {
    await file.close();
  }
}

/** The text of a file's content, as {@link readText} reads it. */
export function textIn(bytes: Buffer): string | undefined {
  const encoding = encodingOf(bytes);
  return encoding && decode(bytes, encoding);
}
