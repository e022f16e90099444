import type { Source } from './source.ts';

/** How far from a value what names it may stand, in characters. */
const REACH = 400;

/** What an object says of its name: `"name": "api_key"`, `key: api_key`. */
const NAMED = /(?<![\w-])["']?(?:name|key|id)["']?\s{0,9}[:=]\s{0,9}["']?([A-Za-z][\w.-]{0,60})/i;
/** The same in XML, where what has a name is what is named so: `<stringProp name="Argument.name">api_key<`. */
const ELEMENT = /["'<.](?:name|key)["']?>\s{0,9}([A-Za-z][\w.-]{0,60})\s{0,9}</i;

/** What an object says of whose it is: `type: redis`. */
const KIND =
  /(?<![\w-])["']?(?:type|kind|provider|vendor|driver|service)["']?\s{0,9}[:=]\s{0,9}["']?([A-Za-z][\w.-]{0,60})/i;

/** What a value is named by another property of its object, in front of it or behind it. */
export function siblingName(source: Source, at: number): string | undefined {
  const inObject = NAMED.exec(objectAround(source, at))?.[1];
  if (inObject !== undefined) return inObject;
  const block = blockAround(source.text, at);
  return (block.includes('<') ? ELEMENT : NAMED).exec(block)?.[1];
}

/** What a value's object says that it is for. */
export function siblingKind(source: Source, at: number): string | undefined {
  return KIND.exec(objectAround(source, at) || blockAround(source.text, at))?.[1];
}

/** The innermost object in braces around a place; nothing where there is none. */
function objectAround({ text, brackets }: Source, at: number): string {
  for (const { start, end } of brackets.around(at, REACH)) {
    if (text[start] === '{') return end > at + REACH ? '' : text.slice(start, end);
  }
  return '';
}

/** The lines around one that are indented as it is or more, a dash of a list in front of the first. */
function blockAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - REACH), at).split('\n');
  const after = text.slice(at, at + REACH).split('\n');
  const own = indentOf(before.pop() ?? '');
  const above: string[] = [];
  for (const line of before.reverse()) {
    if (line.trim() === '' || indentOf(line) < own) break;
    above.unshift(line);
    if (/^\s*-\s/.test(line)) break;
  }
  const below: string[] = [];
  for (const line of after.slice(1)) {
    if (line.trim() === '' || indentOf(line) < own || /^\s*-\s/.test(line)) break;
    below.push(line);
  }
  return [...above, '', ...below].join('\n');
}

/** A dash belongs to what it makes an item of. */
function indentOf(line: string): number {
  return line.search(/[^\s-]|$/);
}
