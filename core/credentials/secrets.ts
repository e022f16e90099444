import type { Span } from '../problem.ts';
import { findTokens } from './detectors/tokens.ts';
import { hasLongRun } from './long-run.ts';

/** A credential found in a text of which nothing else is known. */
export interface Secret {
  readonly span: Span;
  /** What it is, with its article: "an access token of the account ac_…". */
  readonly what: string;
  /** Whether nothing else looks so: the newer API keys are as long as many a name. */
  readonly isCertain: boolean;
}

/** A machine-to-machine client secret, 64 base64url characters: random, so they mix digits and both cases. */
const CLIENT_SECRET = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{64}(?![\w-])/g;
/** An API key of CARTO Engine, 40 hexadecimal digits. */
const HEX_KEY = /(?<![\w-])[0-9a-f]{40}(?![\w-])/g;
/** A newer one: 16 random bytes in base64url, of whose last character four bits are free. */
const KEY = /(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{21}[AQgw](?![\w-])/g;

/** Every credential of CARTO's in a string where none belongs, so that its shape alone is enough. Linear in the text. */
export function* findSecrets(text: string): Generator<Secret> {
  if (!hasLongRun(text)) return;
  for (const token of findTokens(text)) {
    const what =
      token.kind === 'access-token'
        ? `an access token of the account ${token.account}`
        : 'an OAuth access token';
    yield { span: token.span, what, isCertain: true };
  }
  for (const match of text.matchAll(CLIENT_SECRET)) yield secret(match, 'a client secret');
  for (const match of text.matchAll(HEX_KEY)) yield secret(match, 'an API key');
  for (const match of text.matchAll(KEY)) {
    yield { ...secret(match, 'an API key'), isCertain: false };
  }
}

function secret({ 0: text, index }: RegExpExecArray, what: string): Secret {
  return { span: { start: index, end: index + text.length }, what, isCertain: true };
}
