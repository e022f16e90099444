import { createHash } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

/** How long a copy can be on its way to its name, in milliseconds: far longer than any write takes. */
const LONGEST = 60 * 60 * 1000;

/**
 * What a file that is to take the place of another is called until then: beside it, and told by the name, by which process, and for
 * which file.
 *
 * @param target the file that it will be
 * @param unique hexadecimal digits
 */
export function copyName(target: string, unique: string): string {
  return `${prefixOf(target)}${process.pid}-${unique}.tmp`;
}

function prefixOf(target: string): string {
  const name = createHash('sha256').update(path.basename(target)).digest('hex').slice(0, 8);
  return `.cartotoken-${name}-`;
}

/**
 * Removes what a process has left beside a file that was ended while it replaced that: it may hold a secret. Never throws.
 *
 * @param target the file itself, no link to it
 */
export async function removeStaleCopies(target: string): Promise<void> {
  const folder = path.dirname(target);
  const prefix = prefixOf(target);
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const pid = name.startsWith(prefix) && /^(\d+)-[0-9a-f]+\.tmp$/.exec(name.slice(prefix.length));
    if (!pid) continue;
    const copy = path.join(folder, name);
    if (await isStale(copy, Number(pid[1]))) await rm(copy, { force: true }).catch(() => undefined);
  }
}

async function isStale(copy: string, pid: number): Promise<boolean> {
  const stats = await lstat(copy).catch(() => undefined);
  if (!stats?.isFile()) return false;
  if (Date.now() - stats.mtimeMs > LONGEST) return true;
  // In a container, each run has the same number.
  if (pid === process.pid) return stats.mtimeMs < performance.timeOrigin;
  return !isRunning(pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // One of another user's may not be asked.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
