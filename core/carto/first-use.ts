import { knownApis, served } from './access.ts';
import { APIS } from './apis.ts';
import { needsGrant, type SourceGrant } from './coverage.ts';
import { parseSource, type Table } from './sources.ts';

/** Something that an access token can be used for. */
export type Use =
  | { readonly api: 'sql'; readonly connection: string; readonly query: string }
  | { readonly api: 'maps'; readonly connection: string; readonly query: string }
  | { readonly api: 'maps'; readonly connection: string; readonly table: string }
  | { readonly api: 'imports'; readonly connection: string }
  | { readonly api: 'lds' };

/** Stands for the name of a table where a grant leaves it open. */
const SOME_TABLE = 'your_table';
const SOME_TABLE_IN_FULL = `your_project.your_dataset.${SOME_TABLE}`;

/** What a token is allowed, as far as it is known. */
interface Allowed {
  readonly apis: readonly string[] | undefined;
  readonly grants: readonly SourceGrant[] | undefined;
}

/** The first thing that a token can be used for, by the order of its grants; undefined where nothing is known of any. */
export function firstUse({ apis: words = APIS, grants = [] }: Allowed): Use | undefined {
  const apis = knownApis(words);
  for (const { connection_name: connection, source: text } of grants) {
    const source = parseSource(text);
    // What leads to another address is no example of a use.
    if (source.kind === 'invalid' || isDots(connection)) continue;
    const usable = served(apis, source.kind);
    const query = source.kind === 'query' ? source.sql : 'SELECT 1';
    if (usable.includes('sql')) return { api: 'sql', connection, query };
    if (usable.includes('maps')) {
      return source.kind === 'query'
        ? { api: 'maps', connection, query }
        : {
            api: 'maps',
            connection,
            table: source.kind === 'table' ? nameOf(source) : SOME_TABLE_IN_FULL,
          };
    }
    if (usable.includes('imports')) return { api: 'imports', connection };
  }
  const api = apis.find((each) => !needsGrant(each));
  return api === 'lds' ? { api } : undefined;
}

/** Whether a name is a path of its own, which URLs follow. */
function isDots(name: string): boolean {
  return name === '.' || name === '..';
}

/** A table's name as requests have it: BigQuery's backticks are SQL's, double quotes say which letters are large. */
function nameOf({ parts, isWildcard, quote, written }: Table): string {
  if (isWildcard) return parts.join('.') + SOME_TABLE;
  return quote === '"' ? written : parts.join('.');
}
