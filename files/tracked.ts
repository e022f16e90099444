import { trackedPaths } from './git-index.ts';
import { below } from './within.ts';

/** What git tracks in a repository, whatever a .gitignore says of it by now. Read when it is first asked for. */
export class Tracked {
  readonly #top: string;
  #paths: ReadonlySet<string> | undefined;

  /** @param top the folder of the repository */
  constructor(top: string) {
    this.#top = top;
  }

  /** Whether a file is tracked, or anything in a folder. @param full an absolute path in the repository */
  holds(full: string): boolean {
    this.#paths ??= withFolders(this.#top);
    return this.#paths.has(below(this.#top, full));
  }
}

function withFolders(top: string): ReadonlySet<string> {
  const paths = new Set<string>();
  try {
    for (const file of trackedPaths(top)) {
      // What is above a folder that is known is known as well.
      for (
        let at = file;
        at !== '' && !paths.has(at);
        at = at.slice(0, Math.max(0, at.lastIndexOf('/')))
      ) {
        paths.add(at);
      }
    }
  } catch {
    // An index of another format says nothing: then the .gitignore files decide alone.
  }
  return paths;
}
