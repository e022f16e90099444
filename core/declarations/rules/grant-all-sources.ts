import { shown } from '../../wording.ts';
import { replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** Source: CARTO, "API Access Tokens", Grants: avoid all sources in public applications. */
export const grantAllSources = {
  id: 'grant-all-sources',
  severity: 'warning',
  finds: 'a grant on all sources of a connection',
  *check({ environment, referers, grants }) {
    const isOpen = environment === 'production' && referers.length === 0;
    for (const { connection, source, reads } of grants) {
      if (!source || reads?.kind !== 'all-sources') continue;
      const name = shown(connection?.value ?? '');
      const reach = `everything ${name ? `the connection "${name}"` : 'its connection'} reaches, future tables included`;
      yield {
        span: source.span,
        severity: isOpen ? 'error' : 'warning',
        message:
          `"*" grants ${reach}` +
          (isOpen ? ', and no referer limits who may use it. ' : '. ') +
          'Grant the tables and queries that your code reads.',
        fixes: () => [
          replacement(source, 'project.dataset.table', 'possible', 'Replace "*" by a table'),
        ],
      };
    }
  },
} as const satisfies DeclarationRule;
