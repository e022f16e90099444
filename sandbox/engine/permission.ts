import { shown } from '../../core/wording.ts';
import type { ApiKey } from '../account.ts';
import type { Use } from './statement.ts';

/**
 * Why an API key may not run SQL, as a sentence with its remedy, or undefined where it may: the master key may do all,
 * others need the SQL API and a permission for each table.
 * Source: CARTO, "Auth API".
 */
export function whyNot(key: ApiKey, uses: readonly Use[]): string | undefined {
  if (key.type === 'master') return undefined;
  const apis = key.grants.flatMap((grant) => (grant.type === 'apis' ? grant.apis : []));
  if (!apis.includes('sql')) {
    return `The API key "${shown(key.name)}" is not for the SQL API. Create one that is.`;
  }
  const refused = uses.find((use) => !isPermitted(key, use));
  if (!refused) return undefined;
  const { action, schema, table } = refused;
  switch (action) {
    case 'own':
      return 'permission denied: only the master key may do that.';
    case 'create':
      return `permission denied for schema ${shown(schema)}: the API key lacks "create" there.`;
    default:
      return `permission denied for relation ${shown(`${schema}.${table}`)}: the API key lacks "${action}" on it.`;
  }
}

function isPermitted({ grants }: ApiKey, { action, schema, table }: Use): boolean {
  return grants.some((grant) => {
    if (grant.type !== 'database' || action === 'own') return false;
    if (action === 'create') {
      const { schemas = [] } = grant;
      return schemas.some(
        ({ name, permissions }) => name === schema && permissions.includes(action),
      );
    }
    const { tables = [] } = grant;
    return tables.some(
      (each) => each.schema === schema && each.name === table && each.permissions.includes(action),
    );
  });
}
