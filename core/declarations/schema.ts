import type { JsonValue } from '../json/edits.ts';
import { DATE_TIME } from './date-time.ts';
import {
  GRANT,
  KEY,
  KEY_GRANTS,
  type ObjectShape,
  type PropertyShape,
  SCHEMA_URL,
  type Shape,
  TOKEN,
} from './shape.ts';

type Schema = { readonly [name: string]: JsonValue };

/**
 * The JSON Schema (draft 7, which every editor knows) of declarations, for tools without our language server. It holds
 * the shape; what rules say beyond it, a schema cannot.
 */
export function declarationSchema(): Schema {
  const tokens = objectSchema(TOKEN, ['allowed_apis']);
  const keys = objectSchema(KEY, ['name']);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: SCHEMA_URL,
    title: 'CARTO token declaration',
    description:
      'The body of the request that makes a CARTO access token (Tokens API) or a CARTO Engine API key (Auth API).',
    // An API key is known by its first grant; so that what is missing in one is never blamed on the other.
    if: {
      properties: { grants: { items: [{ type: 'object', required: ['type'] }], minItems: 1 } },
      required: ['grants'],
    },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
    then: keys,
    else: tokens,
  };
}

function schemaOf(shape: Shape): Schema {
  switch (shape.type) {
    case 'string':
      return {
        type: 'string',
        ...(shape.values ? { enum: shape.values } : {}),
        // Not JSON Schema's own format, which takes less of ISO 8601.
        ...(shape.format === 'date-time' ? { pattern: DATE_TIME.source } : {}),
      };
    case 'array':
      return { type: 'array', items: itemsSchema(shape.items) };
    case 'object':
      return objectSchema(shape);
  }
}

function itemsSchema(items: Shape): Schema {
  const { grants } = KEY.properties;
  if (grants?.shape.type !== 'array' || items !== grants.shape.items) return schemaOf(items);
  return {
    type: 'object',
    oneOf: Object.entries(KEY_GRANTS).map(([type, shape]) => typed(type, shape)),
  };
}

/** A grant of an API key, by its type. */
function typed(type: string, shape: ObjectShape): Schema {
  const schema = objectSchema(shape);
  return {
    ...schema,
    properties: { ...(schema['properties'] as Schema), type: { const: type } },
  };
}

function objectSchema({ properties }: ObjectShape, alsoRequired: readonly string[] = []): Schema {
  const entries = Object.entries(properties);
  const required = entries.filter(
    ([name, { isRequired }]) => isRequired || alsoRequired.includes(name),
  );
  return {
    type: 'object',
    properties: Object.fromEntries(
      entries.map(([name, property]) => [name, propertySchema(property)]),
    ),
    ...(required.length > 0 ? { required: required.map(([name]) => name) } : {}),
    additionalProperties: false,
  };
}

function propertySchema({ shape, means, example }: PropertyShape): Schema {
  const unique = shape.type === 'array' && shape.items !== GRANT ? { uniqueItems: true } : {};
  return { description: means, ...schemaOf(shape), ...unique, examples: [example] };
}
