import type { KeyBody } from '../carto/auth-api.ts';
import type { TokenBody } from '../carto/tokens-api.ts';
import { type Conditions, inspect, type RuleId } from '../inspect.ts';
import type { Problem } from '../problem.ts';
import { applyEdits } from '../text-edits.ts';
import { bodyOf, declarationText } from './body.ts';
import { parseDeclaration } from './parse.ts';

/** Fixes may make room for others, but not without end. */
const ROUNDS = 20;

/**
 * What the rules say against a body before it is sent: the same as they would say of its declaration.
 *
 * @param rules those that are asked; all where it is left out
 */
export function problemsOfBody(
  body: TokenBody | KeyBody,
  conditions: Conditions,
  rules?: readonly RuleId[],
): Problem<RuleId>[] {
  return problemsOfText(declarationText(body), conditions, rules);
}

/** The body as it was surely meant: with the one right answer to each problem, as far as it has one. */
export function mendedBody(
  body: TokenBody,
  conditions: Conditions,
  rules: readonly RuleId[],
): TokenBody {
  let text = declarationText(body);
  for (let round = 0; round < ROUNDS; round += 1) {
    const fixes = problemsOfText(text, conditions, rules).flatMap((problem) => problem.fixes());
    const fix = fixes.find(({ confidence }) => confidence !== 'possible');
    if (!fix) break;
    text = applyEdits(text, fix.edits);
  }
  return bodyOf(parseDeclaration(text)) as TokenBody;
}

function problemsOfText(text: string, conditions: Conditions, rules?: readonly RuleId[]) {
  return inspect({ text, isDeclaration: true }, conditions).filter(
    ({ rule }) => rules?.includes(rule) ?? true,
  );
}
