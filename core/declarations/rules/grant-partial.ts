import { decidingApis, refusing, served } from '../../carto/access.ts';
import { API_NAMES, type Api } from '../../carto/apis.ts';
import { SOURCE_KIND_NAMES, selectAll, type Table } from '../../carto/sources.ts';
import { insertAfter } from '../../json/edits.ts';
import type { Node } from '../../json/tree.ts';
import type { Fix } from '../../problem.ts';
import { all, shown } from '../../wording.ts';
import type { Grant, Text } from '../declaration.ts';
import type { DeclarationRule } from '../rule.ts';
import { isBigQuery } from '../warehouse.ts';

/**
 * A grant that some allowed APIs accept and others refuse, where no granted query names its table either.
 * Source: CARTO, "API Access Tokens", Grants.
 */
export const grantPartial = {
  id: 'grant-partial',
  severity: 'information',
  finds: 'a grant that only some of the allowed APIs accept',
  *check({ text, allowedApis, grants }) {
    const apis = decidingApis(allowedApis.map(({ value }) => value));
    // Of the kinds of sources only tables are refused by some and accepted by others.
    const names = (list: readonly Api[]) => all(list.map((api) => API_NAMES[api]));
    const serving = served(apis, 'table');
    const refused = refusing(apis, 'table');
    if (serving.length === 0 || refused.length === 0) return;
    const only = `is reached through the ${names(serving)} only`;
    const why = `the ${names(refused)} does not accept a grant on ${SOURCE_KIND_NAMES.table}`;

    const queried = namesInQueries(grants);
    for (const { node, connection, source, reads } of grants) {
      if (!source || reads?.kind !== 'table') continue;
      const name = reads.parts.join('.') + (reads.isWildcard ? '*' : '');
      if (queried.has(`${connection?.value} ${name}`)) continue;
      yield {
        span: source.span,
        message:
          `"${shown(source.value)}" ${only}: ${why}, so its requests for it get 403. ` +
          'Grant the query as well, if your code runs one.',
        fixes: () => queryBeside(text, node, connection, reads),
      };
    }
  },
} as const satisfies DeclarationRule;

/** What the granted queries name, each behind its connection: tables that other APIs reach by a query. */
function namesInQueries(grants: readonly Grant[]): ReadonlySet<string> {
  const names = grants.flatMap(({ connection, reads }) =>
    reads?.kind === 'query'
      ? tableNames(reads.sql).map((name) => `${connection?.value} ${name}`)
      : [],
  );
  return new Set(names);
}

/** What may name a table, without quotes: words with dots in them. */
function tableNames(sql: string): string[] {
  return sql
    .replace(/[`"]/g, '')
    .split(/[\s(),;]+|\.{2,}/)
    .map((word) => word.replace(/^\.|\.$/g, ''))
    .filter((word) => word.includes('.'));
}

function queryBeside(text: string, grant: Node, connection: Text | undefined, table: Table): Fix[] {
  const source = selectAll(table, isBigQuery(connection?.value));
  if (!source || !connection) return [];
  return [
    {
      title: `Add a grant on the query beside it: ${shown(source)}`,
      confidence: 'possible',
      edits: [insertAfter(text, grant, { connection_name: connection.value, source })],
    },
  ];
}
