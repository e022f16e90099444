import { createScanner, type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { Span } from '../problem.ts';

export type { Node };

/** JSON as far as it could be read, with everything that keeps it from being JSON. */
export interface Json {
  /** The outermost value. Absent where there is none, or where it nests too deeply to be read. */
  readonly root: Node | undefined;
  readonly faults: readonly Fault[];
}

/** A place where the text is not JSON. */
export interface Fault {
  readonly span: Span;
  /** What was expected there, or what is wrong with it, as a sentence without its full stop. */
  readonly says: string;
}

/** A property of an object as it stands in the text. */
export interface Property {
  readonly name: string;
  /** The whole of it, name and value. */
  readonly node: Node;
  readonly key: Node;
  /** Absent while it is being typed. */
  readonly value: Node | undefined;
}

/**
 * Deeper than any JSON that people or programs write. Whatever walks a tree may recurse: the stack is exhausted far
 * later.
 */
const DEEPEST = 500;

/** What the parser's codes mean. `ParseErrorCode` is a const enum that a build file by file cannot see into. */
const FAULTS: Readonly<Record<number, string>> = {
  1: 'this is no JSON value; text has to stand in double quotes',
  2: 'this is not a number as JSON writes them',
  3: 'a property name in double quotes is expected here (no comma may follow the last property)',
  4: 'a value is expected here (no comma may follow the last one)',
  5: 'a colon is expected here',
  6: 'a comma is expected here',
  7: 'a closing brace } is expected here',
  8: 'a closing bracket ] is expected here',
  9: 'the end of the file is expected here: a declaration is one object',
  10: 'JSON knows no comments',
  11: 'the comment is not closed',
  12: 'the string is not closed',
  13: 'the number is cut off',
  14: 'an escape \\u needs four hexadecimal digits',
  15: 'there is no such escape: JSON knows \\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX',
  16: 'a control character has to be escaped in a string',
};

/** Reads JSON, strictly, and as much as possible of what is not quite JSON. Never throws. */
export function parseJson(text: string): Json {
  if (text.trim() === '')
    return {
      root: undefined,
      faults: [{ span: { start: 0, end: text.length }, says: 'it is empty' }],
    };
  const errors: ParseError[] = [];
  try {
    const root = parseTree(parseable(text), errors, { disallowComments: true });
    const deep = root && tooDeep(root);
    return deep ? nestsTooDeep(deep.offset) : { root, faults: faultsOf(text, errors) };
  } catch (error) {
    // The parser recurses, too.
    if (!(error instanceof RangeError)) throw error;
    return nestsTooDeep(tooDeepAt(text));
  }
}

/** A text as the parser can cope with it, in which everything stands where it was. */
function parseable(text: string): string {
  // A byte-order mark is no part of the text.
  const json = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  // The scanner steps over the end behind a comment that opens there. One to the end of the line is as wrong.
  return json.endsWith('/*') ? `${json.slice(0, -1)}/` : json;
}

function nestsTooDeep(at: number): Json {
  const says = `this nests more than ${DEEPEST} deep, which no declaration does`;
  return { root: undefined, faults: [{ span: { start: at, end: at + 1 }, says }] };
}

/** One fault a line: what the parser says of the rest of a line mostly follows from the first. */
function faultsOf(text: string, errors: readonly ParseError[]): Fault[] {
  return errors
    .filter(({ offset }, index) => {
      const previous = errors[index - 1];
      return !previous || text.slice(previous.offset, offset).includes('\n');
    })
    .map(({ error, offset, length }) => ({
      span: { start: offset, end: offset + length },
      says: FAULTS[error] ?? 'this is not JSON',
    }));
}

/** The first object or array that nests too deeply. */
function tooDeep(root: Node): Node | undefined {
  let level = [root];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    const next: Node[] = [];
    for (const node of level) {
      for (const child of children(node)) {
        const value = child.type === 'property' ? child.children?.[1] : child;
        if (value?.children) next.push(value);
      }
    }
    level = next;
  }
  return level[0];
}

/** Where the first value begins that nests too deeply, in a text of which there is no tree. */
function tooDeepAt(text: string): number {
  const scanner = createScanner(text, true);
  let depth = 0;
  do {
    scanner.scan();
    const first = text[scanner.getTokenOffset()];
    if (first === '{' || first === '[') depth += 1;
    if (first === '}' || first === ']') depth -= 1;
  } while (depth <= DEEPEST && scanner.getTokenOffset() < text.length);
  // What closes nothing is skipped by the parser, and counts here: then it is somewhere before the end.
  return Math.min(scanner.getTokenOffset(), text.length - 1);
}

export function children(node: Node | undefined): readonly Node[] {
  return node?.children ?? [];
}

/** The properties of an object in the order of the text, those that stand there twice included. */
export function properties(node: Node | undefined): Property[] {
  if (node?.type !== 'object') return [];
  return children(node).flatMap((property) => {
    const [key, value] = children(property);
    return key ? [{ name: String(key.value), node: property, key, value }] : [];
  });
}

/** The last property of that name, as `JSON.parse` has it. */
export function property(node: Node | undefined, name: string): Property | undefined {
  if (node?.type !== 'object') return undefined;
  const all = children(node);
  for (let index = all.length - 1; index >= 0; index -= 1) {
    const found = all[index];
    const key = found?.children?.[0];
    if (found && key?.value === name) return { name, node: found, key, value: found.children?.[1] };
  }
  return undefined;
}

/** Whether an object has a property of that name. */
export function hasProperty(node: Node, name: string): boolean {
  return (
    node.type === 'object' && children(node).some((each) => each.children?.[0]?.value === name)
  );
}

/** The items of an array; nothing for any other value. */
export function items(node: Node | undefined): readonly Node[] {
  return node?.type === 'array' ? children(node) : [];
}

/** Whether nothing stands there, or a list without items. */
export function isAbsentOrEmpty(node: Node | undefined): boolean {
  return !node || (node.type === 'array' && children(node).length === 0);
}

/** Every string below a node, the names of properties included, in the order of the text. */
export function* strings(node: Node | undefined): Generator<Node> {
  const waiting = node ? [node] : [];
  // Not recursive: what the parser could read may nest deeper than generators can.
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'string') yield next;
    for (const child of children(next).toReversed()) waiting.push(child);
  }
}

/** Where a node stands, quotes included. */
export function spanOf({ offset, length }: Node): Span {
  return { start: offset, end: offset + length };
}

/** Where a string's text stands, between its quotes; any other value as a whole. A string may lack its last quote. */
export function innerSpan(node: Node): Span {
  const start = node.offset;
  const end = start + node.length;
  return node.type === 'string'
    ? { start: start + 1, end: Math.max(start + 1, end - 1) }
    : { start, end };
}

/** The value at a path of property names and indices, as `JSON.parse` would have it. */
export function nodeAt(
  root: Node | undefined,
  path: readonly (string | number)[],
): Node | undefined {
  let node = root;
  for (const step of path) {
    node = typeof step === 'number' ? items(node)[step] : property(node, step)?.value;
  }
  return node;
}
