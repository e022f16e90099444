import type { Rule } from '../problem.ts';
import type { Finding } from './finding.ts';
import type { KnownCredential } from './known.ts';
import type { Place } from './place.ts';

/** What the rules on credentials know beside what was found. */
export interface Judging {
  readonly now: Date;
  readonly place: Place;
  /** What an account says of a credential, named by its fingerprint; undefined where none says anything. */
  knownCredential(fingerprint: string): KnownCredential | undefined;
}

/** A rule on credentials in source text: a file in rules/, a line in rules.ts, a heading in docs/rules.md. */
export type CredentialRule = Rule<readonly Finding[], Judging>;

/** The findings of one kind. */
export function ofKind<Kind extends Finding['kind']>(
  findings: readonly Finding[],
  kind: Kind,
): (Finding & { readonly kind: Kind })[] {
  return findings.filter(
    (finding): finding is Finding & { readonly kind: Kind } => finding.kind === kind,
  );
}
