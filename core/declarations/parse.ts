import { type Node, parseTree } from 'jsonc-parser';
import type { Declaration, Grant, Text } from './declaration.ts';

/**
 * The parser recurses, so a text that nests deeper is not parsed at all. The Tokens API's body nests four deep;
 * everything a person would write stays far below.
 */
const MAX_DEPTH = 500;

/**
 * Reads as much of a declaration as is there. Never throws: text that is broken, truncated or not a declaration
 * yields what could be read, down to nothing.
 *
 * @param text the document's text; a leading byte-order mark is allowed
 */
export function parseDeclaration(text: string): Declaration {
  const root = nestsTooDeep(text) ? undefined : parseTree(withoutByteOrderMark(text));
  return {
    allowedApis: texts(property(root, 'allowed_apis'), text),
    grants: children(property(root, 'grants')).flatMap((node) => grant(node, text)),
    referers: texts(property(root, 'referers'), text),
  };
}

/** Blanks the mark rather than removing it, so that every offset stays the document's own. */
function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
}

function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') inString = !inString;
    else if (inString && character === '\\') index += 1;
    else if (inString && character === '\n')
      inString = false; // never closed
    else if (inString) continue;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** The last property of that name, as `JSON.parse` has it. */
function property(node: Node | undefined, name: string): Node | undefined {
  if (node?.type !== 'object') return undefined;
  return children(node).findLast((child) => child.children?.[0]?.value === name)?.children?.[1];
}

function children(node: Node | undefined): readonly Node[] {
  return node?.children ?? [];
}

function grant(node: Node, text: string): Grant[] {
  if (node.type !== 'object') return [];
  return [
    {
      span: { start: node.offset, end: node.offset + node.length },
      connection: string(property(node, 'connection_name'), text),
      source: string(property(node, 'source'), text),
    },
  ];
}

function texts(node: Node | undefined, text: string): Text[] {
  if (node?.type !== 'array') return [];
  return children(node).flatMap((child) => string(child, text) ?? []);
}

/** A string's value and place. A string that is cut off is not one yet: it is being typed. */
function string(node: Node | undefined, text: string): Text | undefined {
  if (node?.type !== 'string') return undefined;
  const span = { start: node.offset + 1, end: node.offset + node.length - 1 };
  if (span.end < span.start || text[span.end] !== '"') return undefined;
  return { value: node.value, span };
}
