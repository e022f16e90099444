import type { SourceGrant } from '../coverage.ts';

/** The access token that a snippet uses, without what opens anything. */
export interface TokenSubject {
  readonly kind: 'token';
  readonly apiBaseUrl: string;
  readonly apis: readonly string[] | undefined;
  readonly grants: readonly SourceGrant[] | undefined;
  readonly referers: readonly string[] | undefined;
  /** The environment variable that it is meant to be in. */
  readonly variable: string;
}

/** The API key of CARTO Engine that a snippet uses, without what opens anything. */
export interface KeySubject {
  readonly kind: 'key';
  /** What stands before `/api`. */
  readonly baseUrl: string;
  readonly username: string;
  /** `master`, `default`, `regular`, or another. */
  readonly type: string;
  readonly grants:
    | readonly { readonly type: string; readonly [property: string]: unknown }[]
    | undefined;
  /** The environment variable that it is meant to be in. */
  readonly variable: string;
}

export type Subject = TokenSubject | KeySubject;

/** What stands in a snippet for the credential: itself, or what reads it from an environment variable. */
export type CredentialText =
  | { readonly kind: 'value'; readonly value: string }
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** Where JavaScript finds it: in Node.js, or in what Vite builds. */
      readonly of: 'process.env' | 'import.meta.env';
    };

export type Writer = (credential: CredentialText) => string;

/** A way of using a credential, as code. It is for the kinds of credentials that it has a method for. */
export interface Snippet {
  readonly id: string;
  /** The same in every language that people speak. */
  readonly name: string;
  /** The language of the code, by VS Code's id. */
  readonly language: 'javascript' | 'python' | 'shellscript';
  /** @returns undefined where this token cannot be used so */
  forToken?(subject: TokenSubject): Writer | undefined;
  /** @returns undefined where this key cannot be used so */
  forKey?(subject: KeySubject): Writer | undefined;
}

/** A line that holds a credential itself, of either kind, and is no code. */
export interface Line {
  readonly id: string;
  /** The same in every language that people speak. */
  readonly name: string;
  write(subject: Subject, value: string): string;
}
