import { APIS, isApi } from '../carto/apis.ts';
import { parseReferer } from '../carto/referers.ts';
import { normalSource, parseSource, type Source } from '../carto/sources.ts';
import { children, type Node, properties } from '../json/tree.ts';
import { compare, type TextEdit } from '../problem.ts';
import { difference } from '../text-edits.ts';
import type { Declaration, DeclarationKind } from './declaration.ts';
import { isWhole } from './places.ts';
import { isKeyGrant, shapeAt } from './shape.ts';

/** Compares two siblings. */
type Order = (a: Node, b: Node) => number;

const KINDS: readonly Source['kind'][] = ['all-sources', 'table', 'query', 'invalid'];

/**
 * Puts a declaration into its canonical order: properties, APIs, grants (by connection, kind and source), referers (by
 * host). Nothing but the order changes; what has no order stays where it is. Does nothing to what is not JSON.
 */
export function organise(declaration: Declaration): TextEdit[] {
  const { text, root, kind } = declaration;
  if (!root || !isWhole(declaration)) return [];

  const written = (node: Node): string => {
    const own = children(node);
    if (own.length === 0) return text.slice(node.offset, node.offset + node.length);
    const sortedChildren = sorted(node, kind);
    // Each takes another's place; what stands between them stays.
    let result = '';
    let end = node.offset;
    for (const [index, child] of own.entries()) {
      result += text.slice(end, child.offset) + written(sortedChildren[index] ?? child);
      end = child.offset + child.length;
    }
    return result + text.slice(end, node.offset + node.length);
  };

  const organised =
    text.slice(0, root.offset) + written(root) + text.slice(root.offset + root.length);
  return difference(text, organised);
}

function sorted(node: Node, kind: DeclarationKind): readonly Node[] {
  const own = children(node);
  if (node.type === 'object') {
    const shape = shapeAt(node);
    return shape ? own.toSorted(byRank(shape.order)) : own;
  }
  if (node.type !== 'array') return own;
  switch (nameOf(node)) {
    case 'allowed_apis':
      return own.toSorted(byApi);
    case 'grants':
      return kind === 'access-token' ? own.toSorted(byGrant) : own;
    case 'referers':
      return own.toSorted(byReferer);
    default:
      return own;
  }
}

/** The name of the property that a list is the value of. */
function nameOf({ parent }: Node): string | undefined {
  return parent?.type === 'property' ? parent.children?.[0]?.value : undefined;
}

/** By the place in a list; what is not in it comes last, as it was. */
function byRank(names: readonly string[]): Order {
  const rank = (node: Node) => {
    const index = names.indexOf(node.children?.[0]?.value);
    return index < 0 ? names.length : index;
  };
  return (a, b) => rank(a) - rank(b);
}

function byApi(a: Node, b: Node): number {
  const rank = ({ value }: Node) => (isApi(value) ? APIS.indexOf(value) : APIS.length);
  return rank(a) - rank(b);
}

function byGrant(a: Node, b: Node): number {
  const [one, other] = [sortKey(a), sortKey(b)];
  return (
    // The first grant tells what is declared, so none of an API key may come first.
    Number(isKeyGrant(a)) - Number(isKeyGrant(b)) ||
    compare(one.connection, other.connection) ||
    KINDS.indexOf(one.source.kind) - KINDS.indexOf(other.source.kind) ||
    compare(normalSource(one.source), normalSource(other.source))
  );
}

function sortKey(node: Node): { connection: string; source: Source } {
  const value = (name: string) => {
    const found: unknown = properties(node).findLast((each) => each.name === name)?.value?.value;
    return typeof found === 'string' ? found : '';
  };
  return { connection: value('connection_name'), source: parseSource(value('source')) };
}

function byReferer(a: Node, b: Node): number {
  return compare(hostFirst(a.value), hostFirst(b.value));
}

/** Websites side by side, whatever their scheme. */
function hostFirst(value: unknown): string {
  if (typeof value !== 'string') return '\uffff';
  const referer = parseReferer(value);
  return referer.kind === 'url' ? `${referer.host} ${value}` : value;
}
