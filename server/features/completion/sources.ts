import { decidingApis, refusing, served } from '../../../core/carto/access.ts';
import { API_NAMES } from '../../../core/carto/apis.ts';
import { SOURCE_KIND_NAMES, selectAll } from '../../../core/carto/sources.ts';
import type { Grant } from '../../../core/declarations/declaration.ts';
import { isBigQuery } from '../../../core/declarations/warehouse.ts';
import type { Node } from '../../../core/json/tree.ts';
import { all } from '../../../core/wording.ts';
import type { Declared } from '../../workspace/declarations.ts';
import type { Suggestion } from './suggestion.ts';

/** The connections of the accounts, where they are known, and those that the declarations of the workspace name. */
export function connectionSuggestions(
  { declaration }: Declared,
  others: readonly Declared[],
  known: readonly string[] = [],
): Suggestion[] {
  const grants = [declaration, ...others.map((other) => other.declaration)].flatMap(
    (each) => each.grants,
  );
  const named = new Set(grants.flatMap(({ connection }) => connection?.value.trim() || []));
  return [
    ...known.map((value) => ({ value, detail: 'A connection of the account' })),
    ...[...named]
      .filter((value) => !known.includes(value))
      .map((value) => ({ value, detail: 'A connection of this workspace' })),
  ];
}

/**
 * The sources that the declarations of the workspace grant on the same connection. What no allowed API accepts
 * comes last and says why; of a table there is the query, too, where only queries are accepted.
 */
export function sourceSuggestions(
  { declaration }: Declared,
  grant: Node | undefined,
  others: readonly Declared[],
): Suggestion[] {
  const own = declaration.grants.find(({ node }) => node === grant);
  const connection = own?.connection?.value;
  const apis = decidingApis(declaration.allowedApis.map(({ value }) => value));
  const grants = [declaration, ...others.map((other) => other.declaration)]
    .flatMap((each) => each.grants)
    .filter((each) => each !== own && (!connection || each.connection?.value === connection));

  const found = new Map<string, Suggestion>();
  for (const each of grants) {
    for (const suggestion of ofGrant(each, apis)) {
      if (!found.has(suggestion.value)) found.set(suggestion.value, suggestion);
    }
  }
  found.delete('*');
  return [
    ...found.values(),
    {
      value: '*',
      problem: 'all sources',
      detail: 'Everything the connection reaches, future tables included',
    },
  ];
}

function ofGrant(
  { connection, source, reads }: Grant,
  apis: ReturnType<typeof decidingApis>,
): Suggestion[] {
  if (!source || !reads || reads.kind === 'invalid') return [];
  const { kind } = reads;
  const refused = refusing(apis, kind);
  const isUseless = refused.length > 0 && served(apis, kind).length === 0;
  const suggestion: Suggestion = {
    value: source.value,
    detail: `Granted on ${connection?.value || 'a connection'} in this workspace`,
  };
  if (!isUseless) return [suggestion];
  const query =
    reads.kind === 'table' ? selectAll(reads, isBigQuery(connection?.value)) : undefined;
  const names = all(refused.map((api) => API_NAMES[api]));
  return [
    ...(query ? [{ value: query, detail: 'The table, as a query' }] : []),
    { ...suggestion, problem: `the ${names} does not accept ${SOURCE_KIND_NAMES[kind]}` },
  ];
}
