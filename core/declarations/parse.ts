import { type Node, parseTree } from 'jsonc-parser';
import type { Declaration, Grant, Text } from './declaration.ts';

/**
 * Reads as much of a declaration as is there. Never throws: text that is broken, truncated or not a declaration
 * yields what could be read, down to nothing.
 */
export function parseDeclaration(text: string): Declaration {
  const root = parse(text);
  return {
    allowedApis: texts(property(root, 'allowed_apis'), text),
    grants: children(property(root, 'grants')).flatMap((node) => grant(node, text)),
    referers: texts(property(root, 'referers'), text),
  };
}

function parse(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch (error) {
    // The parser recurses. The Tokens API's body nests four deep; what exhausts the stack is no declaration.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
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
  return [{ source: string(property(node, 'source'), text) }];
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
