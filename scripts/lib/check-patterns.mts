import { growthOf } from './backtracking.mts';
import { type Pattern, patternsInSources } from './patterns.mts';

/** The most characters that a pattern may run on which takes their square. */
const MOST = 1000;

/** Says which regular expressions of ours may backtrack. @returns whether there is none */
export async function checkPatterns(): Promise<boolean> {
  const { patterns, sites } = patternsInSources();
  const faults = [
    ...sites
      .filter(({ file }) => !file.startsWith('core/'))
      .map(
        ({ file, line }) =>
          `${file}:${line} builds a regular expression: write it as a literal, or build it in core.`,
      ),
    ...patterns.flatMap((pattern) => faultOf(pattern) ?? []),
  ];
  for (const fault of faults) console.error(fault);
  if (faults.length === 0) {
    console.log(`Checked ${patterns.length} regular expressions. None backtracks.`);
  }
  return faults.length === 0;
}

function faultOf({ source, flags, place, bound }: Pattern): string | undefined {
  const growth = growthOf(source, flags);
  if (growth.kind === 'linear') return undefined;
  if (growth.kind === 'polynomial' && bound !== undefined && bound <= MOST) return undefined;
  return `${place} /${source}/${flags} takes ${growth.kind} time: ${growth.loops.join(' and ')} take the same text.`;
}
