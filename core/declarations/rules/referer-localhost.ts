import { isLocal } from '../../carto/referers.ts';
import { remove } from '../../json/edits.ts';
import type { Fix } from '../../problem.ts';
import { shown } from '../../wording.ts';
import type { Declaration } from '../declaration.ts';
import { setProperty } from '../fixes.ts';
import type { DeclarationRule } from '../rule.ts';

/** Everyone has a localhost: as a referer it lets everyone use the token from their own machine. */
export const refererLocalhost = {
  id: 'referer-localhost',
  severity: 'warning',
  finds: 'a local or private address among the referers of production',
  *check(declaration) {
    const { environment, referers } = declaration;
    if (environment !== 'production') return;
    const local = referers.filter(({ reads }) => reads.kind === 'url' && isLocal(reads.host));
    // Without any referer the token would work from everywhere, so the last ones are not lightly removed.
    const isRest = local.length < referers.length;
    for (const { node, span, value } of local) {
      yield {
        span,
        message:
          `"${shown(value)}" is a local address, and everyone has one: with it this token can be used from any machine. Remove it, and ` +
          'declare a token of its own for development ("environment": "development").',
        fixes: () => [
          ...(isRest ? [] : [toDevelopment(declaration)]),
          {
            title: `Remove "${shown(value)}"`,
            confidence: isRest ? 'preferred' : 'possible',
            edits: remove([node]),
          },
        ],
      };
    }
  },
} as const satisfies DeclarationRule;

function toDevelopment(declaration: Declaration): Fix {
  return {
    title: 'It is for development: set "environment" to "development"',
    confidence: 'possible',
    edits: setProperty(declaration, 'environment', 'development'),
  };
}
