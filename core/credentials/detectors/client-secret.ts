import { bindingOf } from '../binding.ts';
import type { ClientSecret } from '../finding.ts';
import { isClientSecret } from '../key-shape.ts';
import { isClientSecretName, isIdentifier, isOfCarto, wordsOf } from '../names.ts';
import { distance, lastUpTo } from '../sorted.ts';
import type { Source } from '../source.ts';
import { isOfAnotherVendor } from '../vendors.ts';

const LENGTH = 64;
/** What stands beside a client's secret: the audience and the token URL of CARTO. */
export const CARTOS_AUDIENCE = /carto-cloud-native-api|auth\.carto\.com/g;
/** The same of others. */
export const OTHER_AUDIENCE = /\.auth0\.com|okta\.com|(?<!auth\.carto\.com\/)oauth2?\/token/g;

/** How near something says that an unnamed secret is CARTO's, in characters. */
const NEAR = 800;
/** How far those are looked for of one that is named as a secret, before the whole text is asked. */
const FAR = 4000;
/** And CARTO's name, of one that is named as a secret. */
const NAMED = 300;

interface Marks {
  readonly cartos: readonly number[];
  readonly others: readonly number[];
}

/** Secrets of machine-to-machine clients, beside what says that they are CARTO's. */
export function* findClientSecrets(source: Source): Generator<ClientSecret> {
  const { text } = source;
  let marks: Marks | undefined;
  for (const span of source.candidates) {
    if (span.end - span.start !== LENGTH) continue;
    const secret = text.slice(span.start, span.end);
    // A part of a path, or of longer base64.
    if (/[/#.+]/.test(text[span.start - 1] ?? '') || /[/+=]/.test(text[span.end] ?? '')) continue;
    if (!isClientSecret(secret)) continue;
    marks ??= { cartos: offsets(text, CARTOS_AUDIENCE), others: offsets(text, OTHER_AUDIENCE) };
    if (isCartos(source, span.start, marks)) yield { kind: 'client-secret', span, secret };
  }
}

function isCartos(source: Source, at: number, { cartos, others }: Marks): boolean {
  const { text } = source;
  const { names, callee = '' } = bindingOf(text, at);
  const words = names.map(wordsOf);
  const [own = ''] = words;
  // In `-u id:secret` the name is the client's.
  const isTold = text[at - 1] !== ':' && (isIdentifier(own) || isOfAnotherVendor(own));
  if (isTold) return false;
  if (isOfCarto(wordsOf(callee))) return true;
  const isNamed = words.some(isClientSecretName);
  if (isNamed && words.some(isOfCarto)) return true;
  for (const { start, end } of source.brackets.around(at, FAR)) {
    if (end > at + FAR) break;
    if (isWithin(cartos, start, end)) return true;
    if (isWithin(others, start, end)) return false;
    if (end - start > NEAR) break;
  }
  const [to, toOther] = [distance(cartos, at), distance(others, at)];
  if (!isNamed) return to <= NEAR && to <= toOther;
  if (Math.min(to, toOther) <= FAR) return to <= toOther;
  return !source.hasOtherAudience && (source.hasAudience || source.isNearCarto(at, NAMED));
}

function isWithin(offsets: readonly number[], start: number, end: number): boolean {
  return (offsets[lastUpTo(offsets, end)] ?? -1) > start;
}

function offsets(text: string, pattern: RegExp): number[] {
  return Array.from(text.matchAll(pattern), ({ index }) => index);
}
