import { KEY_APIS } from '../../carto/engine.ts';
import type { DeclarationRule } from '../rule.ts';
import { unknownValues } from '../unknown-value.ts';

/** Source: CARTO, "Auth API", grants of type apis. */
export const keyApiUnknown = {
  id: 'key-api-unknown',
  severity: 'error',
  finds: 'an API that CARTO Engine does not have',
  *check({ keyGrants }) {
    const apis = keyGrants.flatMap((grant) => grant.apis);
    yield* unknownValues(apis, 'an API of CARTO Engine', KEY_APIS);
  },
} as const satisfies DeclarationRule;
