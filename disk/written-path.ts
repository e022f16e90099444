import { mkdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { isMissing, NotAFileError } from './errors.ts';
import { kindAt } from './kind.ts';

/** What would be written there ends up outside of the folder that it was meant for. */
export class LeadsOutError extends Error {
  readonly code = 'LEADS_OUT';

  constructor() {
    super('it is a link, or in a linked folder, that leads out of the folder');
  }
}

/** The link leads to nothing. */
export class DanglingError extends Error {
  readonly code = 'DANGLING';

  constructor() {
    super('it is a symbolic link to a file that is not there');
  }
}

/**
 * Where what is written to a path ends up: links are followed as long as they stay in a folder.
 *
 * @param file absolute; it need not be there, but its folder has to
 * @param folder absolute; how it is linked itself does not matter. Undefined where links may lead anywhere
 * @returns a path without links
 * @throws LeadsOutError, DanglingError, NotAFileError where it is there and no file, or the file system's error
 */
export function writtenPath(file: string, folder: string | undefined): string {
  const kind = kindAt(file);
  if (kind !== undefined && kind !== 'file' && kind !== 'symbolic link')
    throw new NotAFileError(kind);
  const real = kind === 'symbolic link' ? targetOf(file) : besideReal(file);
  if (folder !== undefined && !isIn(realpathSync.native(folder), real)) throw new LeadsOutError();
  const ofTarget = kindAt(real);
  if (ofTarget !== undefined && ofTarget !== 'file') throw new NotAFileError(ofTarget);
  return real;
}

/**
 * Makes the folder of a file that is to be written, where it is not there, and those above it. Links on the way count as for
 * {@link writtenPath}.
 *
 * @param file absolute
 * @param folder absolute; undefined where links may lead anywhere
 * @throws LeadsOutError, or the file system's error
 */
export function makeFolderOf(file: string, folder: string | undefined): void {
  const own = path.dirname(file);
  let above = own;
  while (kindAt(above) === undefined && path.dirname(above) !== above) above = path.dirname(above);
  if (above === own) return;
  const real = realpathSync.native(above);
  if (folder !== undefined && !isIn(realpathSync.native(folder), real)) throw new LeadsOutError();
  mkdirSync(own, { recursive: true });
}

function isIn(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}

function besideReal(file: string): string {
  return path.join(realpathSync.native(path.dirname(file)), path.basename(file));
}

function targetOf(link: string): string {
  try {
    return realpathSync.native(link);
  } catch (error) {
    // Nothing is made where nobody has looked.
    if (isMissing(error)) throw new DanglingError();
    throw error;
  }
}
