import type { KeyBody } from '../carto/auth-api.ts';
import type { KnownBody } from '../carto/changes.ts';
import type { TokenBody } from '../carto/tokens-api.ts';
import { type JsonValue, layOut } from '../json/edits.ts';
import { children, type Node, properties } from '../json/tree.ts';
import type { Declaration } from './declaration.ts';
import { KEY, TOKEN } from './shape.ts';

/** What of a declaration is ours, and no part of a request. */
const OURS: ReadonlySet<string> = new Set(['$schema', 'environment', 'usage']);

/**
 * The body of the request that makes what a declaration declares: everything in it but what is ours, as it stands there.
 * Whether it is right, and whole, the rules say. What is missing in a token's body is added: nothing is no restriction.
 *
 * Sources: CARTO, "Tokens API" and "Auth API".
 */
export function bodyOf(declaration: Declaration): TokenBody | KeyBody {
  const given = Object.fromEntries(
    properties(declaration.root).flatMap(({ name, value }) =>
      value === undefined || OURS.has(name) ? [] : [[name, jsonOf(value)]],
    ),
  );
  const missing =
    declaration.kind === 'access-token' ? { allowed_apis: [], grants: [], referers: [] } : {};
  return { ...missing, ...given } as unknown as TokenBody | KeyBody;
}

/** The text of the declaration of a body, its properties in the usual order. What has no value is left out. */
export function declarationText(body: KnownBody | KeyBody): string {
  const { order } = 'allowed_apis' in body ? TOKEN : KEY;
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  const entries = Object.entries(body)
    .filter(([, value]) => value !== undefined && value !== null)
    .sort(([a], [b]) => rank(a) - rank(b));
  return layOut(Object.fromEntries(entries) as JsonValue);
}

function jsonOf(node: Node): JsonValue {
  switch (node.type) {
    case 'object':
      return Object.fromEntries(
        properties(node).map(({ name, value }) => [name, value ? jsonOf(value) : null]),
      );
    case 'array':
      return children(node).map(jsonOf);
    default:
      return node.value;
  }
}
