import { APIS } from '../../carto/apis.ts';
import { setProperty } from '../fixes.ts';
import { isMissing, placeFor, topLevel } from '../places.ts';
import type { DeclarationRule } from '../rule.ts';

/** Without an API a token can do nothing. Source: CARTO, "API Access Tokens", Allowed APIs. */
export const apiMissing = {
  id: 'api-missing',
  severity: 'error',
  finds: 'a token without any API',
  *check(declaration) {
    // What is mixed may be no token at all.
    if (declaration.keyGrants.length > 0 || !isMissing(declaration, 'allowed_apis')) return;
    const isThere = topLevel(declaration, 'allowed_apis') !== undefined;
    yield {
      span: placeFor(declaration, 'allowed_apis'),
      message:
        `No API is allowed${isThere ? '' : ' ("allowed_apis" is missing)'}, so the token can do nothing: every request gets 403. ` +
        'Allow those that your code calls: "maps" to draw, "sql" to query, "lds" to geocode and route, or "imports" alone.',
      fixes: () =>
        APIS.map((api) => ({
          title: `Allow "${api}"`,
          confidence: 'possible',
          edits: setProperty(declaration, 'allowed_apis', [api]),
        })),
    };
  },
} as const satisfies DeclarationRule;
