import { APIS } from '../../carto/apis.ts';
import type { DeclarationRule } from '../rule.ts';
import { unknownValues } from '../unknown-value.ts';

/** Source: CARTO, "API Access Tokens", Allowed APIs. */
export const apiUnknown = {
  id: 'api-unknown',
  severity: 'error',
  finds: 'an API that CARTO does not have',
  *check({ allowedApis }) {
    yield* unknownValues(allowedApis, 'an API that a token can be allowed', APIS);
  },
} as const satisfies DeclarationRule;
