import { moved } from '../problem.ts';
import type { Detected } from './finding.ts';
import { Part } from './part.ts';
import { isCartosPath } from './path.ts';
import { without } from './plain-text.ts';
import { mayHoldFindings } from './prefilter.ts';
import { ownCommentsIn } from './suppressions.ts';
import { tokenStretches } from './token-stretches.ts';
import { Whole } from './whole.ts';

/**
 * Everything in a text that has to do with CARTO's credentials, each once where it stands. Linear in the text.
 *
 * @param path where the text stands, as far as that is known: its end may name CARTO
 */
export function findIn(text: string, path = ''): readonly Detected[] {
  const isCartos = isCartosPath(path);
  if (!isCartos && !mayHoldFindings(text)) return [];
  return findBesideComments(text, (code) => {
    const stretches = isCartos ? undefined : tokenStretches(code);
    if (!stretches) return findInWhole(code, path);
    return stretches.flatMap(({ start, end }) =>
      findInWhole(code.slice(start, end), path).map((each) => ({
        ...each,
        span: moved(each.span, start),
      })),
    );
  });
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

function findInWhole(text: string, path: string): readonly Detected[] {
  const part = new Part(text, { start: 0, end: text.length }, path);
  return new Whole([part]).found(part);
}
