import { mkdir, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** How often who has a lock says that it is still there, in milliseconds. */
const BEAT = 2000;
/** When a lock counts as left behind by a window that has ended. */
const STALE = 5 * BEAT;
/** How often is looked whether a lock is free. */
const LOOK = 50;

/**
 * Does something that no two windows may do at the same time. A folder is the lock: only one can make it. Ours, because
 * the libraries for it change `fs` for all extensions that share this process.
 *
 * @param folder where windows meet; made where it is not there
 * @param name what is locked
 */
export async function withLock<T>(
  folder: string,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const lock = path.join(folder, `${name}.lock`);
  while (!(await make(lock))) {
    if (await isLeftBehind(lock)) await rm(lock, { recursive: true, force: true });
    else await setTimeout(LOOK);
  }
  const beating = setInterval(() => {
    const now = new Date();
    utimes(lock, now, now).catch(() => undefined); // removed by who took it for left behind
  }, BEAT);
  try {
    return await work();
  } finally {
    clearInterval(beating);
    await rm(lock, { recursive: true, force: true });
  }
}

async function make(lock: string): Promise<boolean> {
  try {
    await mkdir(lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isLeftBehind(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > STALE;
}
