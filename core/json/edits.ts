import type { Span, TextEdit } from '../problem.ts';
import { children, type Node, properties, spanOf } from './tree.ts';

/** A value that can be written as JSON. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** How a text is laid out, so that what is put into it looks like what is there. */
interface Layout {
  readonly eol: string;
  /** One level of indentation. */
  readonly unit: string;
}

/** As long as an array of plain values may be to stand on one line, in characters. */
const LINE = 80;

/** A string's text as it stands between the quotes of JSON. */
export function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

/** A value as a text of its own, with line break at its end: laid out as what is put into other texts is. */
export function layOut(value: JsonValue): string {
  return `${json(value, { eol: '\n', unit: '  ' }, 0)}\n`;
}

/**
 * Removes items of one array, or properties of one object, with the commas between. The edits of one call do not
 * overlap.
 */
export function remove(nodes: readonly Node[]): TextEdit[] {
  const [parent] = nodes.map((node) => node.parent);
  if (!parent) return [];
  const going = new Set(nodes);
  const siblings = children(parent);
  const firstKept = siblings.findIndex((node) => !going.has(node));
  if (firstKept < 0) return [edit(parent.offset + 1, spanOf(parent).end - 1)];

  // One is removed from a long list as often as the list has problems.
  const indices =
    going.size === 1
      ? nodes.slice(0, 1).map((node) => siblings.indexOf(node))
      : siblings.flatMap((node, index) => (going.has(node) ? index : []));
  return indices.flatMap((index) => {
    const [before, node, after] = [siblings[index - 1], siblings[index], siblings[index + 1]];
    // What stands before the first that stays goes with what follows it, everything else with what precedes it.
    if (node && before && index > firstKept) return edit(spanOf(before).end, spanOf(node).end);
    return node && after ? edit(node.offset, after.offset) : [];
  });
}

/** Appends values to an array. */
export function append(text: string, array: Node, values: readonly JsonValue[]): TextEdit[] {
  const last = children(array).at(-1);
  if (last) return [insertAfter(text, last, ...values)];
  const layout = layoutOf(text);
  const level = levelAt(text, array.offset, layout);
  return [{ span: spanOf(array), newText: json(values, layout, level) }];
}

/** Inserts items into an array right after another one, laid out like that one. */
export function insertAfter(text: string, item: Node, ...values: readonly JsonValue[]): TextEdit {
  const gap = gapBefore(text, item);
  const { start, end } = spanOf(item);
  const isOneLine = !text.slice(start, end).includes('\n');
  const layout = item.type === 'object' && isOneLine ? inline : layoutOf(text);
  // Not looked for where it makes no difference: a text of one line is long, and has many items.
  const level = layout !== inline && !values.every(isPlain) ? levelAt(text, start, layout) : 0;
  return insert(end, values.map((value) => `,${gap}${json(value, layout, level)}`).join(''));
}

/**
 * Puts a property into an object, behind those that come before it in `order`.
 *
 * @param order the object's property names as they usually follow each other
 */
export function insertProperty(
  text: string,
  object: Node,
  name: string,
  value: JsonValue,
  order: readonly string[],
): TextEdit[] {
  const layout = layoutOf(text);
  const there = properties(object);
  const rank = order.indexOf(name);
  const before = there.findLast((property) => order.indexOf(property.name) < rank);
  const [first] = there;
  if (!first) {
    const level = levelAt(text, object.offset, layout) + 1;
    const inner = `${layout.eol}${layout.unit.repeat(level)}`;
    const outer = `${layout.eol}${layout.unit.repeat(level - 1)}`;
    return [
      { span: spanOf(object), newText: `{${inner}${member(name, value, layout, level)}${outer}}` },
    ];
  }
  const beside = before ?? first;
  const gap = gapBefore(text, beside.node);
  const inserted = gap.includes('\n')
    ? member(name, value, layout, levelAt(text, beside.node.offset, layout))
    : member(name, value, inline, 0);
  return before
    ? [insert(spanOf(before.node).end, `,${gap}${inserted}`)]
    : [insert(first.node.offset, `${inserted},${gap}`)];
}

function member(name: string, value: JsonValue, layout: Layout, level: number): string {
  return `${JSON.stringify(name)}: ${json(value, layout, level)}`;
}

/** Layout of what stands on one line altogether. */
const inline: Layout = { eol: '', unit: '' };

/** A value in the layout of the text around it; plain values and short lists of them stay on one line. */
function json(value: JsonValue, layout: Layout, level: number): string {
  if (isPlain(value)) return JSON.stringify(value);
  const parts = Array.isArray(value)
    ? value.map((item: JsonValue) => json(item, layout, level + 1))
    : Object.entries(value).map(([name, item]) => member(name, item, layout, level + 1));
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;

  const oneLine = parts.join(', ');
  const fits = Array.isArray(value) && value.every(isPlain) && oneLine.length <= LINE;
  if (layout === inline || fits) {
    return Array.isArray(value) ? `[${oneLine}]` : `{ ${oneLine} }`;
  }
  const indent = (depth: number) => layout.eol + layout.unit.repeat(depth);
  return open + indent(level + 1) + parts.join(`,${indent(level + 1)}`) + indent(level) + close;
}

function isPlain(value: JsonValue): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null;
}

function layoutOf(text: string): Layout {
  const [eol = '\n'] = /\r?\n/.exec(text) ?? [];
  const [, unit = '  '] = /^\s*[{[][^\S\r\n]*\r?\n([^\S\r\n]+)/.exec(text) ?? [];
  return { eol, unit };
}

/** How many levels deep the line of an offset is indented. */
function levelAt(text: string, offset: number, { unit }: Layout): number {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const indentation = /^\s*/.exec(line)?.[0] ?? '';
  return unit === '' ? 0 : Math.floor(indentation.length / unit.length);
}

/** What separates a node from its neighbour: a line break with indentation, or a blank. */
function gapBefore(text: string, { offset }: Node): string {
  let start = offset;
  while (start > 0 && /\s/.test(text.charAt(start - 1))) start -= 1;
  return /\r?\n[^\r\n]*$/.exec(text.slice(start, offset))?.[0] ?? ' ';
}

function insert(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

function edit(start: number, end: number, newText = ''): TextEdit {
  return { span: { start, end } satisfies Span, newText };
}
