import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Certain } from '../core/credentials/certain.ts';
import type { FileToLookAt } from './file-looker.ts';
import type { Looked } from './looked.ts';
import { packFiles, type Response, unpackLooked } from './messages.ts';
import { Progress } from './progress.ts';
import { reasonOf } from './reasons.ts';

/** What a worker is told when it starts. */
export interface WorkerSettings {
  /** Files that are larger are looked at in pieces, in bytes. */
  readonly largest: number;
  /** Whether others come first. */
  readonly isBackground: boolean;
  /** What was found in other files. */
  readonly certain?: Certain;
}

/** What a worker gets with its settings: the memory in which it says what it is at. */
export interface WorkerData extends WorkerSettings {
  readonly progress: SharedArrayBuffer;
}

/**
 * How long a worker may be at one file, or at one piece of a large one, in seconds: a hundred times as long as any takes, and long
 * enough for a worker that waits for others on a busy machine.
 */
const DEADLINE = 30;
/** How often that is looked after, in milliseconds. Counted are ticks and not the time, which goes on while a machine sleeps. */
const TICK = 1000;

/** A worker was at one file for longer than the deadline. */
class OverdueError extends Error {
  /** The index of the file among those it was asked about. */
  readonly file: number;

  constructor(file: number, seconds: number) {
    super(`checking it was stopped after ${seconds} seconds`);
    this.file = file;
  }
}

/** More would cost memory, some 30 MB each, and only wait for the disk. */
const MOST = 2;
/** What a worker may keep of what it has read, in megabytes: what is looked at is short-lived. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 512 };

/** How many failures are those of files; more are those of the workers. */
const PATIENCE = 20;

/** How many there are: one core is left to the thread that asks. */
function workersFor(): number {
  return Math.max(1, Math.min(MOST, availableParallelism() - 1));
}

/** A list of files that is made as it is asked for. */
export type NextFiles = () => readonly FileToLookAt[] | undefined;

/** Threads that look at files. They stay until they are closed. */
export class Workers {
  readonly #script: string;
  readonly #settings: WorkerSettings;
  readonly #lanes: Lane[];
  #isClosed = false;
  #failures = 0;

  /**
   * @param script path of the bundle that they run
   * @param deadline how long each may be at one file, or at a piece of a large one, in seconds
   */
  constructor(script: string, settings: WorkerSettings, count = workersFor(), deadline = DEADLINE) {
    this.#script = script;
    this.#settings = settings;
    const start = (progress: Progress) => this.#start(progress);
    this.#lanes = Array.from({ length: count }, () => new Lane(start, deadline));
  }

  /**
   * Has all files looked at that there are. A file that ends its thread, or keeps it for longer than the deadline, is skipped, and
   * the thread replaced.
   *
   * @throws where that happens all the time
   */
  async look(next: NextFiles, take: (looked: readonly Looked[]) => void): Promise<void> {
    const feed = async (lane: Lane) => {
      for (let files = next(); files && !this.#isClosed; files = next()) {
        const looked = await this.#lookAt(files, lane);
        if (!this.#isClosed) take(looked);
      }
    };
    // Two for each, so that none waits for more to be listed.
    await Promise.all(this.#lanes.flatMap((lane) => [feed(lane), feed(lane)]));
  }

  /** Ends them, whatever they are at. */
  close(): void {
    this.#isClosed = true;
    for (const lane of this.#lanes) lane.close();
  }

  async #lookAt(files: readonly FileToLookAt[], lane: Lane): Promise<readonly Looked[]> {
    if (this.#isClosed) return []; // while they were looked at one by one
    try {
      return await lane.ask(files);
    } catch (error) {
      if (this.#isClosed) return [];
      const overdue = error instanceof OverdueError ? files[error.file] : undefined;
      if (overdue) {
        const skipped: Looked = {
          path: overdue.path,
          kind: 'skipped',
          reason: reasonOf(error),
          isUnchecked: true,
        };
        const others = files.filter((file) => file !== overdue);
        return [skipped, ...(others.length > 0 ? await this.#lookAt(others, lane) : [])];
      }
      this.#failures += 1;
      if (this.#failures > PATIENCE) throw error;
      const [only, ...others] = files;
      if (only && others.length === 0) {
        const reason = `looking at it failed: ${reasonOf(error)}`;
        return [{ path: only.path, kind: 'skipped', reason, isUnchecked: true }];
      }
      // One of them has ended the thread: each by itself tells which.
      const each: (readonly Looked[])[] = [];
      for (const file of files) each.push(await this.#lookAt([file], lane));
      return each.flat();
    }
  }

  #start({ memory }: Progress): Worker {
    const workerData: WorkerData = { ...this.#settings, progress: memory };
    return new Worker(this.#script, { workerData, resourceLimits: LIMITS });
  }
}

interface Asked {
  readonly files: readonly FileToLookAt[];
  resolve(looked: readonly Looked[]): void;
  reject(error: unknown): void;
}

/** One thread, or the one that has taken its place. It answers in the order it is asked in. */
class Lane {
  readonly #start: (progress: Progress) => Worker;
  readonly #deadline: number;
  #worker: Worker | undefined;
  #asked: Asked[] = [];
  #watch: NodeJS.Timeout | undefined;

  constructor(start: (progress: Progress) => Worker, deadline: number) {
    this.#start = start;
    this.#deadline = deadline;
  }

  ask(files: readonly FileToLookAt[]): Promise<readonly Looked[]> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ files, resolve, reject });
      this.#worker ??= this.#started();
      this.#worker.postMessage(packFiles(files));
    });
  }

  close(): void {
    const asked = this.#asked;
    this.#asked = [];
    clearInterval(this.#watch);
    void this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of asked) reject(new Error('closed'));
  }

  #started(): Worker {
    const progress = new Progress();
    const worker = this.#start(progress);
    let failure = new Error('its thread ended');
    worker.on('message', (response: Response) => {
      if (this.#worker !== worker) return; // it answers too late
      const asked = this.#asked.shift();
      asked?.resolve(unpackLooked(asked.files, response));
    });
    worker.on('error', (error: Error) => {
      failure = error;
    });
    // Only then has all been told that it has answered.
    worker.on('exit', () => this.#worker === worker && this.#replace(failure));
    this.#watchOver(worker, progress);
    return worker;
  }

  /** Ends the thread once it has been at the same file for too long, and has another take its place. */
  #watchOver(worker: Worker, progress: Progress): void {
    let [steps, asked, ticks] = [progress.steps, this.#asked[0], 0];
    const tick = Math.min(TICK, this.#deadline * TICK);
    clearInterval(this.#watch);
    this.#watch = setInterval(() => {
      if (!asked || steps !== progress.steps || asked !== this.#asked[0]) {
        [steps, asked, ticks] = [progress.steps, this.#asked[0], 0];
        return;
      }
      ticks += 1;
      if (ticks * tick < this.#deadline * TICK) return;
      void worker.terminate();
      // Before it has begun with any it is the thread that is at fault.
      this.#replace(
        steps === 0
          ? new Error('its thread does not answer')
          : new OverdueError(progress.file, this.#deadline),
      );
    }, tick).unref();
  }

  /** Another takes the place of one that has ended: by what it was at. What else it was asked has no part in that. */
  #replace(failure: Error): void {
    const blamed = this.#asked.shift();
    clearInterval(this.#watch);
    this.#worker = this.#asked.length > 0 ? this.#started() : undefined;
    for (const { files } of this.#asked) this.#worker?.postMessage(packFiles(files));
    blamed?.reject(failure);
  }
}
