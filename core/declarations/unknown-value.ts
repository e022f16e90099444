import { remove } from '../json/edits.ts';
import { items } from '../json/tree.ts';
import { isSameWord, nearMiss } from '../near-miss.ts';
import type { Observation } from '../problem.ts';
import { all, shown } from '../wording.ts';
import type { Text } from './declaration.ts';
import { replacement } from './fixes.ts';

/** The items of a list that are none of those that may stand there. */
export function* unknownValues(
  items: readonly Text[],
  what: string,
  known: readonly string[],
): Generator<Observation> {
  for (const item of items) {
    if (!known.includes(item.value)) yield unknownValue(item, what, known);
  }
}

/** A text that is none of those that may stand there, with what may have been meant. */
export function unknownValue(
  text: Text,
  what: string,
  known: readonly string[],
  isItem = true,
): Observation {
  const meant = nearMiss(text.value, known);
  const list = all(known.map((value) => `"${value}"`));
  return {
    span: text.span,
    message:
      `"${shown(text.value)}" is not ${what}. There ${known.length > 1 ? 'are' : 'is'} ${list}.` +
      (meant ? ` Did you mean "${meant}"?` : ''),
    fixes: () => {
      if (meant) {
        return [replacement(text, meant, isSameWord(text.value, meant) ? 'safe' : 'preferred')];
      }
      const listed = isItem ? items(text.node.parent).map(({ value }) => value) : [];
      const replacements = known
        .filter((value) => !listed.includes(value))
        .map((value) => replacement(text, value, 'possible'));
      if (!isItem) return replacements;
      const title = `Remove "${shown(text.value)}"`;
      return [...replacements, { title, confidence: 'possible', edits: remove([text.node]) }];
    },
  };
}
