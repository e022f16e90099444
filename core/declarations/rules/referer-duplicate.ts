import type { Text } from '../declaration.ts';
import { duplicates, listedTwice } from '../duplicates.ts';
import type { DeclarationRule } from '../rule.ts';

export const refererDuplicate = {
  id: 'referer-duplicate',
  severity: 'warning',
  finds: 'a referer listed twice',
  *check({ referers }) {
    // Of those that differ by blanks around them, those with blanks are to go: they match nothing.
    const tidyFirst = [...referers.filter(isTidy), ...referers.filter((each) => !isTidy(each))];
    for (const referer of duplicates(tidyFirst, ({ value }) => value.trim())) {
      yield listedTwice('The referer', referer, referer.node);
    }
  },
} as const satisfies DeclarationRule;

function isTidy({ value }: Text): boolean {
  return value === value.trim();
}
