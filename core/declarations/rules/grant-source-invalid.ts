import { shown } from '../../wording.ts';
import type { DeclarationRule } from '../rule.ts';

/** Source: CARTO, "API Access Tokens", Grants. */
export const grantSourceInvalid = {
  id: 'grant-source-invalid',
  severity: 'error',
  finds: 'a source that is neither *, nor a full table name, nor a query',
  *check({ grants }) {
    for (const { source, reads } of grants) {
      if (!source || reads?.kind !== 'invalid') continue;
      const value = source.value.trim() === '' ? 'The source' : `"${shown(source.value)}"`;
      yield {
        span: source.span,
        message:
          `${value} cannot be granted: ${reads.says}. Write a table's full name (project.dataset.table), a query (SELECT …), ` +
          'or * for all sources.',
      };
    }
  },
} as const satisfies DeclarationRule;
