import { findIn } from '../core/credentials/find.ts';
import { type EditFix, fixesFor, ruleOn } from '../core/credentials/fixes.ts';
import type { Place } from '../core/credentials/place.ts';
import type { RuleId } from '../core/inspect.ts';
import type { Problem } from '../core/problem.ts';

/**
 * How a key is sent in a better way, where the request's shape is clear and the key is no part of what is written: reports are
 * uploaded. Credentials are not moved out of the code here: the value would be kept nowhere.
 */
export function requestFixes(
  text: string,
  { rule, span }: Pick<Problem<RuleId>, 'rule' | 'span'>,
  place: Place,
): EditFix[] {
  const found = findIn(text, place.path).filter(
    (each) => ruleOn(each) === rule && each.span.start === span.start,
  );
  return found
    .flatMap((detected) => fixesFor(text, detected, place))
    .filter((fix) => fix.kind === 'edit')
    .filter(({ holdsKey }) => !holdsKey);
}
