import path from 'node:path';
import type { OnUnreadable } from '../disk/errors.ts';
import { indexFileOf, trackedPaths } from './git-index.ts';
import { below } from './within.ts';

/** What git tracks in a repository, whatever a .gitignore says of it by now. Read when it is first asked for. */
export class Tracked {
  readonly #top: string;
  readonly #onError: OnUnreadable;
  #paths: ReadonlySet<string> | undefined;

  /**
   * @param top the folder of the repository
   * @param onError told where that cannot be read: then the .gitignore files decide alone
   */
  constructor(top: string, onError: OnUnreadable) {
    this.#top = top;
    this.#onError = onError;
  }

  /** Whether a file is tracked, or anything in a folder. @param full an absolute path in the repository */
  holds(full: string): boolean {
    this.#paths ??= this.#read();
    return this.#paths.has(below(this.#top, full));
  }

  #read(): ReadonlySet<string> {
    let failing = path.join(this.#top, '.git');
    try {
      const index = indexFileOf(this.#top);
      failing = index ?? failing;
      return withFolders(trackedPaths(index));
    } catch (error) {
      this.#onError(failing, error);
      return new Set();
    }
  }
}

function withFolders(files: Iterable<string>): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const file of files) {
    // What is above a folder that is known is known as well.
    for (
      let at = file;
      at !== '' && !paths.has(at);
      at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
    ) {
      paths.add(at);
    }
  }
  return paths;
}
