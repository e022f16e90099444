import { isApi } from '../../carto/apis.ts';
import { remove } from '../../json/edits.ts';
import { innerSpan, properties } from '../../json/tree.ts';
import { topLevel } from '../places.ts';
import type { DeclarationRule } from '../rule.ts';

/** The LDS API needs no grants, so on a token for it alone they only widen what a later change may open. */
export const grantUnneeded = {
  id: 'grant-unneeded',
  severity: 'warning',
  finds: 'grants on a token for the LDS API alone',
  *check(declaration) {
    const { allowedApis, grants } = declaration;
    const apis = allowedApis.map(({ value }) => value);
    if (
      grants.length === 0 ||
      !apis.includes('lds') ||
      apis.some((api) => !isApi(api) || api !== 'lds')
    )
      return;
    const property = topLevel(declaration, 'grants');
    if (!property) return;
    yield {
      span: innerSpan(property.key),
      message:
        'This token allows the LDS API alone, which needs no grants: these do nothing now, and open the data as soon as another ' +
        'API is allowed. Remove them.',
      fixes: () => {
        // Where they stand twice, the others would count as soon as the last are gone.
        const all = properties(declaration.root).filter(({ name }) => name === 'grants');
        const edits = remove(all.map(({ node }) => node));
        return [{ title: 'Remove the grants', confidence: 'preferred', edits }];
      },
    };
  },
} as const satisfies DeclarationRule;
