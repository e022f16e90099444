import { type Certain, NONE_CERTAIN } from '../core/credentials/certain.ts';
import { NOTHING } from '../core/credentials/look.ts';
import type { IgnoreFiles } from '../files/ignore-files.ts';
import { Scope } from '../files/scope.ts';
import { lineStarts } from './line-starts.ts';
import type { Found, Looked, Stamp } from './looked.ts';
import { Listing } from './scan.ts';
import { Workers } from './workers.ts';

/** How long what is to be looked at is gathered before that is done, in milliseconds: a checkout changes many files at once. */
const GATHERED = 200;
/** If more is to be looked at, all is listed anew: that takes no longer. */
const MANY = 1000;
/** How long workers stay that have nothing to do, in milliseconds. */
const IDLE = 5000;

/** What is looked through, and how. */
export interface ScannedPlaces {
  /** Absolute paths. */
  readonly folders: readonly string[];
  readonly isExcluded: (path: string) => boolean;
  /** What is known of `.cartotokenignore` files. */
  readonly ignoreFiles: () => IgnoreFiles;
  /** Files that are larger are looked at in pieces, in bytes. */
  readonly largest: number;
}

/** Who wants to know what comes of it. */
export interface ScanListener {
  /** The credentials that were found in files, before anything else is told of them: they are kept nowhere. */
  onSecrets(secrets: readonly string[]): void;
  /** What was found in those files is another now. */
  onFound(paths: readonly string[]): void;
  /** There are other declarations now, or they say something else. */
  onDeclarations(): void;
  onSkipped(path: string, reason: string): void;
  /** It has ended early, by a fault of ours. */
  onFault(error: unknown): void;
  /** Credentials were found that are to be found wherever they stand, in open texts as well. */
  onCertain(certain: Certain): void;
  /** So many files have been looked at since all are looked at, or it is over. */
  onProgress(files: number, state: ScanState): void;
}

export type ScanState = 'running' | 'done' | 'cancelled';

/** What is known of a file that checking was stopped of: it is not fully checked. */
const UNCHECKED: Found = { look: { ...NOTHING, isIncomplete: true }, lines: lineStarts('', []) };
/** Of such a file: it is checked again whenever it is come upon. */
const NEVER: Stamp = { modified: -1, size: -1 };

/**
 * Keeps what is found in all files of some folders, in workers with little priority. A file that is as it was is not read
 * again. Nothing is kept over the end of the process, so that what this version of the rules finds is all there is.
 */
export class BackgroundScan {
  readonly #script: string;
  readonly #listener: ScanListener;
  readonly #stamps = new Map<string, Stamp>();
  readonly #found = new Map<string, Found>();
  readonly #declarations = new Set<string>();
  /** Of what was found, what can be looked for in the other files. */
  #certain: Certain = NONE_CERTAIN;
  #newCertain: Map<string, 'api-key' | 'client-secret'> | undefined;
  #areDeclarationsChanged = false;
  #places: ScannedPlaces | undefined;
  #workers: Workers | undefined;
  #idle: NodeJS.Timeout | undefined;
  /** What is to be looked at next: all, or these. */
  #waiting: Set<string> | 'all' = new Set();
  #next: Promise<void> | undefined;
  #running: Promise<void> = Promise.resolve();
  /** Ends what runs. */
  #ending = new AbortController();

  /** @param script path of the bundle that workers run */
  constructor(script: string, listener: ScanListener) {
    this.#script = script;
    this.#listener = listener;
  }

  /** What was found, by file. */
  get found(): ReadonlyMap<string, Found> {
    return this.#found;
  }

  /** Where is looked from now on: all of it, and what is not in there any more is forgotten. */
  setPlaces(places: ScannedPlaces): Promise<void> {
    this.#ending.abort();
    this.#closeWorkers();
    this.#places = places;
    return this.lookAtAll();
  }

  /** Looks at all that has changed since it was looked at. */
  lookAtAll(): Promise<void> {
    this.#waiting = 'all';
    return this.#look();
  }

