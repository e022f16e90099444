import { type Conditions, inspectDeclaration } from '../inspect.ts';
import type { Fix, TextEdit } from '../problem.ts';
import { applyEdits } from '../text-edits.ts';
import { parseDeclaration } from './parse.ts';

/** Fixes may make room for others, but not without end. */
const ROUNDS = 20;

/** The text with everything mended that can be mended unasked: the safe fixes, and those that they make possible. */
export function fixAll(text: string, conditions: Conditions): string {
  let mended = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const problems = inspectDeclaration(parseDeclaration(mended), conditions);
    const fixes = problems.flatMap(({ fixes }) => {
      return fixes().find(({ confidence }) => confidence === 'safe') ?? [];
    });
    const edits = withoutOverlaps(fixes);
    if (edits.length === 0) break;
    mended = applyEdits(mended, edits);
  }
  return mended;
}

/** The edits of the fixes that do not get in each other's way; what is left out waits for the next round. */
function withoutOverlaps(fixes: readonly Fix[]): TextEdit[] {
  const taken: TextEdit[] = [];
  let end = 0;
  for (const { edits } of fixes.toSorted((a, b) => startOf(a) - startOf(b))) {
    const sorted = edits.toSorted((a, b) => a.span.start - b.span.start);
    if (!sorted.every(({ span }) => span.start >= end)) continue;
    taken.push(...sorted);
    end = Math.max(end, ...sorted.map(({ span }) => span.end));
  }
  return taken;
}

function startOf({ edits }: Fix): number {
  return Math.min(...edits.map(({ span }) => span.start));
}
