import { findApiKeys } from './detectors/api-key.ts';
import { findBasicHeaders } from './detectors/basic-header.ts';
import { findClientCalls } from './detectors/client-call.ts';
import { findClientSecrets } from './detectors/client-secret.ts';
import { findSentKeys } from './detectors/request.ts';
import { findTokens } from './detectors/tokens.ts';
import type { Finding } from './finding.ts';
import { plainText } from './plain-text.ts';
import { mayHoldFindings } from './prefilter.ts';
import { Source } from './source.ts';

/** Everything in a text that has to do with CARTO's credentials, each place once for each kind. Linear in the text. */
export function findIn(text: string): readonly Finding[] {
  if (!mayHoldFindings(text)) return [];
  const plain = plainText(text);
  const source = new Source(plain.text);
  const found = new Map<string, Finding>();
  const add = (finding: Finding) => {
    const key = `${finding.kind} ${finding.span.start}`;
    if (!found.has(key)) found.set(key, { ...finding, span: plain.sourceOf(finding.span) });
  };
  for (const finding of findTokens(plain.text)) add(finding);
  if (/carto|\/api\/v\d\//i.test(plain.text)) {
    for (const detector of DETECTORS) for (const finding of detector(source)) add(finding);
  }
  return [...found.values()];
}

/** Every detector of what only CARTO's name makes CARTO's. A new one is a file in detectors/ and a line here. */
const DETECTORS: readonly ((source: Source) => Iterable<Finding>)[] = [
  findClientSecrets,
  findBasicHeaders,
  findClientCalls,
  findApiKeys,
  findSentKeys,
];
