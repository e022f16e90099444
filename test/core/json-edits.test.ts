import { describe, expect, it } from 'vitest';
import { append, escaped, insertAfter, insertProperty, remove } from '../../core/json/edits.ts';
import { type Node, nodeAt, parseJson, property } from '../../core/json/tree.ts';
import { applyEdits, difference } from '../../core/text-edits.ts';

type Path = readonly (string | number)[];

function at(text: string, path: Path): Node {
  const node = nodeAt(parseJson(text).root, path);
  if (!node) throw new Error(`Nothing at ${path.join('.')}`);
  return node;
}

describe('remove', () => {
  const items = (text: string, indices: readonly number[]) => {
    const { children = [] } = at(text, []);
    return applyEdits(text, remove(children.filter((_, index) => indices.includes(index))));
  };

  it.each([
    ['[1, 2, 3]', [0], '[2, 3]'],
    ['[1, 2, 3]', [1], '[1, 3]'],
    ['[1, 2, 3]', [2], '[1, 2]'],
    ['[1, 2, 3]', [0, 1], '[3]'],
    ['[1, 2, 3]', [1, 2], '[1]'],
    ['[1, 2, 3]', [0, 2], '[2]'],
    ['[1, 2, 3]', [0, 1, 2], '[]'],
    ['[1, 2, 3, 4, 5]', [0, 1, 3, 4], '[3]'],
    ['[1]', [0], '[]'],
    ['[ 1 ]', [0], '[]'],
    ['[1,2 , 3]', [1], '[1 , 3]'],
    ['[\n  1,\n  2\n]', [0], '[\n  2\n]'],
    ['[\n  1,\n  2\n]', [1], '[\n  1\n]'],
    ['[\n  1,\n  2\n]', [0, 1], '[]'],
    ['[\r\n\t1,\r\n\t2,\r\n\t3\r\n]', [1], '[\r\n\t1,\r\n\t3\r\n]'],
    ['["a, ]", "😀", {"b": []}]', [1], '["a, ]", {"b": []}]'],
    ['[]', [], '[]'],
  ])('%j without %j', (text, indices, expected) => {
    expect(items(text, indices)).toBe(expected);
  });

  it.each([
    ['{"a": 1, "b": 2, "c": 3}', ['a'], '{"b": 2, "c": 3}'],
    ['{"a": 1, "b": 2, "c": 3}', ['b'], '{"a": 1, "c": 3}'],
    ['{"a": 1, "b": 2, "c": 3}', ['b', 'c'], '{"a": 1}'],
    ['{"a": 1, "b": 2, "c": 3}', ['a', 'b', 'c'], '{}'],
    ['{\n\t"a": 1,\n\t"b": [\n\t]\n}', ['b'], '{\n\t"a": 1\n}'],
  ])('%j without %j', (text, names, expected) => {
    const root = at(text, []);
    const nodes = names.flatMap((name) => property(root, name)?.node ?? []);
    expect(applyEdits(text, remove(nodes))).toBe(expected);
  });

  it('the order and the repetition of what is removed make no difference', () => {
    const text = '[1, 2, 3, 4]';
    const [one, two, three] = at(text, []).children ?? [];
    if (!one || !two || !three) throw new Error('Not read');
    expect(applyEdits(text, remove([three, one, three, two]))).toBe('[4]');
    expect(applyEdits(text, remove([three, three]))).toBe('[1, 2, 4]');
  });

  it('removes nothing where there is nothing to remove it from', () => {
    expect(remove([])).toEqual([]);
    expect(remove([at('[1]', [])])).toEqual([]);
  });

  it('takes its time from the list once, not once for each item', () => {
    const text = `[${'1,'.repeat(100_000)}1]`;
    const { children = [] } = at(text, []);
    expect(applyEdits(text, remove(children.slice(1)))).toBe('[1]');
    // One by one, as fix-all asks for them.
    for (const node of children.slice(1, 2_000)) expect(remove([node])).toHaveLength(1);
  });
});

describe('append', () => {
  it.each([
    ['[]', [1], '[1]'],
    ['[ ]', ['a', 'b'], '["a", "b"]'],
    ['[1]', [2, 3], '[1, 2, 3]'],
    ['["a"]', ['"\\\n'], '["a", "\\"\\\\\\n"]'],
    ['[\n  1\n]', [2], '[\n  1,\n  2\n]'],
    ['[\r\n\t1\r\n]', [2], '[\r\n\t1,\r\n\t2\r\n]'],
    ['[{"a":1}]', [{ b: 2 }], '[{"a":1}, { "b": 2 }]'],
    ['[\n  {\n    "a": 1\n  }\n]', [{ b: 2 }], '[\n  {\n    "a": 1\n  },\n  {\n    "b": 2\n  }\n]'],
    ['[\n  {"a": 1}\n]', [{ b: 2 }], '[\n  {"a": 1},\n  { "b": 2 }\n]'],
  ])('%j and %j', (text, values, expected) => {
    expect(applyEdits(text, append(text, at(text, []), values))).toBe(expected);
  });

  it('fills an empty list in the layout of the text', () => {
    const text = '{\r\n\t"grants": []\r\n}';
    const edits = append(text, at(text, ['grants']), [{ a: 'b' }]);
    expect(applyEdits(text, edits)).toBe(
      '{\r\n\t"grants": [\r\n\t\t{\r\n\t\t\t"a": "b"\r\n\t\t}\r\n\t]\r\n}',
    );
  });
});

