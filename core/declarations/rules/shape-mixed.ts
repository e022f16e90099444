import { innerSpan } from '../../json/tree.ts';
import { topLevel } from '../places.ts';
import type { DeclarationRule } from '../rule.ts';

/** What only an access token has. */
const TOKEN_ONLY = ['allowed_apis', 'referers', 'expiration_date'];

/** A file that declares an access token and an API key at once: each is made by a request of its own. */
export const shapeMixed = {
  id: 'shape-mixed',
  severity: 'error',
  finds: 'an access token and an API key mixed in one file',
  *check(declaration) {
    const { kind, grants, keyGrants } = declaration;
    if (kind === 'access-token') {
      for (const { type, node } of keyGrants) {
        yield {
          span: type?.span ?? { start: node.offset, end: node.offset + 1 },
          message:
            `A grant with a "type" belongs to an API key of CARTO Engine, but this file declares an access token: its first grant ` +
            'has a source. Declare the API key in a file of its own.',
        };
      }
      return;
    }
    for (const name of TOKEN_ONLY) {
      const property = topLevel(declaration, name);
      if (!property) continue;
      yield {
        span: innerSpan(property.key),
        message:
          `"${name}" belongs to an access token, but this file declares an API key of CARTO Engine: its first grant has a "type". ` +
          (name === 'allowed_apis'
            ? 'Allow its APIs with a grant of type "apis".'
            : 'CARTO Engine knows no such restriction; declare an access token in a file of its own.'),
      };
    }
    for (const { node, connection, source } of grants) {
      yield {
        span: source?.span ?? connection?.span ?? { start: node.offset, end: node.offset + 1 },
        message:
          'A grant without a "type" belongs to an access token, but this file declares an API key of CARTO Engine: its first ' +
          'grant has one. Declare the access token in a file of its own.',
      };
    }
  },
} as const satisfies DeclarationRule;
