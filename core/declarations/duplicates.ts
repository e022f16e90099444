import { remove } from '../json/edits.ts';
import type { Node } from '../json/tree.ts';
import type { Observation } from '../problem.ts';
import { shown } from '../wording.ts';
import type { Text } from './declaration.ts';

/** Every item that stands in its list a second time. An item without a key is like no other. */
export function* duplicates<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string | undefined,
): Generator<Item> {
  const seen = new Set<string>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    if (seen.has(key)) yield item;
    else seen.add(key);
  }
}

/** @param node the entry of the list that the text is, or is in */
export function listedTwice(what: string, { value, span }: Text, node: Node): Observation {
  const name = `"${shown(value)}"`;
  return {
    span,
    message: `${what} ${name} is listed twice, which adds nothing. Remove one of them.`,
    fixes: () => [
      { title: `Remove the second ${name}`, confidence: 'safe', edits: remove([node]) },
    ],
  };
}
