import { realpathSync } from 'node:fs';
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

/**
 * Where what is written to a path ends up: links are followed as long as they stay in a folder.
 *
 * @param file absolute; it need not be there, but its folder has to
 * @param folder absolute; how it is linked itself does not matter
 * @returns a path without links
 * @throws LeadsOutError, NotAFileError where it is there and no file, or the file system's error
 */
export function writtenPath(file: string, folder: string): string {
  const kind = kindAt(file);
  if (kind !== undefined && kind !== 'file' && kind !== 'symbolic link')
    throw new NotAFileError(kind);
  const real = kind === 'symbolic link' ? target(file) : besideReal(file);
  const relative = path.relative(realpathSync.native(folder), real);
  if (relative.split(path.sep)[0] === '..' || path.isAbsolute(relative)) throw new LeadsOutError();
  const ofTarget = kindAt(real);
  if (ofTarget !== undefined && ofTarget !== 'file') throw new NotAFileError(ofTarget);
  return real;
}

function besideReal(file: string): string {
  return path.join(realpathSync.native(path.dirname(file)), path.basename(file));
}

function target(link: string): string {
  try {
    return realpathSync.native(link);
  } catch (error) {
    // What would be made there may be anywhere.
    if (isMissing(error)) throw new LeadsOutError();
    throw error;
  }
}
