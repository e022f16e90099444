import { normalSource } from '../../carto/sources.ts';
import { byConnection } from '../connections.ts';
import type { Grant } from '../declaration.ts';
import { duplicates, listedTwice } from '../duplicates.ts';
import type { DeclarationRule } from '../rule.ts';

/** Compared by connection and source. BigQuery's backticks make no difference; double quotes do, in most warehouses. */
export const grantDuplicate = {
  id: 'grant-duplicate',
  severity: 'warning',
  finds: 'a grant listed twice',
  *check({ grants }) {
    for (const group of byConnection(grants)) {
      for (const { node, source } of duplicates(group, keyOf)) {
        if (source) yield listedTwice('The grant of', source, node);
      }
    }
  },
} as const satisfies DeclarationRule;

function keyOf({ reads }: Grant): string | undefined {
  if (!reads || reads.kind === 'invalid') return undefined;
  return reads.kind === 'table' && reads.quote === '"' ? reads.written : normalSource(reads);
}
