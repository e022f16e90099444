import type { Span } from '../problem.ts';

/** How a key is sent, in the words of messages: the first wins over the others. Source: CARTO, "Auth API". */
export const WAYS = ['HTTP Basic', 'the query string', 'the request body'] as const;

export type Way = (typeof WAYS)[number];

/** Something that stands in a text and has to do with a credential of CARTO's. No secret is in it: it can be kept and sent. */
export type Finding = Fingerprinted<Credential> | Sent | ClientCall;

/** What detectors find: the same, and the credentials themselves. */
export type Detected = Credential | Sent | ClientCall;

/** A credential, with what it says of itself. */
export type Credential = AccessToken | OAuthToken | ClientSecret | ApiKey;

/** A credential without the secret. */
export type Fingerprinted<Each extends Credential> = Each extends Credential
  ? Omit<Each, 'secret'> & { readonly fingerprint: string }
  : never;

interface InText {
  /** Where the credential stands as it is written, from the first piece to the last where it is in pieces. */
  readonly span: Span;
  /** The credential itself, whole and decoded: to be compared, never to be shown. */
  readonly secret: string;
}

/** A CARTO 3 API Access Token. */
export interface AccessToken extends InText {
  readonly kind: 'access-token';
  /** The account it belongs to (`ac_…`): an identifier, not a secret. */
  readonly account: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

/** An OAuth access token for CARTO's APIs. */
export interface OAuthToken extends InText {
  readonly kind: 'oauth-token';
  /** Whose it is, where it says so: an e-mail address or an account. */
  readonly user: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

/** The secret of a machine-to-machine client. */
export interface ClientSecret extends InText {
  readonly kind: 'client-secret';
}

/** An API key of CARTO Engine. */
export interface ApiKey extends InText {
  readonly kind: 'api-key';
  /** Whose it is, where that stands with it. */
  readonly username: string | undefined;
}

/** A key, written out or in a variable, that is sent to CARTO in a way that has a better one. */
export interface Sent {
  readonly kind: 'key-in-query' | 'key-in-body' | 'key-sent-twice';
  /** The parameter's name. */
  readonly span: Span;
  /** The ways of the request, the one that wins first. */
  readonly ways: readonly Way[];
}

/** A call of a client library of CARTO Engine's that will not work as it is. */
export type ClientCall = MalformedKey | MissingUsername | Placeholder;

interface InCall {
  readonly span: Span;
  /** The call as it is known: `carto.Client`. */
  readonly call: string;
}

/** A key that no key can be. */
export interface MalformedKey extends InCall {
  readonly kind: 'key-malformed';
  /** What is wrong with it: "it is empty". */
  readonly says: string;
}

/** A client without a username. */
export interface MissingUsername extends InCall {
  readonly kind: 'username-missing';
}

/** What fills the place of a key. */
export interface Placeholder extends InCall {
  readonly kind: 'key-placeholder';
  readonly text: string;
}
