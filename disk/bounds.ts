const KB = 1024;
const MB = 1024 * KB;

/** How large a file may be that is read whole, by what it is read for, in bytes. What is larger is not read, and that is said. */
export const BOUNDS = {
  /** .gitignore, .cartotokenignore and .git/info/exclude. */
  ignoreFile: 1 * MB,
  /** package.json, and what else says how a project is built. */
  manifest: 5 * MB,
  /** Git's index: 512 MB are some five million files. */
  gitIndex: 512 * MB,
  /** A `.git` that is a file, and what else of git holds one path. */
  gitPointer: 64 * KB,
  environmentFile: 5 * MB,
  declaration: 5 * MB,
  /** A text that something was found in, or is looked for: as long as one can be. */
  text: 512 * MB,
  /** The account that a sandbox keeps, and what it begins with. */
  sandboxState: 64 * MB,
  /** What the extension keeps in its own folder. */
  ownFile: 1 * MB,
  /** A page of this program's own documentation. */
  ownPage: 5 * MB,
} as const;
