import { decidingApis, refusing, served } from '../../carto/access.ts';
import { API_NAMES } from '../../carto/apis.ts';
import { SOURCE_KIND_NAMES, selectAll, type Table } from '../../carto/sources.ts';
import type { Fix } from '../../problem.ts';
import { all, shown } from '../../wording.ts';
import type { Declaration, Text } from '../declaration.ts';
import { addTo, replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';
import { isBigQuery } from '../warehouse.ts';

/** A grant that some allowed API refuses and none accepts. Source: CARTO, "API Access Tokens", Grants. */
export const grantApiMismatch = {
  id: 'grant-api-mismatch',
  severity: 'error',
  finds: 'a grant that no allowed API accepts',
  *check(declaration) {
    const apis = decidingApis(declaration.allowedApis.map(({ value }) => value));
    for (const { connection, source, reads } of declaration.grants) {
      if (!source || !reads || reads.kind === 'invalid') continue;
      const refused = refusing(apis, reads.kind);
      if (refused.length === 0 || served(apis, reads.kind).length > 0) continue;
      yield {
        span: source.span,
        message:
          `The ${all(refused.map((api) => API_NAMES[api]))} does not accept a grant on ${SOURCE_KIND_NAMES[reads.kind]}, and no other allowed API does: ` +
          `requests for "${shown(source.value)}" get 403. ` +
          'Grant the query that the application runs (SELECT … FROM …) instead, or add "maps" to allowed_apis.',
        fixes: () => (reads.kind === 'table' ? fixes(declaration, source, connection, reads) : []),
      };
    }
  },
} as const satisfies DeclarationRule;

function fixes(
  declaration: Declaration,
  source: Text,
  connection: Text | undefined,
  table: Table,
): Fix[] {
  const query = selectAll(table, isBigQuery(connection?.value));
  return [
    ...(query
      ? [replacement(source, query, 'preferred', `Grant a query instead: ${shown(query)}`)]
      : []),
    {
      title: 'Allow the Maps API, which accepts tables',
      confidence: 'possible',
      edits: addTo(declaration, 'allowed_apis', ['maps']),
    },
  ];
}