describe('insertAfter', () => {
  it.each([
    ['[1, 2]', 0, ['x'], '[1, "x", 2]'],
    ['[1, 2]', 1, ['x', 'y'], '[1, 2, "x", "y"]'],
    ['[1,2]', 0, ['x'], '[1, "x",2]'],
    ['[\n  1,\n  2\n]', 0, ['x', 'y'], '[\n  1,\n  "x",\n  "y",\n  2\n]'],
    ['[\r\n\t1\r\n]', 0, [null], '[\r\n\t1,\r\n\tnull\r\n]'],
    ['["\\ud83d\\ude00", "\\u0041"]', 0, ['😀'], '["\\ud83d\\ude00", "😀", "\\u0041"]'],
  ])('%j behind item %i: %j', (text, index, values, expected) => {
    expect(applyEdits(text, [insertAfter(text, at(text, [index]), ...values)])).toBe(expected);
  });
});

describe('insertProperty', () => {
  const ORDER = ['a', 'b', 'c'];

  it.each([
    ['{}', 'b', 1, '{\n  "b": 1\n}'],
    ['{ }', 'b', [], '{\n  "b": []\n}'],
    ['{\n}', 'b', {}, '{\n  "b": {}\n}'],
    ['{"a": 1, "c": 3}', 'b', 2, '{"a": 1, "b": 2, "c": 3}'],
    ['{"b": 2}', 'a', 1, '{"a": 1, "b": 2}'],
    ['{"b": 2}', 'c', [3, 'x'], '{"b": 2, "c": [3, "x"]}'],
    ['{"b":2}', 'c', { d: [{ e: 1 }] }, '{"b":2, "c": { "d": [{ "e": 1 }] }}'],
    ['{\n\t"a": 1,\n\t"c": 3\n}', 'b', 2, '{\n\t"a": 1,\n\t"b": 2,\n\t"c": 3\n}'],
    ['{\r\n  "b": 2\r\n}', 'a', 1, '{\r\n  "a": 1,\r\n  "b": 2\r\n}'],
    [
      '{\n    "a": 1\n}',
      'c',
      [{ d: 1 }],
      '{\n    "a": 1,\n    "c": [\n        {\n            "d": 1\n        }\n    ]\n}',
    ],
    ['{"x": 1}', 'a', 1, '{"x": 1, "a": 1}'],
    ['{"b": 2}', 'x', 1, '{"x": 1, "b": 2}'],
  ])('%j gets %s: %j', (text, name, value, expected) => {
    const edits = insertProperty(text, at(text, []), name, value, ORDER);
    expect(applyEdits(text, edits)).toBe(expected);
  });

  it('an empty object inside others keeps their indentation', () => {
    const text = '[\n  {\n    "o": {}\n  }\n]';
    const edits = insertProperty(text, at(text, [0, 'o']), 'a', 1, ORDER);
    expect(applyEdits(text, edits)).toBe('[\n  {\n    "o": {\n      "a": 1\n    }\n  }\n]');
  });

  it('breaks lists that are too long for a line', () => {
    const long = ['x'.repeat(50), 'y'.repeat(50)];
    const edits = insertProperty('{}', at('{}', []), 'a', long, ORDER);
    expect(applyEdits('{}', edits)).toBe(
      `{\n  "a": [\n    "${long[0]}",\n    "${long[1]}"\n  ]\n}`,
    );
  });
});

it.each(['', 'a"b', '\\', '\n\t\u0000\u001f', '😀', '\ud800', '\u2028'])(
  '%j is escaped so that JSON reads it back',
  (value) => {
    expect(JSON.parse(`"${escaped(value)}"`)).toBe(value);
  },
);

describe('difference', () => {
  it.each([
    ['same', 'same', []],
    ['', 'a', [{ span: { start: 0, end: 0 }, newText: 'a' }]],
    ['a', '', [{ span: { start: 0, end: 1 }, newText: '' }]],
    ['abc', 'axc', [{ span: { start: 1, end: 2 }, newText: 'x' }]],
    ['aa', 'aaa', [{ span: { start: 2, end: 2 }, newText: 'a' }]],
    ['aaa', 'aa', [{ span: { start: 2, end: 3 }, newText: '' }]],
    ['abab', 'ab', [{ span: { start: 2, end: 4 }, newText: '' }]],
  ])('between %j and %j', (before, after, edits) => {
    expect(difference(before, after)).toEqual(edits);
    expect(applyEdits(before, difference(before, after))).toBe(after);
  });
});
