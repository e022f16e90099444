import type { Location } from 'jsonc-parser';
import { API_NAMES, APIS } from '../../../core/carto/apis.ts';
import type { Declaration } from '../../../core/declarations/declaration.ts';
import type { Suggestion } from './suggestion.ts';

/** The APIs that are not listed yet; those that cannot join the listed ones come last, and say why. */
export function apiSuggestions(
  { allowedApis }: Declaration,
  edited: Location['previousNode'],
): Suggestion[] {
  const listed = new Set(
    allowedApis.filter(({ node }) => node.offset !== edited?.offset).map(({ value }) => value),
  );
  const hasOthers = APIS.some((api) => api !== 'imports' && listed.has(api));
  return APIS.filter((api) => !listed.has(api)).map((api) => {
    const clashes = listed.has('imports') || (api === 'imports' && hasOthers);
    return {
      value: api,
      detail: clashes ? 'The Imports API cannot be combined with any other API' : API_NAMES[api],
      ...(clashes ? { problem: 'cannot be combined' } : {}),
    };
  });
}
