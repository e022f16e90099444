import { bytesOf, type PathMatcher, wildcards } from './wildcards.ts';

/** What patterns say of a path: ignored, or taken back, or nothing. */
export interface Verdict {
  readonly ignored: boolean;
  readonly unignored: boolean;
  /** The number that the deciding pattern was added with. */
  readonly mark?: number | undefined;
}

interface Rule {
  readonly matches: PathMatcher;
  readonly isNegative: boolean;
  readonly isForFolders: boolean;
  /** Whether the name alone is compared, in whatever folder. */
  readonly isForNames: boolean;
  readonly mark: number | undefined;
}

/** The most patterns of a file that count. */
const MOST = 10_000;
/** How many folders are remembered. */
const REMEMBERED = 1000;
const NOTHING: Verdict = { ignored: false, unignored: false };

/** The patterns of a `.gitignore`, as git reads them. A path takes time in proportion to it and to the patterns, whatever they are. */
export class IgnorePatterns {
  readonly #rules: Rule[] = [];
  readonly #folders = new Map<string, Verdict>();

  /** Adds the lines of a file, of which the last that matches decides. */
  add(text: string, mark?: number): this {
    for (const line of text.replace(/^\ufeff/, '').split('\n')) {
      if (this.#rules.length === MOST) break;
      const rule = ruleOf(line.replace(/\r$/, ''), mark);
      if (rule) this.#rules.push(rule);
    }
    return this;
  }

  /** @param path from the folder of the file, with slashes; one at its end says that it is a folder */
  test(path: string): Verdict {
    const isFolder = path.endsWith('/');
    const bytes = bytesOf(isFolder ? path.slice(0, -1) : path);
    const slash = bytes.lastIndexOf('/');
    // What is in a folder that is ignored cannot be taken back.
    const above = slash === -1 ? NOTHING : this.#folder(bytes.slice(0, slash));
    return above.ignored ? above : this.#own(bytes, isFolder);
  }

  ignores(path: string): boolean {
    return this.test(path).ignored;
  }

  #folder(bytes: string): Verdict {
    const known = this.#folders.get(bytes);
    if (known) return known;
    const slash = bytes.lastIndexOf('/');
    const above = slash === -1 ? NOTHING : this.#folder(bytes.slice(0, slash));
    const verdict = above.ignored ? above : this.#own(bytes, true);
    if (this.#folders.size === REMEMBERED) this.#folders.clear();
    this.#folders.set(bytes, verdict);
    return verdict;
  }

  #own(bytes: string, isFolder: boolean): Verdict {
    const name = bytes.slice(bytes.lastIndexOf('/') + 1);
    for (let index = this.#rules.length - 1; index >= 0; index -= 1) {
      const { matches, isNegative, isForFolders, isForNames, mark } = this.#rules[index] as Rule;
      if (isForFolders && !isFolder) continue;
      if (!matches(isForNames ? name : bytes)) continue;
      return { ignored: !isNegative, unignored: isNegative, mark };
    }
    return NOTHING;
  }
}

function ruleOf(line: string, mark: number | undefined): Rule | undefined {
  if (line.startsWith('#')) return undefined;
  let pattern = withoutBlanks(line);
  const isNegative = pattern.startsWith('!');
  if (isNegative) pattern = pattern.slice(1);
  const isForFolders = pattern.endsWith('/');
  if (isForFolders) pattern = pattern.slice(0, -1);
  const isForNames = !pattern.includes('/');
  if (pattern.startsWith('/')) pattern = pattern.slice(1);
  if (pattern === '') return undefined;
  const matches = wildcards(pattern);
  return matches && { matches, isNegative, isForFolders, isForNames, mark };
}

/** A line without the blanks at its end, but for one behind a backslash. */
function withoutBlanks(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ' && !isEscaped(line, end - 1)) end -= 1;
  return line.slice(0, end);
}

function isEscaped(line: string, at: number): boolean {
  let from = at;
  while (line[from - 1] === '\\') from -= 1;
  return (at - from) % 2 === 1;
}
