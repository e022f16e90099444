import { findIn } from './find.ts';
import type { Detected, Finding } from './finding.ts';
import { fingerprintOf } from './fingerprint.ts';

/** All of a text that the rules on credentials need to judge it: no secret is in it, so that it can be kept and sent. */
export interface Look {
  readonly findings: readonly Finding[];
}

/** Looks at a text. Linear in its length. */
export function lookAt(text: string): Look {
  return { findings: findIn(text).map(withFingerprint) };
}

function withFingerprint(detected: Detected): Finding {
  if (!('secret' in detected)) return detected;
  const { secret, ...rest } = detected;
  return { ...rest, fingerprint: fingerprintOf(secret) };
}
