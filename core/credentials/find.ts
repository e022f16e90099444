import { moved } from '../problem.ts';
import { findApiKeys } from './detectors/api-key.ts';
import { findBasicHeaders } from './detectors/basic-header.ts';
import { findClientCalls } from './detectors/client-call.ts';
import { findClientSecrets } from './detectors/client-secret.ts';
import { findSentKeys } from './detectors/request.ts';
import { findTokens } from './detectors/tokens.ts';
import type { Detected } from './finding.ts';
import { plainText, without } from './plain-text.ts';
import { mayHoldFindings, mayNameCarto } from './prefilter.ts';
import { Source } from './source.ts';
import { ownCommentsIn } from './suppressions.ts';
import { tokenStretches } from './token-stretches.ts';

/**
 * What is found by CARTO's name beside it. A new detector is a file in detectors/ and a line here. Where two find the same,
 * the first one's finding stays: it knows more of it.
 */
const DETECTORS: readonly ((source: Source) => Iterable<Detected>)[] = [
  findClientSecrets,
  findBasicHeaders,
  findClientCalls,
  findApiKeys,
  findSentKeys,
];

/** Everything in a text that has to do with CARTO's credentials, each once where it stands. Linear in the text. */
export function findIn(text: string): readonly Detected[] {
  if (!mayHoldFindings(text)) return [];
  // What says of credentials that they are fine names CARTO, and parts what it stands between: it must make no difference.
  const comments = ownCommentsIn(text);
  if (comments.length > 0) {
    const code = without(text, comments);
    return findInWhole(code.text).map((each) => ({ ...each, span: code.sourceOf(each.span) }));
  }
  const stretches = tokenStretches(text);
  if (!stretches) return findInWhole(text);
  return stretches.flatMap(({ start, end }) =>
    findInWhole(text.slice(start, end)).map((each) => ({ ...each, span: moved(each.span, start) })),
  );
}

function findInWhole(text: string): readonly Detected[] {
  const found = new Map<string, Detected>();
  const add = (finding: Detected) => {
    const key = `${finding.kind} ${finding.span.start}`;
    if (!found.has(key)) found.set(key, finding);
  };
  // A token is one as it stands, too: what is in front of it may only look like an escape.
  for (const token of findTokens(text)) add(token);

  const plain = plainText(text);
  const addPlain = (finding: Detected) => add({ ...finding, span: plain.sourceOf(finding.span) });
  for (const token of findTokens(plain.text)) addPlain(token);
  if (mayNameCarto(plain.text)) {
    const source = new Source(plain.text);
    for (const detector of DETECTORS) for (const finding of detector(source)) addPlain(finding);
  }
  return [...found.values()];
}
