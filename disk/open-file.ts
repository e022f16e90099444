import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  type Stats,
  statSync,
} from 'node:fs';
import { assertFile, NotAFileError } from './errors.ts';

/**
 * What becomes of a symbolic link in a file's place. `refused`: where a program came upon the name, in a walk or because it
 * always asks for files of that name. `followed`: where the user has named the file.
 */
export type Links = 'refused' | 'followed';

/** A regular file that is open for reading. Whoever has it closes it. */
export interface OpenFile {
  readonly descriptor: number;
  /** Of the file itself, and not of what has its name by now. */
  readonly stats: Stats;
}

/** Where a system has no such flag (Windows), links are looked for by name. */
const { O_RDONLY, O_NONBLOCK = 0, O_NOFOLLOW = 0, O_NOCTTY = 0 } = constants;

/**
 * Opens a regular file for reading, and nothing else: the one place where files are opened to be read. Never waits, whatever has
 * the name: a pipe is not waited for, and a device is not touched.
 *
 * @throws NotAFileError, or the file system's error
 */
export function openFile(path: string, links: Links = 'refused'): OpenFile {
  // Opening a pipe wakes who writes to it, and opening a device may do anything: only what is a file by its name is opened.
  assertFile(links === 'refused' ? lstatSync(path) : statSync(path));
  return openMetFile(path, links);
}

/** The same for what a listing has just called a file: what took its place meanwhile is opened, found to be no file, and closed. */
export function openMetFile(path: string, links: Links = 'refused'): OpenFile {
  if (links === 'refused' && O_NOFOLLOW === 0) assertFile(lstatSync(path));
  const descriptor = opened(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | noFollow(links));
  try {
    const stats = fstatSync(descriptor);
    assertFile(stats);
    return { descriptor, stats };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

function noFollow(links: Links): number {
  return links === 'refused' ? O_NOFOLLOW : 0;
}

function opened(path: string, flags: number): number {
  try {
    return openSync(path, flags);
  } catch (error) {
    // What the system says of a link that is not to be followed (open(2); EMLINK on FreeBSD), and of a socket.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENXIO') throw new NotAFileError('socket');
    if ((code === 'ELOOP' || code === 'EMLINK') && flags & O_NOFOLLOW)
      throw new NotAFileError('symbolic link');
    throw error;
  }
}
