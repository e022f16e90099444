import { isKeyGrantType, KEY_GRANT_TYPES } from '../../carto/engine.ts';
import type { DeclarationRule } from '../rule.ts';
import { unknownValue } from '../unknown-value.ts';

/** Source: CARTO, "Auth API", grants. */
export const keyGrantTypeUnknown = {
  id: 'key-grant-type-unknown',
  severity: 'error',
  finds: 'a type of grant that CARTO Engine does not have',
  *check({ keyGrants }) {
    for (const { type } of keyGrants) {
      if (type && !isKeyGrantType(type.value)) {
        yield unknownValue(type, 'a type of grant', KEY_GRANT_TYPES, false);
      }
    }
  },
} as const satisfies DeclarationRule;
