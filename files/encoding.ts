import { isUtf8 } from 'node:buffer';

/** How much of a file tells what it is, in bytes; git looks as far. */
export const BEGINNING = 8000;

/** How a text is written: UTF-16 with a mark, or bytes, which are UTF-8 or else Windows-1252. */
export type Encoding = 'utf-16le' | 'utf-16be' | 'bytes';

/** How a file is written that begins so; undefined where it is not text. */
export function encodingOf(beginning: Uint8Array): Encoding | undefined {
  if (beginning[0] === 0xff && beginning[1] === 0xfe) return 'utf-16le';
  if (beginning[0] === 0xfe && beginning[1] === 0xff) return 'utf-16be';
  return beginning.subarray(0, BEGINNING).includes(0) ? undefined : 'bytes';
}

/**
 * The text that bytes are. What is not UTF-8 is Windows-1252 (Latin-1 and more), which every byte sequence is: so that
 * what stands in an old file is found, at the right place.
 *
 * @param isBeginning whether they are the beginning of a text, where a byte-order mark is none of its characters
 */
export function decode(bytes: Uint8Array, encoding: Encoding, isBeginning = true): string {
  const label = encoding === 'bytes' ? (isUtf8(bytes) ? 'utf-8' : 'windows-1252') : encoding;
  return new TextDecoder(label, { ignoreBOM: !isBeginning }).decode(bytes);
}
