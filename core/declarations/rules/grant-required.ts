import { knownApis } from '../../carto/access.ts';
import { API_NAMES } from '../../carto/apis.ts';
import { spanOf } from '../../json/tree.ts';
import type { Fix } from '../../problem.ts';
import { all } from '../../wording.ts';
import type { Declaration } from '../declaration.ts';
import { addTo } from '../fixes.ts';
import { isMissing, topLevel } from '../places.ts';
import type { DeclarationRule } from '../rule.ts';

/**
 * With an API selected, a grant that it can work with must be there; only LDS needs none.
 * Source: CARTO, "API Access Tokens", Grants.
 */
export const grantRequired = {
  id: 'grant-required',
  severity: 'error',
  finds: 'an API that needs a grant, without any',
  *check(declaration) {
    const needing = knownApis(declaration.allowedApis.map(({ value }) => value)).filter(
      (api) => api !== 'lds',
    );
    const first = declaration.allowedApis.find(({ value }) => value === needing[0]);
    if (!first || !isMissing(declaration, 'grants')) return;

    const list = topLevel(declaration, 'grants')?.value;
    const names = all(needing.map((api) => `the ${API_NAMES[api]}`));
    // The SQL API takes no tables, and the Imports API reads nothing.
    const takesTables = needing.some((api) => api !== 'sql');
    const reads = needing.some((api) => api !== 'imports');
    yield {
      span: list ? spanOf(list) : first.span,
      message:
        `Nothing is granted, and ${names} can do nothing without a grant: CARTO refuses to create the token. ` +
        `Add to "grants" the connection and ${reads ? 'the table, or the query, that your code reads' : 'the table that it may write'}.`,
      fixes: () => [
        ...(takesTables ? [addition(declaration, 'table', TABLE)] : []),
        ...(reads ? [addition(declaration, 'query', QUERY)] : []),
      ],
    };
  },
} as const satisfies DeclarationRule;

const TABLE = 'project.dataset.table';
const QUERY = 'SELECT * FROM `project.dataset.table`';

function addition(declaration: Declaration, kind: string, source: string): Fix {
  return {
    title: `Add a grant on a ${kind}`,
    confidence: 'possible',
    edits: addTo(declaration, 'grants', [{ connection_name: 'carto_dw', source }]),
  };
}
