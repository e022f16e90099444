import { moved } from '../problem.ts';
import { type Certain, holdsCertain, NONE_CERTAIN } from './certain.ts';
import type { Detected } from './finding.ts';
import { Part } from './part.ts';
import { isCartosPath } from './path.ts';
import { without } from './plain-text.ts';
import { mayHoldFindings } from './prefilter.ts';
import { ownCommentsIn } from './suppressions.ts';
import { tokenStretches } from './token-stretches.ts';
import { Whole } from './whole.ts';

/** What is found in a text, and whether its budget was enough to look at all of it. */
export interface Search {
  readonly found: readonly Detected[];
  readonly isComplete: boolean;
}

/**
 * Everything in a text that has to do with CARTO's credentials, each once where it stands. Linear in the text.
 *
 * @param path where the text stands, as far as that is known: its end may name CARTO
 * @param certain what was found in other texts
 */
export function findIn(
  text: string,
  path = '',
  certain: Certain = NONE_CERTAIN,
): readonly Detected[] {
  return searchIn(text, path, certain).found;
}

/** The same, with whether all of the text was looked at. */
export function searchIn(text: string, path: string, certain: Certain = NONE_CERTAIN): Search {
  const isCartos = isCartosPath(path) || holdsCertain(certain)(text);
  if (!isCartos && !mayHoldFindings(text)) return { found: [], isComplete: true };
  let isComplete = true;
  const inWhole = (code: string) => {
    const part = new Part(code, { start: 0, end: code.length }, path);
    const whole = new Whole([part], certain);
    const found = whole.found(part);
    isComplete &&= whole.isComplete;
    return found;
  };
  const found = findBesideComments(text, (code) => {
    const stretches = isCartos ? undefined : tokenStretches(code);
    if (!stretches) return inWhole(code);
    return stretches.flatMap(({ start, end }) =>
      inWhole(code.slice(start, end)).map((each) => ({ ...each, span: moved(each.span, start) })),
    );
  });
  return { found, isComplete };
}

/**
 * What is found in a text without our own comments: what says of credentials that they are fine names CARTO, and parts what it
 * stands between, and must make no difference.
 */
export function findBesideComments(
  text: string,
  find: (code: string) => readonly Detected[],
): readonly Detected[] {
  const comments = ownCommentsIn(text);
  if (comments.length === 0) return find(text);
  const code = without(text, comments);
  return find(code.text).map((each) => ({ ...each, span: code.sourceOf(each.span) }));
}
