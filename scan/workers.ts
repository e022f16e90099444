import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { FileToLookAt } from './file-looker.ts';
import type { Looked } from './looked.ts';
import { packFiles, type Response, unpackLooked } from './messages.ts';
import { reasonOf } from './reasons.ts';

/** What a worker is told when it starts. */
export interface WorkerSettings {
  /** Files that are larger are looked at in pieces, in bytes. */
  readonly largest: number;
  /** Whether others come first. */
  readonly isBackground: boolean;
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

  /** @param script path of the bundle that they run */
  constructor(script: string, settings: WorkerSettings, count = workersFor()) {
    this.#script = script;
    this.#settings = settings;
    this.#lanes = Array.from({ length: count }, () => new Lane(() => this.#start()));
  }

  /**
   * Has all files looked at that there are. A file that ends its thread is skipped, and the thread replaced.
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
      this.#failures += 1;
      if (this.#failures > PATIENCE) throw error;
      const [only, ...others] = files;
      if (only && others.length === 0) {
        const reason = `looking at it failed: ${reasonOf(error)}`;
        return [{ path: only.path, kind: 'skipped', reason }];
      }
      // One of them has ended the thread: each by itself tells which.
      const each: (readonly Looked[])[] = [];
      for (const file of files) each.push(await this.#lookAt([file], lane));
      return each.flat();
    }
  }

  #start(): Worker {
    return new Worker(this.#script, { workerData: this.#settings, resourceLimits: LIMITS });
  }
}

interface Asked {
  readonly files: readonly FileToLookAt[];
  resolve(looked: readonly Looked[]): void;
  reject(error: unknown): void;
}

/** One thread, or the one that has taken its place. It answers in the order it is asked in. */
class Lane {
  readonly #start: () => Worker;
  #worker: Worker | undefined;
  #asked: Asked[] = [];

  constructor(start: () => Worker) {
    this.#start = start;
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
    void this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of asked) reject(new Error('closed'));
  }

  #started(): Worker {
    const worker = this.#start();
    let failure = new Error('its thread ended');
    worker.on('message', (response: Response) => {
      const asked = this.#asked.shift();
      asked?.resolve(unpackLooked(asked.files, response));
    });
    worker.on('error', (error: Error) => {
      failure = error;
    });
    // Only then has all been told that it has answered.
    worker.on('exit', () => this.#worker === worker && this.#replace(failure));
    return worker;
  }

  /** Another takes the place of one that has ended: by what it was at. What else it was asked has no part in that. */
  #replace(failure: Error): void {
    const blamed = this.#asked.shift();
    this.#worker = this.#asked.length > 0 ? this.#started() : undefined;
    for (const { files } of this.#asked) this.#worker?.postMessage(packFiles(files));
    blamed?.reject(failure);
  }
}
