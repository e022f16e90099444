import { closeSync, fchmodSync } from 'node:fs';
import { openFile } from './open-file.ts';
import { OWNER_ONLY } from './replace-file.ts';

/** Leaves a file to its owner alone. A link is not followed. @throws NotAFileError, or the file system's error */
export function makeOwnerOnly(file: string): void {
  const { descriptor } = openFile(file);
  try {
    fchmodSync(descriptor, OWNER_ONLY);
  } finally {
    closeSync(descriptor);
  }
}
