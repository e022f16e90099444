import type { Finding } from './report.ts';

/**
 * What a change has brought: of the findings of now those that were not there before. Two are the same where they say the
 * same of the same file, wherever in it; where there are more of them now, those in lines that are as before are the old ones.
 */
export function brought(now: readonly Finding[], before: readonly Finding[]): Finding[] {
  const elsewhere = apart(
    now,
    before,
    (finding) => `${content(finding)}\0${finding.line().trim()}`,
  );
  return apart(elsewhere.now, elsewhere.before, content).now;
}

/** What a finding says, wherever it stands. */
function content({ path, rule, severity, message, fingerprint }: Finding): string {
  return [path, rule, severity, fingerprint ?? message].join('\0');
}

/** Those of each side that have no counterpart on the other. */
function apart(
  now: readonly Finding[],
  before: readonly Finding[],
  key: (finding: Finding) => string,
): { readonly now: Finding[]; readonly before: Finding[] } {
  const left = new Map<string, Finding[]>();
  for (const finding of before) {
    const same = left.get(key(finding));
    if (same) same.push(finding);
    else left.set(key(finding), [finding]);
  }
  const isNew = (finding: Finding) => left.get(key(finding))?.pop() === undefined;
  return { now: now.filter(isNew), before: [...left.values()].flat() };
}
