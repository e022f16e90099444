import { nearMiss } from '../../near-miss.ts';
import type { Fix } from '../../problem.ts';
import { oneOf, shown } from '../../wording.ts';
import type { Declaration, Text } from '../declaration.ts';
import { replacement } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** As many connections as a message names, and fixes are offered for. */
const MANY = 10;

/** An empty connection, or one that the account does not have. */
export const grantConnectionMissing = {
  id: 'grant-connection-missing',
  severity: 'error',
  finds: 'an empty connection, or one the account does not have',
  *check(declaration, { connections }) {
    for (const { connection } of declaration.grants) {
      if (!connection) continue;
      const name = connection.value.trim();
      if (name === '') {
        yield {
          span: connection.span,
          message:
            'The connection is empty, so CARTO cannot tell which warehouse is meant. Write its name as CARTO lists it under ' +
            'Connections, such as "carto_dw".',
          fixes: () => replacements(connection, connections ?? used(declaration)),
        };
      } else if (connections && !connections.includes(connection.value)) {
        const meant = nearMiss(name, connections);
        const some = connections.slice(0, MANY).map((each) => `"${shown(each)}"`);
        yield {
          span: connection.span,
          message:
            `The account has no connection "${shown(name)}"${name === connection.value ? '' : ' with blanks around it'}. ` +
            (meant
              ? `Did you mean "${shown(meant)}"?`
              : `It has ${some.length > 0 ? oneOf(some) : 'none'}${connections.length > MANY ? ', among others' : ''}.`),
          fixes: () =>
            meant
              ? [replacement(connection, meant, 'preferred')]
              : replacements(connection, connections),
        };
      }
    }
  },
} as const satisfies DeclarationRule;

/** The connections that other grants of the declaration name. */
function used({ grants }: Declaration): string[] {
  return [...new Set(grants.flatMap(({ connection }) => connection?.value.trim() || []))];
}

function replacements(text: Text, connections: readonly string[]): Fix[] {
  const confidence = connections.length === 1 ? 'preferred' : 'possible';
  return connections.slice(0, MANY).map((each) => replacement(text, each, confidence));
}
