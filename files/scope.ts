import path from 'node:path';

/** Some paths and what is below them, as a walk from the top comes upon them. */
export class Scope {
  readonly #named: ReadonlySet<string>;
  readonly #above = new Set<string>();

  /** @param paths absolute paths of files or folders, which need not be there */
  constructor(paths: readonly string[]) {
    this.#named = new Set(paths);
    for (const each of paths) {
      // What is above a folder that is known is known as well.
      for (let at = path.dirname(each); !this.#above.has(at); at = path.dirname(at)) {
        this.#above.add(at);
      }
    }
  }

  /** Whether a path is one of them. */
  names(full: string): boolean {
    return this.#named.has(full);
  }

  /** Whether one of them is somewhere below a folder. */
  isBelow(folder: string): boolean {
    return this.#above.has(folder);
  }

  /** Whether a path is one of them, or below one. */
  holds(full: string): boolean {
    for (let at = full; ; at = path.dirname(at)) {
      if (this.#named.has(at)) return true;
      if (path.dirname(at) === at) return false;
    }
  }
}
