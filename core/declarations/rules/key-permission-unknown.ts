import { SCHEMA_PERMISSIONS, TABLE_PERMISSIONS } from '../../carto/engine.ts';
import type { KeyTable } from '../declaration.ts';
import type { DeclarationRule } from '../rule.ts';
import { unknownValues } from '../unknown-value.ts';

/** Source: CARTO, "Auth API", grants of type database. */
export const keyPermissionUnknown = {
  id: 'key-permission-unknown',
  severity: 'error',
  finds: 'a permission that CARTO Engine does not have',
  *check({ keyGrants }) {
    for (const { tables, schemas } of keyGrants) {
      yield* unknownValues(tables.flatMap(permitted), 'a permission on a table', TABLE_PERMISSIONS);
      yield* unknownValues(
        schemas.flatMap(permitted),
        'a permission on a schema',
        SCHEMA_PERMISSIONS,
      );
    }
  },
} as const satisfies DeclarationRule;

function permitted({ permissions = [] }: KeyTable) {
  return permissions;
}
