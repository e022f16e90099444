import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { access, type FileHandle, lstat, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from './errors.ts';
import { copyName } from './stale-copies.ts';
import { writtenPath } from './written-path.ts';

export interface ReplaceOptions {
  /** The folder that the file has to be in, links followed. Left out where the user has named the file: then links lead anywhere. */
  readonly within?: string;
  /** The permissions of a file that is made; a file that is there keeps its own. 0o600 where it holds a secret. */
  readonly mode: number;
  /** Whether a file that is there gets these permissions, too. */
  readonly isModeForced?: boolean;
}

/** Who may read a file that holds a secret. */
export const OWNER_ONLY = 0o600;
/** What a new file gets that holds none, less what the user's umask takes away. */
export const USUAL_MODE = 0o666;

/** The file is one that nobody is to change. */
export class ReadOnlyError extends Error {
  readonly code = 'READ_ONLY';

  constructor() {
    super('it is read-only');
  }
}

/**
 * Replaces a file whole, or makes it: whoever reads it sees the old content or the new one, also after a power cut. The new one is
 * written beside it, all of it, before it takes its name. Whatever fails, the old one is as it was, and nothing else is left.
 *
 * @throws LeadsOutError, DanglingError, NotAFileError, ReadOnlyError, or the file system's error: ENOSPC where the disk is full
 */
export async function replaceFile(
  file: string,
  content: string | Uint8Array,
  { within, mode, isModeForced = false }: ReplaceOptions,
): Promise<void> {
  const target = writtenPath(file, within);
  const before = await statsOf(target);
  await assertWritable(target, before);
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const copy = path.join(path.dirname(target), copyName(target, randomBytes(8).toString('hex')));
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW = 0 } = constants;
  const created = await open(
    copy,
    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW,
    before ? OWNER_ONLY : mode,
  );
  try {
    try {
      await writeAll(created, bytes);
      if (before) await keepOwnerAndMode(created, before, isModeForced ? mode : undefined);
      await created.sync();
    } finally {
      await created.close();
    }
    await rename(copy, target);
  } catch (error) {
    await rm(copy, { force: true }).catch(() => undefined); // what failed is said, and not this
    throw error;
  }
  await syncFolder(path.dirname(target));
}

async function statsOf(file: string): Promise<Stats | undefined> {
  try {
    return await lstat(file);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** A name can be given to another file whatever the permissions of the one that has it: so they are asked for. */
async function assertWritable(file: string, before: Stats | undefined): Promise<void> {
  if (!before) return;
  // Root may write all the same, but whoever made it read-only has meant it.
  if ((before.mode & 0o222) === 0) throw new ReadOnlyError();
  try {
    await access(file, constants.W_OK);
  } catch (error) {
    if (['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw new ReadOnlyError();
    throw error;
  }
}

/** A disk that is nearly full takes a part of what is written, and says so by a number alone. */
async function writeAll(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, at, bytes.length - at, at);
    if (bytesWritten === 0)
      throw Object.assign(new Error('nothing is written'), { code: 'ENOSPC' });
    at += bytesWritten;
  }
}

async function keepOwnerAndMode(
  file: FileHandle,
  before: Stats,
  forced: number | undefined,
): Promise<void> {
  if (process.platform === 'win32') return;
  const own = await file.stat();
  if (own.uid !== before.uid || own.gid !== before.gid) {
    // Only root may give a file away; what the user may write is the user's then.
    await file.chown(before.uid, before.gid).catch(() => undefined);
  }
  await file.chmod(forced ?? before.mode & 0o777);
}

/** Without it, a power cut may take the new name back. Not every system lets a folder be opened (Windows) or synced. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const opened = await open(folder, constants.O_RDONLY);
    try {
      await opened.sync();
    } finally {
      await opened.close();
    }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP', 'EBADF'].includes(code)) throw error;
  }
}
