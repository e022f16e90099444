import type { Span } from '../problem.ts';
import { findTokens } from './detectors/tokens.ts';

/** What is looked for: an access token or an API key. */
export type CredentialKind = 'token' | 'key';

/** A text that may be a credential, by its shape alone: whoever knows its fingerprint can tell. */
export interface Candidate {
  /** Where what holds it stands: the credential itself, or the encoded user and key of an HTTP Basic header. */
  readonly span: Span;
  readonly value: string;
}

/** The length of the shortest API key, in characters. Source: CARTO, "Auth API". */
const SHORTEST = 12;
/** Far above the longest, so that embedded images are passed over. */
const LONGEST = 128;

/** A run of base64url characters, with what may stand before it: an escape's own letters are no part of a credential. */
const RUN = new RegExp(
  `(\\\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[bfnrtv])|%[0-9a-fA-F]{2})?([A-Za-z0-9_-]{${SHORTEST},})`,
  'g',
);
/** User and key in base64, as they are sent with HTTP Basic (RFC 7617), in code or percent-encoded. */
const BASIC = /\bbasic(?:\s|%20|\+){1,4}([A-Za-z0-9+/]{16,512}={0,2})/gi;

/**
 * Everything in a text that may be a credential of a kind. A key is whatever is long enough, also where it is a part of
 * a word: broader than what the rules report, because the fingerprint decides. Linear in the length of the text.
 */
export function* findCandidates(text: string, kind: CredentialKind): Generator<Candidate> {
  if (kind === 'token') {
    for (const { kind, span, secret } of findTokens(text)) {
      if (kind === 'access-token') yield { span, value: secret };
    }
    return;
  }
  for (const { 0: whole, 1: before = '', 2: run = '', index } of text.matchAll(RUN)) {
    if (run.length > LONGEST) continue;
    yield* keysOf(run, index + whole.length - run.length);
    // Where it is no escape after all, as in a Windows path.
    if (/^\\[a-z]$/.test(before)) yield candidate(before.slice(1) + run, index + 1);
  }
  for (const { 0: whole, 1: encoded = '', index } of text.matchAll(BASIC)) {
    const basic = decodeBasic(encoded);
    if (!basic) continue;
    const end = index + whole.length;
    yield { span: { start: end - encoded.length, end }, value: basic.key };
  }
}

/** The user and the key of an HTTP Basic header's value; undefined where it is none. */
export function decodeBasic(encoded: string): { user: string; key: string } | undefined {
  let decoded: string;
  try {
    decoded = atob(encoded);
  } catch {
    return undefined;
  }
  const colon = decoded.indexOf(':');
  return colon === -1
    ? undefined
    : { user: decoded.slice(0, colon), key: decoded.slice(colon + 1) };
}

/** A user and a key as an HTTP Basic header has them; bytes that {@link decodeBasic} gave become the same bytes. */
export function encodeBasic(user: string, key: string): string {
  return btoa(`${user}:${key}`);
}

/** A run itself, and its parts: most keys have neither a hyphen nor an underscore, and may be joined to what has. */
function* keysOf(run: string, start: number): Generator<Candidate> {
  yield candidate(run, start);
  for (const { 0: part, index } of run.matchAll(/[A-Za-z0-9]+/g)) {
    if (part.length >= SHORTEST && part.length < run.length) yield candidate(part, start + index);
  }
}

function candidate(value: string, start: number): Candidate {
  return { span: { start, end: start + value.length }, value };
}
