import * as v from 'valibot';
import {
  DATA_SERVICES,
  KEY_APIS,
  SCHEMA_PERMISSIONS,
  TABLE_PERMISSIONS,
  USER_DATA,
} from '../../core/carto/engine.ts';

const apis = v.looseObject({ type: v.literal('apis'), apis: v.array(v.picklist(KEY_APIS)) });
const database = v.looseObject({
  type: v.literal('database'),
  tables: v.optional(
    v.array(
      v.looseObject({
        schema: v.string(),
        name: v.string(),
        permissions: v.array(v.picklist(TABLE_PERMISSIONS)),
      }),
    ),
  ),
  schemas: v.optional(
    v.array(
      v.looseObject({ name: v.string(), permissions: v.array(v.picklist(SCHEMA_PERMISSIONS)) }),
    ),
  ),
  table_metadata: v.optional(v.array(v.unknown())),
});
const dataservices = v.looseObject({
  type: v.literal('dataservices'),
  services: v.array(v.picklist(DATA_SERVICES)),
});
const user = v.looseObject({ type: v.literal('user'), data: v.array(v.picklist(USER_DATA)) });
const observatory = v.looseObject({
  type: v.literal('data-observatory'),
  datasets: v.array(v.string()),
});

/** A grant of an API key, by its type. Source: CARTO, "Auth API", API keys. */
export const KEY_GRANT = v.variant('type', [apis, database, dataservices, user, observatory]);

export type KeyGrant = v.InferOutput<typeof KEY_GRANT>;
