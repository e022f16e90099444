/**
 * What a grant of a CARTO Engine API key can be of, and what it can hold.
 * Source: CARTO, "Auth API", API keys.
 */
export const KEY_GRANT_TYPES = [
  'apis',
  'database',
  'dataservices',
  'user',
  'data-observatory',
] as const;

export type KeyGrantType = (typeof KEY_GRANT_TYPES)[number];

export function isKeyGrantType(value: string): value is KeyGrantType {
  return (KEY_GRANT_TYPES as readonly string[]).includes(value);
}

export const KEY_APIS = ['sql', 'maps'] as const;
export const TABLE_PERMISSIONS = ['select', 'insert', 'update', 'delete'] as const;
export const SCHEMA_PERMISSIONS = ['create'] as const;
export const DATA_SERVICES = ['geocoding', 'routing', 'isolines', 'observatory'] as const;
export const USER_DATA = ['profile'] as const;

/** Names that CARTO keeps for the keys every user has. */
export const RESERVED_KEY_NAMES = ['Master', 'Default public'] as const;

export function isReservedKeyName(name: string): boolean {
  const plain = name.trim().toLowerCase();
  return RESERVED_KEY_NAMES.some((reserved) => reserved.toLowerCase() === plain);
}
