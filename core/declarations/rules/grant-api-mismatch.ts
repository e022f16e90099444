import { API_NAMES, isApi } from '../../carto/apis.ts';
import { COMPATIBILITY } from '../../carto/compatibility.ts';
import { SOURCE_KIND_NAMES, sourceKind } from '../../carto/sources.ts';
import type { Rule } from '../../problem.ts';
import { shown } from '../../wording.ts';
import type { Declaration } from '../declaration.ts';

/** A grant that some allowed API refuses and none accepts. Source: CARTO, "API Access Tokens", Grants. */
export const grantApiMismatch = {
  id: 'grant-api-mismatch',
  severity: 'error',
  *check({ allowedApis, grants }: Declaration) {
    const allowed = [...new Set(allowedApis.map(({ value }) => value).filter(isApi))];
    // Imports beside other APIs will have to go (import-api-exclusive), so the others decide.
    const apis = allowed.length > 1 ? allowed.filter((api) => api !== 'imports') : allowed;

    for (const { source } of grants) {
      const kind = source && sourceKind(source.value);
      if (!source || !kind) continue;

      const answers = new Set(apis.map((api) => COMPATIBILITY[api][kind]));
      if (!answers.has('refuses') || answers.has('accepts') || answers.has('unchecked')) continue;

      const refusing = apis.filter((api) => COMPATIBILITY[api][kind] === 'refuses');
      const names = new Intl.ListFormat('en').format(refusing.map((api) => API_NAMES[api]));
      yield {
        span: source.span,
        message:
          `The ${names} does not accept a grant on a ${SOURCE_KIND_NAMES[kind]}, and no other allowed API does: ` +
          `requests for "${shown(source.value)}" get 403. ` +
          'Grant the query that the application runs (SELECT … FROM …) instead, or add "maps" to allowed_apis.',
      };
    }
  },
} as const satisfies Rule<Declaration>;
