import { API_NAMES, isApi } from '../../carto/apis.ts';
import { all } from '../../wording.ts';
import { setProperty } from '../fixes.ts';
import { originAs } from '../origin.ts';
import { isMissing, placeFor } from '../places.ts';
import type { DeclarationRule } from '../rule.ts';

/** Without referers a token works from everywhere. Source: CARTO, "API Access Tokens", Referers. */
export const refererMissing = {
  id: 'referer-missing',
  severity: 'warning',
  finds: 'a token for websites in production without referers',
  *check(declaration, { trailingSlash }) {
    const { environment, usage, allowedApis } = declaration;
    if (environment !== 'production' || usage === 'server') return;
    const reading = allowedApis.map(({ value }) => value).filter(isReading);
    if (reading.length === 0 || !isMissing(declaration, 'referers')) return;

    const names = all(new Set(reading.map((api) => API_NAMES[api])));
    const example = originAs('https://example.com', trailingSlash);
    yield {
      span: placeFor(declaration, 'referers'),
      message:
        `No referer limits this token for the ${names}: anyone who sees it in a page can use it from anywhere. List the ` +
        'websites it is for; or write "usage": "server" if it never reaches a browser.',
      fixes: () => [
        {
          title: `Add referers: ${example}`,
          confidence: 'possible',
          edits: setProperty(declaration, 'referers', [example]),
        },
        {
          title: 'It is for a server: set "usage" to "server"',
          confidence: 'possible',
          edits: setProperty(declaration, 'usage', 'server'),
        },
      ],
    };
  },
} as const satisfies DeclarationRule;

function isReading(value: string) {
  return isApi(value) && (value === 'maps' || value === 'sql');
}
