import { type FileHandle, open } from 'node:fs/promises';

/** How much of a file tells whether it is text, in bytes; git looks as far. */
const BEGINNING = 8000;

/**
 * A file's text without its byte-order mark, or undefined where the file is not text.
 * UTF-8, UTF-16 with a mark, and else Windows-1252 (Latin-1 and more), which every byte sequence is: so that what
 * stands in an old file is found, at the right place.
 *
 * @throws the file system's error where the file cannot be read
 */
export async function readText(path: string): Promise<string | undefined> {
  const file = await open(path);
  try {
    const beginning = await read(file, BEGINNING);
    return isText(beginning) ? textIn(await file.readFile()) : undefined;
  } finally {
    await file.close();
  }
}

/** The text of a file's content, as {@link readText} reads it. */
export function textIn(bytes: Buffer): string | undefined {
  if (!isText(bytes.subarray(0, BEGINNING))) return undefined;
  const encoding = utf16(bytes);
  return encoding ? new TextDecoder(encoding).decode(bytes) : utf8OrLatin1(bytes);
}

function isText(beginning: Buffer): boolean {
  return utf16(beginning) !== undefined || !beginning.includes(0);
}

async function read(file: FileHandle, length: number): Promise<Buffer> {
  // At a position of its own, so that reading the whole afterwards starts at the beginning.
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, 0);
  return buffer.subarray(0, bytesRead);
}

function utf16(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

function utf8OrLatin1(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