  /** Looks at those files, and at all below those folders, that have changed. @returns once that is done */
  lookAt(paths: readonly string[]): Promise<void> {
    if (this.#waiting !== 'all') {
      for (const path of paths) this.#waiting.add(path);
      if (this.#waiting.size > MANY) this.#waiting = 'all';
    }
    return this.#look();
  }

  /** Ends what runs, and what is to follow. What was found until then stays. */
  cancel(): void {
    this.#waiting = new Set();
    this.#ending.abort();
    this.#closeWorkers();
  }

  #look(): Promise<void> {
    this.#next ??= new Promise<void>((resolve) => setTimeout(resolve, GATHERED)).then(() => {
      this.#next = undefined;
      // A fault in one look must not be the end of all others.
      this.#running = this.#running.then(() => this.#run()).catch(this.#listener.onFault);
      return this.#running;
    });
    return this.#next;
  }

  async #run(): Promise<void> {
    const within = this.#waiting === 'all' ? undefined : [...this.#waiting];
    this.#waiting = new Set();
    if (!this.#places || within?.length === 0) return;
    const { folders, isExcluded, ignoreFiles, largest } = this.#places;
    const ending = new AbortController();
    this.#ending = ending;
    clearTimeout(this.#idle);
    this.#workers ??= this.#startWorkers(largest);

    const listed = new Set<string>();
    const listing = new Listing(folders, {
      isExcluded,
      ignoreFiles: ignoreFiles(),
      ...(within ? { within } : {}),
      known: (path) => {
        listed.add(path);
        return this.#stamps.get(path);
      },
    });
    let files = 0;
    const tell = (state: ScanState) => {
      if (!within) this.#listener.onProgress(files, state);
    };
    tell('running');
    try {
      await this.#workers.look(listing.next, (looked) => {
        files += looked.length;
        this.#take(looked);
        tell('running');
      });
    } catch (error) {
      this.#listener.onFault(error);
      ending.abort();
      this.#closeWorkers(); // others begin without its failures
    }
    if (!ending.signal.aborted) {
      this.#take(listing.skipped);
      this.#take(this.#goneFrom(within, listed));
      await this.#lookForCertain(ending.signal);
    }
    tell(ending.signal.aborted ? 'cancelled' : 'done');
    if (this.#areDeclarationsChanged) this.#listener.onDeclarations();
    this.#areDeclarationsChanged = false;
    // What was read fills the memory of workers, which is of more use to others.
    if (within) this.#idle = setTimeout(() => this.#closeWorkers(), IDLE).unref();
    else this.#closeWorkers();
  }

  /** What was there before and is not listed any more. */
  #goneFrom(within: readonly string[] | undefined, listed: ReadonlySet<string>): Looked[] {
    return (within ? this.#knownOf(within) : [...this.#stamps.keys()])
      .filter((path) => !listed.has(path))
      .map((path) => ({ path, kind: 'gone' }));
  }

  /** The files that are known of those, or below them. */
  #knownOf(paths: readonly string[]): string[] {
    const files = paths.filter((path) => this.#stamps.has(path));
    // Mostly that is all: only for what may be a folder is gone through all files, which takes a while where they are many.
    if (files.length === paths.length) return files;
    const scope = new Scope(paths);
    return [...this.#stamps.keys()].filter((path) => scope.holds(path));
  }

  #take(all: readonly Looked[]): void {
    const changed: string[] = [];
    for (const looked of all) {
      const { path, kind } = looked;
      if (kind === 'unchanged') continue;
      if (kind === 'skipped') this.#listener.onSkipped(path, looked.reason);
      const isUnchecked = kind === 'skipped' && looked.isUnchecked === true;
      if ('stamp' in looked) this.#stamps.set(path, looked.stamp);
      else if (isUnchecked) this.#stamps.set(path, NEVER);
      else this.#stamps.delete(path);

      const found = kind === 'text' ? looked.found : isUnchecked ? UNCHECKED : undefined;
      if (kind === 'text' && looked.secrets) this.#listener.onSecrets(looked.secrets);
      if (kind === 'text' && looked.certain) this.#learn(looked.certain);
      const wasFound = this.#found.delete(path);
      if (found) this.#found.set(path, found);
      if (found || wasFound) changed.push(path);

      const wasDeclaration = this.#declarations.delete(path);
      if (kind === 'declaration') this.#declarations.add(path);
      if (kind === 'declaration' || wasDeclaration) this.#areDeclarationsChanged = true;
    }
    if (changed.length > 0) this.#listener.onFound(changed);
  }

  #learn(certain: Certain): void {
    for (const [secret, kind] of certain) {
      if (this.#certain.has(secret)) continue;
      this.#newCertain ??= new Map(this.#certain);
      this.#newCertain.set(secret, kind);
    }
  }

  /** Looks at all files once more where what was found is to be found in the others, too. */
  async #lookForCertain(ending: AbortSignal): Promise<void> {
    if (!this.#newCertain || !this.#places) return;
    this.#certain = this.#newCertain;
    this.#newCertain = undefined;
    this.#listener.onCertain(this.#certain);
    const { folders, isExcluded, ignoreFiles, largest } = this.#places;
    this.#closeWorkers();
    this.#workers = this.#startWorkers(largest);
    const listing = new Listing(folders, { isExcluded, ignoreFiles: ignoreFiles() });
    try {
      await this.#workers.look(listing.next, (looked) => {
        if (!ending.aborted) this.#take(looked);
      });
    } catch (error) {
      this.#listener.onFault(error);
      this.#closeWorkers();
    }
  }

  #startWorkers(largest: number): Workers {
    return new Workers(this.#script, { largest, isBackground: true, certain: this.#certain });
  }

  #closeWorkers(): void {
    clearTimeout(this.#idle);
    this.#workers?.close();
    this.#workers = undefined;
  }
}
