import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** How a lock passes from one to the next, in milliseconds. */
export interface LockTimes {
  /** How often who holds it says that it is still there. */
  readonly beat: number;
  /** How often who waits looks. */
  readonly look: number;
  /** How long it may be silent, as who waits has seen it. */
  readonly patience: number;
}

/** An extension host may be blocked for many seconds by another extension, and a process that has ended is noticed at once. */
const TIMES: LockTimes = { beat: 2000, look: 50, patience: 60_000 };
/** How often it is tried to let go of a lock: on Windows whoever scans the file for viruses keeps it from being renamed for a moment. */
const RELEASES = 10;

/** A lock while it is held. */
export interface HeldLock {
  /**
   * For right before what cannot be undone. Where another has taken the lock over meanwhile, as from a process that was stopped, the work
   * is given up here and begun again once the lock is free.
   */
  assertHeld(): Promise<void>;
}

/** Thrown by {@link HeldLock.assertHeld}, and met by {@link withLock}. */
class LockLostError extends Error {}

/**
 * Does something that no two processes may do at the same time. The libraries for it change `fs` for all that share the process.
 *
 * Each time somebody holds the lock it is a generation, a file `<name>.<number>.lock`: to hold it is to have made the highest one, which only
 * one can. It is free once it is called `.free`. It is taken over by making the next generation, never by removing anything: what is
 * removed are older generations, by who holds the highest. So who looks late, or wakes late, finds a higher one, and has nothing to undo.
 *
 * @param folder where processes meet; made where it is not there
 * @param name what is locked
 * @param work may be begun again where it calls `assertHeld`
 */
export async function withLock<T>(
  folder: string,
  name: string,
  work: (lock: HeldLock) => Promise<T>,
  times: LockTimes = TIMES,
): Promise<T> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (;;) {
    const lock = await acquire(folder, name, times);
    const beating = setInterval(() => lock.beat(), times.beat);
    try {
      return await work(lock);
    } catch (error) {
      if (!(error instanceof LockLostError)) throw error;
    } finally {
      clearInterval(beating);
      await lock.release();
    }
  }
}

async function acquire(folder: string, name: string, times: LockTimes): Promise<Generation> {
  const waiting = new Waiting(times);
  for (;;) {
    const highest = await highestIn(folder, name);
    if (!highest || highest.isFree || (await waiting.isLeftBehind(highest.file))) {
      const next = new Generation(folder, name, (highest?.number ?? 0) + 1);
      if (await next.take()) return next;
    } else {
      await setTimeout(times.look);
    }
  }
}

/** One time that a lock is held, by this process. */
class Generation implements HeldLock {
  readonly #folder: string;
  readonly #name: string;
  readonly #number: number;

  constructor(folder: string, name: string, number: number) {
    this.#folder = folder;
    this.#name = name;
    this.#number = number;
  }

  /** Makes it, where nobody has made it or a higher one. */
  async take(): Promise<boolean> {
    try {
      const file = await open(this.#file, 'wx', 0o600);
      try {
        await file.writeFile(
          JSON.stringify({ host: os.hostname(), pid: process.pid } satisfies Owner),
        );
      } finally {
        await file.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    }
    const others = (await generationsIn(this.#folder, this.#name)).filter(
      ({ file }) => file !== this.#file,
    );
    if (others.every(({ number }) => number < this.#number)) {
      await Promise.all(others.map(({ file }) => rm(file, { force: true })));
      // What was renamed or removed while a folder was listed may be missing in the list, so a second look decides.
      if ((await highestIn(this.#folder, this.#name))?.file === this.#file) return true;
    }
    // Who made this one before, or a higher one, was quicker, and has removed what we had looked at.
    await rm(this.#file, { force: true });
    return false;
  }

  async assertHeld(): Promise<void> {
    const highest = await highestIn(this.#folder, this.#name);
    if (highest?.file !== this.#file) throw new LockLostError();
  }

  beat(): void {
    const now = new Date();
    utimes(this.#file, now, now).catch(() => undefined); // taken over, and removed
  }

  /** Lets go of it; where another has taken it over there is nothing to let go of. */
  async release(): Promise<void> {
    const free = fileOf(this.#folder, this.#name, this.#number, 'free');
    for (let left = RELEASES; left > 0; left -= 1) {
      try {
        return await rename(this.#file, free);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
        await setTimeout(TIMES.look);
      }
    }
  }

  get #file(): string {
    return fileOf(this.#folder, this.#name, this.#number, 'lock');
  }
}

/** What stands in a lock: who holds it. */
interface Owner {
  readonly host: string;
  readonly pid: number;
}

/** After how many looks it is asked again whether who holds a lock is there. */
const LOOKS_AT_OWNER = 20;

/** One who waits for a lock, and watches whether who holds it is still there. */
class Waiting {
  readonly #times: LockTimes;
  #seen = '';
  #looks = 0;

  constructor(times: LockTimes) {
    this.#times = times;
  }

  /**
   * Whether nobody holds it any more: its process has ended, or has said nothing for as long as we have been looking. The time on it is compared
   * with what it was at the look before, not with the clock: when a machine wakes, who holds it wakes as well.
   */
  async isLeftBehind(file: string): Promise<boolean> {
    const modified = await stat(file).then(
      ({ mtimeMs }) => mtimeMs,
      () => undefined,
    );
    if (modified === undefined) return false; // let go of, or taken over
    const seen = `${file} ${modified}`;
    this.#looks = seen === this.#seen ? this.#looks + 1 : 0;
    this.#seen = seen;
    if (this.#looks * this.#times.look >= this.#times.patience) return true;
    return this.#looks % LOOKS_AT_OWNER === 0 && (await hasEnded(file));
  }
}

/** Whether the process that holds a lock has surely ended. */
async function hasEnded(file: string): Promise<boolean> {
  try {
    const { host, pid }: Partial<Owner> = JSON.parse(await readFile(file, 'utf8'));
    if (host !== os.hostname() || !Number.isSafeInteger(pid) || pid === undefined || pid <= 0) {
      return false;
    }
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

interface Entry {
  readonly file: string;
  readonly number: number;
  readonly isFree: boolean;
}

async function highestIn(folder: string, name: string): Promise<Entry | undefined> {
  const entries = await generationsIn(folder, name);
  // Of two with the same number the one that is held was made too late, and is about to be removed.
  return entries.sort((a, b) => b.number - a.number || Number(b.isFree) - Number(a.isFree))[0];
}

async function generationsIn(folder: string, name: string): Promise<Entry[]> {
  const prefix = `${name}.`;
  const names = (await readdir(folder)).filter((each) => each.startsWith(prefix));
  return names.flatMap((each) => {
    const [, number, state] = /^(\d{1,15})\.(lock|free)$/.exec(each.slice(prefix.length)) ?? [];
    return number === undefined
      ? []
      : [{ file: path.join(folder, each), number: Number(number), isFree: state === 'free' }];
  });
}

function fileOf(folder: string, name: string, number: number, state: 'lock' | 'free'): string {
  return path.join(folder, `${name}.${number}.${state}`);
}
