import type { Severity } from '../core/problem.ts';

/** What an editor and the language server can say to each other beside the Language Server Protocol. Nothing of it is a secret. */

/** The scheme of the documents in which an account's tokens are edited. Each is the token itself, and no second one. */
export const TOKEN_SCHEME = 'cartotoken';

/** The notification that tells which connections are known. */
export const CONNECTIONS_KNOWN = 'cartotoken/connectionsKnown';

export interface ConnectionsKnown {
  /** Their names, over all accounts that are signed in to; null while they are not all known. */
  readonly names: readonly string[] | null;
}

/** The request for the declarations of the workspace, open and closed ones, with their problems counted. */
export const DECLARATIONS = 'cartotoken/declarations';

/** The notification to an editor that has asked for them: the answer may be another now. */
export const DECLARATIONS_CHANGED = 'cartotoken/declarationsChanged';

/** How many problems there are of each severity. */
export type ProblemCounts = Readonly<Record<Severity, number>>;

export interface JudgedDeclaration {
  readonly uri: string;
  readonly problems: ProblemCounts;
}

export interface DeclarationsAnswer {
  readonly declarations: readonly JudgedDeclaration[];
}
/** The request that asks how git treats a file. */
export const GIT_STATUS = 'cartotoken/gitStatus';

export interface GitStatusParams {
  readonly uri: string;
}

/** `unknown` where the file is not on this machine's disk. */
export type GitStatusAnswer = 'ignored' | 'tracked' | 'untracked' | 'unknown';
