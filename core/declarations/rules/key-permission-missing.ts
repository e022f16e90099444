import { insertProperty } from '../../json/edits.ts';
import { isAbsentOrEmpty, property, spanOf } from '../../json/tree.ts';
import type { Fix } from '../../problem.ts';
import { shown } from '../../wording.ts';
import type { Declaration, KeyTable } from '../declaration.ts';
import { isWhole } from '../places.ts';
import type { DeclarationRule } from '../rule.ts';
import { KEY_TABLE } from '../shape.ts';

/** Source: CARTO, "Auth API", grants of type database. */
export const keyPermissionMissing = {
  id: 'key-permission-missing',
  severity: 'error',
  finds: 'a table without permissions',
  *check(declaration) {
    if (!isWhole(declaration)) return;
    for (const table of declaration.keyGrants.flatMap(({ tables }) => tables)) {
      const list = property(table.node, 'permissions')?.value;
      if (!isAbsentOrEmpty(list)) continue;
      const { start } = spanOf(table.node);
      const name = table.name ? `the table "${shown(table.name.value)}"` : 'this table';
      yield {
        span: list ? spanOf(list) : (table.name?.span ?? { start, end: start + 1 }),
        message:
          `The key may do nothing with ${name}: it has no permissions. Add those that your code ` +
          'needs: "select" to read and to map it, "insert", "update" and "delete" to change it.',
        fixes: () => [permitSelect(table, declaration)],
      };
    }
  },
} as const satisfies DeclarationRule;

function permitSelect({ node }: KeyTable, { text }: Declaration): Fix {
  const list = property(node, 'permissions')?.value;
  return {
    title: 'Permit "select"',
    confidence: 'preferred',
    edits: list
      ? [{ span: spanOf(list), newText: '["select"]' }]
      : insertProperty(text, node, 'permissions', ['select'], KEY_TABLE.order),
  };
}
