import type { Span } from '../problem.ts';
import { findTokens } from './detectors/tokens.ts';
import { isClientSecret, isSurelyKey } from './key-shape.ts';
import { candidates, hasLongRun } from './long-run.ts';

/** A credential found in a text of which nothing else is known. */
export interface Secret {
  readonly span: Span;
  /** What it is, with its article: "an access token of the account ac_…". */
  readonly what: string;
  /** Whether nothing else looks so: the newer API keys are as long as many a name. */
  readonly isCertain: boolean;
}

/** The length of an older API key, which is hexadecimal. */
const HEX_LENGTH = 40;

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
  for (const span of candidates(text)) {
    const run = text.slice(span.start, span.end);
    if (isClientSecret(run)) yield { span, what: 'a client secret', isCertain: true };
    else if (isSurelyKey(run)) {
      yield { span, what: 'an API key', isCertain: run.length === HEX_LENGTH };
    }
  }
}
