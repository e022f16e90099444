import type { Stats } from 'node:fs';
import { kindOf, type OtherKind } from './kind.ts';

/** What has that name is no regular file, and was not read. */
export class NotAFileError extends Error {
  readonly code = 'NOT_A_FILE';
  readonly kind: OtherKind;

  constructor(kind: OtherKind) {
    super(
      kind === 'symbolic link'
        ? 'it is a symbolic link, and those are not followed here'
        : `it is a ${kind}`,
    );
    this.kind = kind;
  }
}

/** The file is larger than what is read of its kind, and was not read. */
export class TooLargeError extends Error {
  readonly code = 'TOO_LARGE';

  /** @param bound in bytes */
  constructor(bound: number) {
    super(`it is larger than ${sizeInWords(bound)}`);
  }
}

function sizeInWords(bytes: number): string {
  const KB = 1024;
  return bytes < KB * KB ? `${Math.floor(bytes / KB)} KB` : `${Math.floor(bytes / (KB * KB))} MB`;
}

/** Whether nothing has that name. */
export function isMissing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Whether nothing has that name but perhaps a folder, which git does not take for a file of its own either. */
export function isAbsent(error: unknown): boolean {
  return isMissing(error) || (error instanceof NotAFileError && error.kind === 'folder');
}

/** @throws NotAFileError */
export function assertFile(stats: Stats): void {
  const kind = kindOf(stats);
  if (kind !== 'file') throw new NotAFileError(kind);
}

/** Told of each path that could not be read; what asked for it goes on without. */
export type OnUnreadable = (path: string, error: unknown) => void;
