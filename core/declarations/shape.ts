import { APIS } from '../carto/apis.ts';
import {
  DATA_SERVICES,
  isKeyGrantType,
  KEY_APIS,
  KEY_GRANT_TYPES,
  type KeyGrantType,
  RESERVED_KEY_NAMES,
  SCHEMA_PERMISSIONS,
  TABLE_PERMISSIONS,
  USER_DATA,
} from '../carto/engine.ts';
import type { JsonValue } from '../json/edits.ts';
import { hasProperty, items, type Node, property } from '../json/tree.ts';

/**
 * What a declaration consists of: the one table behind the rule of the shape, completion, hovers, the order of
 * properties and the JSON Schema. Sources: CARTO, "Tokens API" and "Auth API".
 */
export type Shape = TextShape | ListShape | ObjectShape;

export interface TextShape {
  readonly type: 'string';
  /** What the text can be. */
  readonly values?: readonly string[];
  /** The rule that says which of the values is not one, where the rule of the shape leaves that to another. */
  readonly judgedBy?: string;
  /** What kind of text it is. */
  readonly format?: 'date-time' | 'uri';
}

export interface ListShape {
  readonly type: 'array';
  readonly items: Shape;
}

export interface ObjectShape {
  readonly type: 'object';
  /** In their canonical order. */
  readonly properties: Readonly<Record<string, PropertyShape>>;
  readonly order: readonly string[];
}

export interface PropertyShape {
  readonly shape: Shape;
  /** What it means: one or two sentences. */
  readonly means: string;
  /** Whether its absence is a fault of the shape. Absences that a rule of their own reports are not. */
  readonly isRequired?: boolean;
  /** What it can hold to begin with. */
  readonly example: JsonValue;
}

const text = (shape: Omit<TextShape, 'type'> = {}): TextShape => ({ type: 'string', ...shape });
const list = (items: Shape): ListShape => ({ type: 'array', items });
const object = (properties: ObjectShape['properties']): ObjectShape => ({
  type: 'object',
  properties,
  order: Object.keys(properties),
});

/** Where the JSON Schema of declarations is kept. */
export const SCHEMA_URL =
  'https://raw.githubusercontent.com/cartotokens/carto-tokens/main/schemas/cartotoken.schema.json';

/** What is ours in a declaration, and taken out before it is sent. */
const OURS = {
  $schema: {
    shape: text({ format: 'uri' }),
    means: 'The JSON Schema of this file, for editors without CARTO Tokens. Not sent to CARTO.',
    example: SCHEMA_URL,
  },
  environment: {
    shape: text({ values: ['development', 'production'] }),
    means:
      'Where the credential is used. In development wide grants and local referers are tolerated. ' +
      'Production if left out. Not sent to CARTO.',
    example: 'production',
  },
  usage: {
    shape: text({ values: ['browser', 'server'] }),
    means:
      'Who sends the credential. A server sends no Referer, so it needs no referers. Browser if left out. Not sent to CARTO.',
    example: 'browser',
  },
} as const satisfies ObjectShape['properties'];

/** An entry of `grants` of an access token. */
export const GRANT = object({
  connection_name: {
    shape: text(),
    means: 'The connection to the data warehouse, by its name in CARTO.',
    isRequired: true,
    example: 'carto_dw',
  },
  source: {
    shape: text(),
    means:
      'What may be read: a table or tileset by its fully qualified name (a wildcard may end it), the very query the ' +
      'application runs, or * for everything the connection reaches.',
    isRequired: true,
    example: 'project.dataset.table',
  },
});

/** The body of `POST /v3/tokens`. */
export const TOKEN = object({
  $schema: OURS.$schema,
  name: {
    shape: text(),
    means: 'The token’s name, unique in the account. CARTO makes one up (tk_…) if left out.',
    example: 'my-token',
  },
  environment: OURS.environment,
  usage: OURS.usage,
  allowed_apis: {
    shape: list(text({ values: APIS, judgedBy: 'api-unknown' })),
    means: 'The APIs the token may use. The Imports API cannot be combined with any other.',
    example: ['maps'],
  },
  grants: {
    shape: list(GRANT),
    means: 'The data sources the token may use, each on its connection. The LDS API needs none.',
    example: [{ connection_name: 'carto_dw', source: 'project.dataset.table' }],
  },
  referers: {
    shape: list(text()),
    means:
      'The websites the token may be used from. If empty, from anywhere. Browsers send an origin with a slash at its end.',
    example: ['https://example.com/'],
  },
  expiration_date: {
    shape: text({ format: 'date-time' }),
    means:
      'When the token expires, as an ISO 8601 date-time. Can be given only when the token is created; never if left out.',
    example: '2030-01-01T00:00:00Z',
  },
});

/** A table in a grant of type `database`. */
export const KEY_TABLE = object({
  schema: {
    shape: text(),
    means: 'The schema the table is in: the user’s name in an organisation, else public.',
    isRequired: true,
    example: 'public',
  },
  name: { shape: text(), means: 'The table.', isRequired: true, example: 'my_table' },
  permissions: {
    shape: list(text({ values: TABLE_PERMISSIONS, judgedBy: 'key-permission-unknown' })),
    means: 'What the key may do with the table. A map needs select.',
    example: ['select'],
  },
});

