import { fill, type ReadOptions, readFileSync, withFile } from '../disk/read-file.ts';
import { BEGINNING, decode, encodingOf } from './encoding.ts';

/**
 * A file's text without its byte-order mark, or undefined where the file is not text.
 *
 * @throws NotAFileError, TooLargeError, or the file system's error
 */
export function readText(path: string, options: ReadOptions): Promise<string | undefined> {
  return withFile(path, options, async ({ descriptor, stats }) => {
    const memory = Buffer.alloc(stats.size);
    // What is no text is not read further.
    const beginning = await fill(descriptor, memory, 0, Math.min(BEGINNING, memory.length));
    if (encodingOf(memory.subarray(0, beginning)) === undefined) return undefined;
    return textIn(memory.subarray(0, await fill(descriptor, memory, beginning, memory.length)));
  });
}

/** As {@link readText}, in the thread that asks. */
export function readTextSync(path: string, options: ReadOptions): string | undefined {
  return textIn(readFileSync(path, options));
}

/** The text of a file's content, as {@link readText} reads it. */
export function textIn(bytes: Buffer): string | undefined {
  const encoding = encodingOf(bytes);
  return encoding && decode(bytes, encoding);
}

/** What is to be said where a text was expected, and `textIn` finds none. */
export const NO_TEXT = 'it is binary, or UTF-16 without a byte-order mark. Save it as UTF-8';
