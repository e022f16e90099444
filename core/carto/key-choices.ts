import type { KeyBody } from './auth-api.ts';
import { SCHEMA_PERMISSIONS } from './engine.ts';
import { type KeyTable, keyLimits, keyTableName } from './key-grants.ts';

type Grants = KeyBody['grants'];

/** What an API key is to give, as a person chooses it. */
export interface KeyChoices {
  readonly apis: readonly string[];
  readonly tables: readonly KeyTable[];
  /** Those that tables may be created in. */
  readonly schemas: readonly string[];
  readonly services: readonly string[];
}

/** The types of grants that the choices stand for. */
const CHOSEN: ReadonlySet<string> = new Set(['apis', 'database', 'dataservices']);

/** What of a key's grants can be chosen. */
export function choicesOf(grants: Grants): KeyChoices {
  const { apis, tables, services } = keyLimits(grants);
  return {
    apis,
    tables: tables.filter(({ name }) => name !== undefined),
    schemas: tables.filter(({ name }) => name === undefined).map(({ schema }) => schema),
    services,
  };
}

/**
 * The grants that give what was chosen, and whatever else of other grants there was before: user data, say, or metadata.
 * A grant of each type, since CARTO Engine wants no two.
 */
export function grantsOf(
  { apis, tables, schemas, services }: KeyChoices,
  before: Grants = [],
): Grants {
  const of = (type: string): Grants[number] =>
    Object.assign({ type }, ...before.filter((grant) => grant.type === type));
  const { tables: _, schemas: __, ...rest } = of('database');
  const permitted = keyLimits(before).tables.filter(({ name }) => name === undefined);
  const database = {
    ...rest,
    ...(tables.length > 0 ? { tables } : {}),
    ...(schemas.length > 0
      ? {
          schemas: schemas.map((name) => ({
            name,
            permissions:
              permitted.find((each) => keyTableName(each) === name)?.permissions ??
              SCHEMA_PERMISSIONS,
          })),
        }
      : {}),
  };
  return [
    ...(apis.length > 0 ? [{ ...of('apis'), apis }] : []),
    ...(isEmpty(database) ? [] : [database]),
    ...(services.length > 0 ? [{ ...of('dataservices'), services }] : []),
    ...before.filter(({ type }) => !CHOSEN.has(type)),
  ];
}

function isEmpty({ type: _, ...lists }: Grants[number]): boolean {
  return Object.values(lists).every((list) => Array.isArray(list) && list.length === 0);
}

/** A table's name with its schema, as a person types it: quoted or not. Undefined where it is none. */
export function parseKeyTable(
  text: string,
): { readonly schema: string; readonly name: string } | undefined {
  const [, schema, name] = /^("[^"]+"|[^\s".]+)\.("[^"]+"|[^\s".]+)$/.exec(text.trim()) ?? [];
  return schema && name ? { schema: unquoted(schema), name: unquoted(name) } : undefined;
}

function unquoted(name: string): string {
  return name.replaceAll('"', '');
}