/** A schema in a grant of type `database`. */
export const KEY_SCHEMA = object({
  name: { shape: text(), means: 'The schema.', isRequired: true, example: 'public' },
  permissions: {
    shape: list(text({ values: SCHEMA_PERMISSIONS, judgedBy: 'key-permission-unknown' })),
    means: 'What the key may do in the schema: create tables.',
    example: ['create'],
  },
});

const KEY_TYPE: PropertyShape = {
  shape: text({ values: KEY_GRANT_TYPES, judgedBy: 'key-grant-type-unknown' }),
  means:
    'What the grant is of: APIs, database tables, data services, user data or Data Observatory datasets.',
  isRequired: true,
  example: 'apis',
};

/** An entry of `grants` of an API key, by its type. */
export const KEY_GRANTS: Readonly<Record<KeyGrantType, ObjectShape>> = {
  apis: object({
    type: KEY_TYPE,
    apis: {
      shape: list(text({ values: KEY_APIS, judgedBy: 'key-api-unknown' })),
      means: 'The APIs the key may use.',
      isRequired: true,
      example: ['sql', 'maps'],
    },
  }),
  database: object({
    type: KEY_TYPE,
    tables: {
      shape: list(KEY_TABLE),
      means: 'The tables the key may use, each with its permissions.',
      example: [{ schema: 'public', name: 'my_table', permissions: ['select'] }],
    },
    schemas: {
      shape: list(KEY_SCHEMA),
      means: 'The schemas the key may create tables in.',
      example: [{ name: 'public', permissions: ['create'] }],
    },
    table_metadata: {
      shape: list(text()),
      means: 'Metadata of tables. Usually empty.',
      example: [],
    },
  }),
  dataservices: object({
    type: KEY_TYPE,
    services: {
      shape: list(text({ values: DATA_SERVICES, judgedBy: 'key-service-unknown' })),
      means: 'The location data services the key may use.',
      isRequired: true,
      example: ['geocoding'],
    },
  }),
  user: object({
    type: KEY_TYPE,
    data: {
      shape: list(text({ values: USER_DATA })),
      means: 'The user’s data the key may read.',
      isRequired: true,
      example: ['profile'],
    },
  }),
  'data-observatory': object({
    type: KEY_TYPE,
    datasets: {
      shape: list(text()),
      means: 'The Data Observatory datasets the key may read.',
      isRequired: true,
      example: [],
    },
  }),
};

/** An entry of `grants` of an API key whose type is not known: any of them may be meant. */
export const KEY_GRANT = object(
  Object.fromEntries(
    Object.values(KEY_GRANTS)
      .flatMap(({ properties }) => Object.entries(properties))
      .map(([name, property]) => [name, { ...property, isRequired: name === 'type' }]),
  ),
);

/** The body of `POST /api/v3/api_keys`. */
export const KEY = object({
  $schema: OURS.$schema,
  name: {
    shape: text(),
    means: `The key’s name, unique in the account. ${RESERVED_KEY_NAMES.join(' and ')} are reserved.`,
    example: 'my-key',
  },
  environment: OURS.environment,
  usage: OURS.usage,
  grants: {
    shape: list(KEY_GRANT),
    means: 'What the key may do: APIs, tables, data services.',
    isRequired: true,
    example: [{ type: 'apis', apis: ['sql'] }],
  },
});

/** A shape's property, as an object's own: `__proto__` and `constructor` are none. */
export function propertyShape(
  { properties }: ObjectShape,
  name: string,
): PropertyShape | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

/** The shape of an API key's grant of some type. */
export function keyGrantShape(type: string | undefined): ObjectShape {
  return type !== undefined && isKeyGrantType(type) ? KEY_GRANTS[type] : KEY_GRANT;
}

/** The shape of an object of a declaration, by where it stands; undefined where none is known. */
export function shapeAt(node: Node | undefined): ObjectShape | undefined {
  if (node?.type !== 'object') return undefined;
  if (!node.parent) return isKeyDeclaration(node) ? KEY : TOKEN;
  const list = node.parent.type === 'array' ? node.parent.parent : undefined;
  switch (list?.type === 'property' ? list.children?.[0]?.value : undefined) {
    case 'grants':
      return isKeyGrant(node) ? keyGrantShape(property(node, 'type')?.value?.value) : GRANT;
    case 'tables':
      return KEY_TABLE;
    case 'schemas':
      return KEY_SCHEMA;
    default:
      return undefined;
  }
}

/** Whether an entry of `grants` is of an API key: CARTO Engine's say of which type they are. */
export function isKeyGrant(node: Node): boolean {
  if (hasProperty(node, 'source') || hasProperty(node, 'connection_name')) return false;
  return KEY_GRANT.order.some((name) => hasProperty(node, name));
}

/** Whether an object declares an API key: its first grant decides. */
export function isKeyDeclaration(root: Node | undefined): boolean {
  const [first] = items(property(root, 'grants')?.value).filter(({ type }) => type === 'object');
  return first !== undefined && isKeyGrant(first);
}
