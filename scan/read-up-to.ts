import { readSync } from 'node:fs';

/** Fills memory between two places from a place in a file on. @returns the end of what was there to be read */
export function readUpTo(
  file: number,
  memory: Buffer,
  start: number,
  end: number,
  position: number,
): number {
  let at = start;
  while (at < end) {
    const count = readSync(file, memory, at, end - at, position + at - start);
    if (count === 0) break;
    at += count;
  }
  return at;
}
