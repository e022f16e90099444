import { API_NAMES, isApi } from '../../carto/apis.ts';
import type { Rule } from '../../problem.ts';
import type { Declaration } from '../declaration.ts';

/** The Imports API cannot be combined with any other. Source: CARTO, "API Access Tokens", Allowed APIs. */
export const importApiExclusive = {
  id: 'import-api-exclusive',
  severity: 'error',
  *check({ allowedApis }: Declaration) {
    const others = new Set(allowedApis.map(({ value }) => value).filter(isApi));
    if (!others.delete('imports') || others.size === 0) return;

    const names = new Intl.ListFormat('en').format([...others].map((api) => API_NAMES[api]));
    for (const { value, span } of allowedApis) {
      if (value !== 'imports') continue;
      yield {
        span,
        message:
          `The Imports API cannot be combined with any other API, and this token also allows ${names}: ` +
          'CARTO refuses to create it. Remove "imports" here and declare a second token that allows imports alone.',
      };
    }
  },
} as const satisfies Rule<Declaration>;
