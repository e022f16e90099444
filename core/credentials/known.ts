import type { SourceGrant } from '../carto/coverage.ts';
import type { KeyLimits } from '../carto/key-grants.ts';

/** What an account says of one of its credentials. It is named by its fingerprint: nothing of this is a secret. */
export type KnownCredential = KnownToken | KnownKey;

interface Known {
  /** SHA-256 of the credential, in hexadecimal digits. */
  readonly fingerprint: string;
  readonly name: string;
  /** The account as its user calls it. */
  readonly account: string;
  /** Whether the account had it, and has it no more. */
  readonly isDeleted: boolean;
}

/** An API Access Token. What CARTO does not say is undefined. */
export interface KnownToken extends Known {
  readonly kind: 'token';
  readonly apis?: readonly string[] | undefined;
  readonly grants?: readonly SourceGrant[] | undefined;
  readonly referers?: readonly string[] | undefined;
  /** ISO 8601; undefined where it never expires. */
  readonly expires?: string | undefined;
}

/** An API key of CARTO Engine. */
export interface KnownKey extends Known {
  readonly kind: 'key';
  /** `master`, `default` or `regular`. */
  readonly type: string;
  readonly limits?: KeyLimits | undefined;
}
