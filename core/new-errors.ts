import { defaults, inspect, type RuleId } from './inspect.ts';
import type { Problem } from './problem.ts';

/** An error to everyone who reads a declaration, and yet a token: whether it is meant, whoever makes it is asked. */
const TOO_WIDE: RuleId = 'grant-all-sources';

/**
 * Why a declaration cannot take the place of another: what the rules call an error in it and not in the one before, in
 * the order of the text. What CARTO has taken already is no reason to refuse a change of something else.
 */
export function newErrors(before: string, after: string, now: Date): Problem<RuleId>[] {
  const conditions = defaults(now);
  const errors = (text: string) =>
    inspect({ text, isDeclaration: true }, conditions).filter(
      ({ severity, rule }) => severity === 'error' && rule !== TOO_WIDE,
    );
  const keyOf = ({ rule, message }: Problem) => `${rule} ${message}`;
  const known = new Set(errors(before).map(keyOf));
  return errors(after).filter((problem) => !known.has(keyOf(problem)));
}
