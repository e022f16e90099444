import { decidingApis, refusing, served } from '../../carto/access.ts';
import { API_NAMES } from '../../carto/apis.ts';
import { selectAll } from '../../carto/sources.ts';
import { insertAfter, remove } from '../../json/edits.ts';
import type { Fix } from '../../problem.ts';
import { shown } from '../../wording.ts';
import type { Declaration, Text } from '../declaration.ts';
import type { DeclarationRule } from '../rule.ts';
import { isBigQuery } from '../warehouse.ts';

/** An allowed API that none of the grants serves. Source: CARTO, "API Access Tokens", Grants. */
export const apiWithoutGrant = {
  id: 'api-without-grant',
  severity: 'warning',
  finds: 'an allowed API that no grant serves',
  *check(declaration) {
    const { allowedApis, grants } = declaration;
    const kinds = new Set(
      grants.flatMap(({ reads }) => (reads && reads.kind !== 'invalid' ? reads.kind : [])),
    );
    // Without other APIs every grant is a mismatch, and is reported as one.
    const apis = decidingApis(allowedApis.map(({ value }) => value));
    if (kinds.size === 0 || ![...kinds].some((kind) => served(apis, kind).length > 0)) return;

    for (const api of apis) {
      if (![...kinds].every((kind) => refusing([api], kind).length > 0)) continue;
      const words = allowedApis.filter(({ value }) => value === api);
      const [word] = words;
      if (!word) continue;
      yield {
        span: word.span,
        message:
          `The ${API_NAMES[api]} is allowed, but no grant serves it: it accepts queries and all sources, and only tables are granted. ` +
          `Each of its requests gets 403. Grant the queries your code runs, or remove "${api}".`,
        fixes: () => [...addQuery(declaration), removal(words)],
      };
    }
  },
} as const satisfies DeclarationRule;

function removal(words: readonly Text[]): Fix {
  return {
    title: `Remove "${words[0]?.value}"`,
    confidence: 'possible',
    edits: remove(words.map(({ node }) => node)),
  };
}

function addQuery({ text, grants }: Declaration): Fix[] {
  for (const { node, connection, reads } of grants.toReversed()) {
    const query = reads?.kind === 'table' && selectAll(reads, isBigQuery(connection?.value));
    if (!query || !connection) continue;
    return [
      {
        title: `Add a grant on a query: ${shown(query)}`,
        confidence: 'possible',
        edits: [insertAfter(text, node, { connection_name: connection.value, source: query })],
      },
    ];
  }
  return [];
}
