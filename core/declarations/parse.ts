import { parseReferer } from '../carto/referers.ts';
import { parseSource } from '../carto/sources.ts';
import { innerSpan, items, type Json, type Node, parseJson, property } from '../json/tree.ts';
import type { Declaration, Grant, KeyGrant, KeyTable, Text } from './declaration.ts';
import { isKeyDeclaration, isKeyGrant } from './shape.ts';

/** The longest text that is read as a declaration, in UTF-16 units: CARTO's own limits end far below. */
export const LONGEST = 1024 * 1024;
const UNREAD: Json = {
  root: undefined,
  faults: [{ span: { start: 0, end: 1 }, says: 'it has more than 1 MB' }],
};

/** Whether a text is too large to be read as a declaration. */
export function isTooLarge(text: string): boolean {
  return text.length > LONGEST;
}

/**
 * Reads as much of a declaration as is there. Never throws: text that is broken, truncated or not a declaration
 * yields what could be read, down to nothing. Of more than 1 MB nothing is read.
 */
export function parseDeclaration(text: string): Declaration {
  const { root, faults } = isTooLarge(text) ? UNREAD : parseJson(text);
  const value = (name: string) => property(root, name)?.value;
  const grants: Grant[] = [];
  const keyGrants: KeyGrant[] = [];
  for (const node of items(value('grants'))) {
    if (node.type !== 'object') continue;
    if (isKeyGrant(node)) keyGrants.push(keyGrant(node, text));
    else grants.push(grant(node, text));
  }
  return {
    text,
    root,
    faults,
    kind: isKeyDeclaration(root) ? 'api-key' : 'access-token',
    name: textOf(value('name'), text),
    environment: value('environment')?.value === 'development' ? 'development' : 'production',
    usage: value('usage')?.value === 'server' ? 'server' : 'browser',
    allowedApis: textsOf(value('allowed_apis'), text),
    grants,
    keyGrants,
    referers: textsOf(value('referers'), text).map((entry) => {
      return { ...entry, reads: parseReferer(entry.value) };
    }),
    expirationDate: textOf(value('expiration_date'), text),
  };
}

/** A string's value and place. A string that is cut off is not one yet: it is being typed. */
export function textOf(node: Node | undefined, text: string): Text | undefined {
  if (node?.type !== 'string') return undefined;
  const span = innerSpan(node);
  if (text[span.end] !== '"') return undefined;
  return { value: node.value, span, node };
}

/** The strings of an array. */
export function textsOf(node: Node | undefined, text: string): Text[] {
  return items(node).flatMap((item) => textOf(item, text) ?? []);
}

function grant(node: Node, text: string): Grant {
  const source = textOf(property(node, 'source')?.value, text);
  return {
    node,
    connection: textOf(property(node, 'connection_name')?.value, text),
    source,
    reads: source && parseSource(source.value),
  };
}

function keyGrant(node: Node, text: string): KeyGrant {
  const value = (name: string) => property(node, name)?.value;
  return {
    node,
    type: textOf(value('type'), text),
    apis: textsOf(value('apis'), text),
    tables: items(value('tables')).flatMap((table) => keyTable(table, text)),
    schemas: items(value('schemas')).flatMap((schema) => keyTable(schema, text)),
    services: textsOf(value('services'), text),
  };
}

function keyTable(node: Node, text: string): KeyTable[] {
  if (node.type !== 'object') return [];
  const permissions = property(node, 'permissions')?.value;
  return [
    {
      node,
      schema: textOf(property(node, 'schema')?.value, text),
      name: textOf(property(node, 'name')?.value, text),
      permissions: permissions && textsOf(permissions, text),
    },
  ];
}
