import { asRecord } from '../json/record.ts';

/** A table of CARTO Engine's, or a schema where it has no name, and what may be done with it. */
export interface KeyTable {
  readonly schema: string;
  readonly name: string | undefined;
  readonly permissions: readonly string[];
}

/** What an API key gives, gathered from all of its grants. */
export interface KeyLimits {
  readonly apis: readonly string[];
  readonly tables: readonly KeyTable[];
  readonly services: readonly string[];
}

/**
 * Reads the grants of an API key as the Auth API answers them. What is not as documented is left out: more may come.
 * Source: CARTO, "Auth API", API keys.
 */
export function keyLimits(grants: readonly object[]): KeyLimits {
  const records = grants.map((grant) => asRecord(grant) ?? {});
  const lists = (property: string) => records.flatMap((grant) => textsIn(grant[property]));
  const tables = (property: string) => records.flatMap((grant) => tablesIn(grant[property]));
  return {
    apis: lists('apis'),
    tables: [
      ...tables('tables'),
      ...tables('schemas').map(({ name = '', permissions }) => ({
        schema: name,
        name: undefined,
        permissions,
      })),
    ],
    services: lists('services'),
  };
}

/** A table's full name, or a schema's. */
export function keyTableName({ schema, name }: KeyTable): string {
  return name === undefined ? schema : `${schema}.${name}`;
}

function tablesIn(value: unknown): KeyTable[] {
  return listed(value).flatMap((each) => {
    const table = asRecord(each);
    if (typeof table?.['name'] !== 'string') return [];
    const { schema, name, permissions } = table;
    return {
      schema: typeof schema === 'string' ? schema : '',
      name,
      permissions: textsIn(permissions),
    };
  });
}

function textsIn(value: unknown): string[] {
  return listed(value).filter((each) => typeof each === 'string');
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
