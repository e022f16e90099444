import type { Finding } from './report.ts';

/** How many places of one credential are listed: recorded traffic can hold one thousands of times. */
const LISTED = 10;

/** A finding, or all of one credential where they are more than are listed. */
export interface Group {
  /** What is listed: the first places, in the order of the report. */
  readonly listed: readonly [Finding, ...Finding[]];
  /** How many places there are in all, and in how many files. */
  readonly places: number;
  readonly files: number;
}

/**
 * Findings of a report, in its order: those of a credential in more places than are listed are one group, where its first stands,
 * every other finding is one of its own.
 */
export function grouped(findings: readonly Finding[]): Group[] {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    if (key === undefined) continue;
    const same = places.get(key);
    if (same) same.push(finding);
    else places.set(key, [finding]);
  }
  const groups: Group[] = [];
  for (const finding of findings) {
    const key = keyOf(finding);
    const [first, ...more] = (key !== undefined && places.get(key)) || [finding];
    if (!first || more.length < LISTED) {
      groups.push({ listed: [finding], places: 1, files: 1 });
    } else if (finding === first) {
      const files = new Set([first, ...more].map(({ path }) => path)).size;
      const listed: Group['listed'] = [first, ...more.slice(0, LISTED - 1)];
      groups.push({ listed, places: more.length + 1, files });
    }
  }
  return groups;
}

/** By rule, severity and credential; undefined where a finding is about no credential. */
function keyOf({ rule, severity, fingerprint }: Finding): string | undefined {
  return fingerprint === undefined ? undefined : `${rule} ${severity} ${fingerprint}`;
}
