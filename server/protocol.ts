import type { KnownCredential } from '../core/credentials/known.ts';
import type { Range, Severity } from '../core/problem.ts';

/** What an editor and the language server can say to each other beside the Language Server Protocol. Nothing of it is a secret. */

/** The scheme of the documents in which an account's tokens are edited. Each is the token itself, and no second one. */
export const TOKEN_SCHEME = 'cartotoken';

/** The notification that tells which connections are known. */
export const CONNECTIONS_KNOWN = 'cartotoken/connectionsKnown';

export interface ConnectionsKnown {
  /** Their names, over all accounts that are signed in to; null while they are not all known. */
  readonly names: readonly string[] | null;
}

/** The notification that tells what the accounts know of their credentials, by fingerprints. */
export const CREDENTIALS_KNOWN = 'cartotoken/credentialsKnown';

export interface CredentialsKnown {
  /** Of all accounts that have answered. */
  readonly credentials: readonly KnownCredential[];
  /** Whether there is an account that is signed in to. */
  readonly isSignedIn: boolean;
}

/** What an editor may say of itself when it starts the server, beside its settings. */
export interface EditorAbilities {
  /** Whether it has the commands on credentials that {@link CREDENTIAL_COMMANDS} names. */
  readonly hasCredentialCommands?: boolean;
}

/** The commands of an editor that quick fixes run on a credential. */
export const CREDENTIAL_COMMANDS = {
  open: 'cartotoken.openCredential',
  test: 'cartotoken.testToken',
  rotate: 'cartotoken.rotateToken',
  regenerate: 'cartotoken.regenerateKey',
  replace: 'cartotoken.replaceCredential',
  signIn: 'cartotoken.signIn',
} as const;

/** What such a command is run on. */
export interface CredentialArgument {
  readonly fingerprint: string;
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

/** The request that looks for credentials in the workspace. It names them by their fingerprints: nobody is sent one. */
export const FIND_USAGES = 'cartotoken/findUsages';

export interface FindUsagesParams {
  readonly credentials: readonly SoughtCredential[];
}

export interface SoughtCredential {
  /** SHA-256 of the credential, in hexadecimal digits. */
  readonly fingerprint: string;
  readonly kind: 'token' | 'key';
  /** What declarations call it. Left out, none is looked for. */
  readonly name?: string;
}

export interface FindUsagesResult {
  /** Where a credential itself stands. */
  readonly usages: readonly Usage[];
  /** Where a declaration declares its name. */
  readonly declarations: readonly Usage[];
  readonly skipped: readonly SkippedFile[];
}

/** A place that a credential is used at, in the words of the protocol: lines and UTF-16 characters from 0. */
export interface Usage {
  readonly fingerprint: string;
  readonly uri: string;
  readonly range: Range;
}

/** A file that was not looked into, and why. */
export interface SkippedFile {
  readonly uri: string;
  readonly reason: SkipReason;
}

export type SkipReason = 'binary' | 'too-large' | 'unreadable';

/** The notification of how far the look through the workspace has come. Its name says that who does not know it may pass it over. */
export const SCAN_PROGRESS = '$/cartotoken/scanProgress';

export interface ScanProgress {
  /** How many files have been looked at. */
  readonly files: number;
  readonly state: 'running' | 'done' | 'cancelled';
}

/** The notification that no editor shows a document any more, though it may stay open: nobody asks what is in it. */
export const HIDDEN = 'cartotoken/hidden';

export interface HiddenParams {
  readonly uri: string;
}

/** The request to look through the workspace again; answered when that is done. */
export const SCAN = 'cartotoken/scan';

/** The notification that ends it. */
export const CANCEL_SCAN = 'cartotoken/cancelScan';
