import { DATA_SERVICES } from '../../carto/engine.ts';
import type { DeclarationRule } from '../rule.ts';
import { unknownValues } from '../unknown-value.ts';

/** Source: CARTO, "Auth API", grants of type dataservices. */
export const keyServiceUnknown = {
  id: 'key-service-unknown',
  severity: 'error',
  finds: 'a data service that CARTO Engine does not have',
  *check({ keyGrants }) {
    const services = keyGrants.flatMap((grant) => grant.services);
    yield* unknownValues(services, 'a data service of CARTO Engine', DATA_SERVICES);
  },
} as const satisfies DeclarationRule;
