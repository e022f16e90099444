import { moved, type Span } from '../problem.ts';
import { type Certain, NONE_CERTAIN } from './certain.ts';
import { searchIn } from './find.ts';
import type { Finder } from './finder.ts';
import type { Credential, Detected, Finding, Fingerprinted } from './finding.ts';
import { Fingerprints } from './fingerprint.ts';
import { type Suppression, suppressionsIn } from './suppressions.ts';

/** All of a text that the rules on credentials need to judge it: no secret is in it, so that it can be kept and sent. */
export interface Look {
  readonly findings: readonly Finding[];
  /** What the text says of them, and what it says of nothing. */
  readonly suppressions: readonly Suppression[];
  /** Set where it has taken too much to look at all of the text: what was found until then. */
  readonly isIncomplete?: true;
}

/** That of a text in which nothing is. */
export const NOTHING: Look = { findings: [], suppressions: [] };

/** @param kind undefined of a key that a request sends */
export type Learn = (secret: string, kind?: Credential['kind']) => void;

/**
 * Looks at a text. Linear in its length; quicker with the finder that looked at the version before.
 *
 * @param by where the text stands, as far as that is known, or the finder, which knows that
 * @param learn told of each credential itself, which nothing that is said of the text may repeat, and of what kind it is
 * @param certain what was found in other texts
 */
export function lookAt(
  text: string,
  by: string | Finder = '',
  learn?: Learn,
  certain: Certain = NONE_CERTAIN,
): Look {
  const isFirst = typeof by === 'string';
  const { found, isComplete } = isFirst ? searchIn(text, by, certain) : by.search(text, certain);
  if (learn) for (const each of found) tell(each, text, learn);
  const fingerprints = isFirst ? new Fingerprints() : by.fingerprints;
  const findings = found.map((each) => withFingerprint(each, fingerprints));
  return {
    findings,
    suppressions: suppressionsIn(
      text,
      findings.map(({ span }) => span),
    ),
    ...(isComplete ? {} : { isIncomplete: true }),
  };
}

/** What follows a parameter's name where its value is written out, and is no variable: a digit is in it. */
const WRITTEN_OUT =
  /["'`\]\s]{0,4}(?:=>|[=:,])\s{0,9}["'`]?(?=[A-Za-z_-]{0,127}\d)([\w-]{10,128})/y;

/** Tells a credential that was found; of a request, the key that it sends, of whatever shape that is. */
function tell(detected: Detected, text: string, learn: Learn): void {
  if ('secret' in detected) learn(detected.secret, detected.kind);
  if (!('ways' in detected)) return;
  WRITTEN_OUT.lastIndex = detected.span.end;
  const key = WRITTEN_OUT.exec(text)?.[1];
  if (key !== undefined) learn(key);
}

/** The fingerprint of the credential that stands in exactly this place. */
export function fingerprintAt(look: Look, span: Span): string | undefined {
  return fingerprintsOf(look)(span);
}

/** The same for who asks about many places of one look. */
export function fingerprintsOf({ findings }: Look): (span: Span) => string | undefined {
  const byStart = new Map<number, Fingerprinted<Credential>[]>();
  for (const each of findings) {
    if (!('fingerprint' in each)) continue;
    const others = byStart.get(each.span.start);
    if (others) others.push(each);
    else byStart.set(each.span.start, [each]);
  }
  return ({ start, end }) => byStart.get(start)?.find(({ span }) => span.end === end)?.fingerprint;
}

function withFingerprint(detected: Detected, fingerprints: Fingerprints): Finding {
  if (!('secret' in detected)) return detected;
  const { secret, ...rest } = detected;
  return { ...rest, fingerprint: fingerprints.of(secret) };
}

/** Every place in the text that a look knows of: where it is not at hand, no others can be told. */
export function spansIn({ findings, suppressions }: Look): readonly Span[] {
  return [
    ...findings.map(({ span }) => span),
    ...suppressions.flatMap(({ span, rules }) => [span, ...rules.map((rule) => rule.span)]),
  ];
}

/** What of a look at a piece of a text begins in a stretch of the piece, with places moved on to what they are in the whole. */
export function lookWithin(
  { findings, suppressions, ...rest }: Look,
  { start, end }: Span,
  by: number,
): Look {
  const isWithin = ({ span }: { readonly span: Span }) => span.start >= start && span.start < end;
  return {
    ...rest,
    findings: findings
      .filter(isWithin)
      .map((finding) => ({ ...finding, span: moved(finding.span, by) })),
    suppressions: suppressions.filter(isWithin).map((each) => ({
      ...each,
      span: moved(each.span, by),
      covers: moved(each.covers, by),
      rules: each.rules.map((rule) => ({ ...rule, span: moved(rule.span, by) })),
      comment: each.comment && moved(each.comment, by),
    })),
  };
}

/** What was found in the pieces of a text, from its beginning to its end. */
export function joined(looks: readonly Look[]): Look {
  return {
    findings: looks.flatMap(({ findings }) => findings),
    suppressions: looks.flatMap(({ suppressions }) => suppressions),
    ...(looks.some(({ isIncomplete }) => isIncomplete) ? { isIncomplete: true } : {}),
  };
}
