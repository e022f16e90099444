import { innerSpan, items, property } from '../../json/tree.ts';
import type { KeyGrant } from '../declaration.ts';
import { isWhole, topLevel } from '../places.ts';
import type { DeclarationRule } from '../rule.ts';

/** The lists in which a grant says what it gives. */
const GIVES = ['apis', 'tables', 'schemas', 'services', 'data', 'datasets'];

/** Source: CARTO, "Auth API", grants. */
export const keyGrantEmpty = {
  id: 'key-grant-empty',
  severity: 'error',
  finds: 'an API key whose grants give nothing',
  *check(declaration) {
    const { keyGrants } = declaration;
    const grants = topLevel(declaration, 'grants');
    if (!grants || !isWhole(declaration) || keyGrants.some(gives)) return;
    yield {
      span: innerSpan(grants.key),
      message:
        'None of the grants gives anything, so the key can do nothing. List in "apis" the APIs it is for, and in "tables" the ' +
        'tables it may use.',
    };
  },
} as const satisfies DeclarationRule;

function gives({ node }: KeyGrant): boolean {
  return GIVES.some((name) => items(property(node, name)?.value).length > 0);
}
