import type { Finding, Report } from './report.ts';

/** What a check ends with: `clean` passes, the rest fails, and says why. */
export type Verdict = 'clean' | 'errors' | 'credentials' | 'warnings';

/**
 * Whether findings fail a check. Without a limit on warnings a credential in a file does, though what it can reach is not known
 * here: a check that passes hides it. With a limit that alone decides about warnings.
 *
 * @param maxWarnings how many warnings are allowed; undefined where the user has set no limit
 */
export function verdictOn({ findings }: Pick<Report, 'findings'>, maxWarnings?: number): Verdict {
  if (findings.some(({ severity }) => severity === 'error')) return 'errors';
  const warnings = findings.filter(({ severity }) => severity === 'warning');
  if (maxWarnings !== undefined) return warnings.length > maxWarnings ? 'warnings' : 'clean';
  return warnings.some(isCredential) ? 'credentials' : 'clean';
}

/** Whether a finding is a credential that is written out, and not how one is used or declared. */
export function isCredential({ fingerprint }: Finding): boolean {
  return fingerprint !== undefined;
}
