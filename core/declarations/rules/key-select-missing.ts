import { append } from '../../json/edits.ts';
import { property } from '../../json/tree.ts';
import { shown } from '../../wording.ts';
import type { DeclarationRule } from '../rule.ts';

/** A map reads its tables. Source: CARTO, "Auth API", grants of type database. */
export const keySelectMissing = {
  id: 'key-select-missing',
  severity: 'warning',
  finds: 'a key for maps with a table that it cannot read',
  *check({ text, keyGrants }) {
    if (!keyGrants.some(({ apis }) => apis.some(({ value }) => value === 'maps'))) return;
    for (const { node, name, permissions = [] } of keyGrants.flatMap(({ tables }) => tables)) {
      const [first] = permissions;
      if (!first || permissions.some(({ value }) => value === 'select')) continue;
      yield {
        span: name?.span ?? first.span,
        message:
          `The key is for the Maps API but may not read ${name ? `the table "${shown(name.value)}"` : 'this table'}: maps of it get 403. ` +
          'Add the permission "select".',
        fixes: () => {
          const list = property(node, 'permissions')?.value;
          const edits = list ? append(text, list, ['select']) : [];
          return [{ title: 'Permit "select"', confidence: 'preferred', edits }];
        },
      };
    }
  },
} as const satisfies DeclarationRule;
