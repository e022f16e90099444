import { duplicates, listedTwice } from '../duplicates.ts';
import type { DeclarationRule } from '../rule.ts';

export const apiDuplicate = {
  id: 'api-duplicate',
  severity: 'warning',
  finds: 'an API listed twice',
  *check({ allowedApis, keyGrants }) {
    for (const apis of [allowedApis, ...keyGrants.map((grant) => grant.apis)]) {
      for (const api of duplicates(apis, ({ value }) => value)) {
        yield listedTwice('The API', api, api.node);
      }
    }
  },
} as const satisfies DeclarationRule;
