import type { VariableSource } from '../front-end/variables.ts';

/** Where a text stands, as far as that decides how bad a credential in it is. */
export interface Place {
  /** The path with `/`, as far as it is known: its end tells the language. Empty for what was never saved. */
  readonly path: string;
  /** What an editor says that the language is. */
  readonly language?: string | undefined;
  /** Whether it goes to browsers, where everybody reads it. */
  readonly isFrontEnd: boolean;
  /** Whether it is for development only, where CARTO's guide allows an unrestricted key. */
  readonly isDevelopment: boolean;
  /** What gives code of its project environment variables, as far as the project tells. */
  readonly variables?: VariableSource | undefined;
  /** What becomes of an environment file (`.env*`) with the next commit; undefined for all other files. */
  readonly environment?: 'ignored' | 'tracked' | 'untracked' | undefined;
}

/** A text of which nothing is known but itself. */
export const NOWHERE: Place = { path: '', isFrontEnd: false, isDevelopment: false };

/** Text that is read, not run. */
const PAGE = /\.(?:md|mdx|markdown|rst|adoc|txt)$/i;

/** Whether what stands there shows or tests something, so that a credential may be made up: documentation, tests, examples. */
export function isForShow({ path, isDevelopment }: Place): boolean {
  return isDevelopment || PAGE.test(path);
}
