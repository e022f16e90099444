import type { Span } from '../problem.ts';
import { findIn } from './find.ts';
import type { Detected, Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Suppression, suppressionsIn } from './suppressions.ts';

/** All of a text that the rules on credentials need to judge it: no secret is in it, so that it can be kept and sent. */
export interface Look {
  readonly findings: readonly Finding[];
  /** What the text says of them, and what it says of nothing. */
  readonly suppressions: readonly Suppression[];
}

/** Looks at a text. Linear in its length. */
export function lookAt(text: string): Look {
  const findings = findIn(text).map(withFingerprint);
  return { findings, suppressions: suppressionsIn(text, findings.length > 0) };
}

/** The fingerprint of the credential that stands in exactly this place. */
export function fingerprintAt({ findings }: Look, { start, end }: Span): string | undefined {
  const found = findings.find(
    (each) => 'fingerprint' in each && each.span.start === start && each.span.end === end,
  );
  return found && 'fingerprint' in found ? found.fingerprint : undefined;
}

function withFingerprint(detected: Detected): Finding {
  if (!('secret' in detected)) return detected;
  const { secret, ...rest } = detected;
  return { ...rest, fingerprint: fingerprintOf(secret) };
}
