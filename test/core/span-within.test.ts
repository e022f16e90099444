import { describe, expect, it } from 'vitest';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { spansWithin, spanWithin } from '../../core/declarations/span-within.ts';

/** The declaration's name in a file whose text of it, between the quotes, is `written`. */
function nameIn(written: string) {
  const file = `{\r\n\t"name": "${written}"}`;
  const { name } = parseDeclaration(file);
  if (!name) throw new Error('No name');
  return { file, name };
}

describe('a part of a string stands in the file', () => {
  it.each([
    ['abc', 'abc', 'abc'],
    ['abc', 'b', 'b'],
    ['abc', '', ''],
    ['a\\nbc', 'b', 'b'],
    ['a\\nbc', '\n', '\\n'],
    ['a\\nbc', 'a\nb', 'a\\nb'],
    ['\\u0061bc', 'a', '\\u0061'],
    ['\\u0061bc', 'bc', 'bc'],
    ['\\"a\\"', 'a', 'a'],
    ['\\"a\\"', '"a"', '\\"a\\"'],
    ['\\\\u0061x', 'u0061', 'u0061'],
    ['\\\\\\\\x', 'x', 'x'],
    ['😀\\tx', 'x', 'x'],
    ['😀\\tx', '😀', '😀'],
    ['\\ud83d\\ude00x', 'x', 'x'],
    ['\\uD83D\\uDE00x', '😀', '\\uD83D\\uDE00'],
    ['\\ud83dx', '\ud83d', '\\ud83d'],
    ['\\/\\/x', '/x', '\\/x'],
  ])('%s: %j is %s', (written, part, expected) => {
    const { file, name } = nameIn(written);
    const start = name.value.indexOf(part);
    const span = spanWithin(name, { start, end: start + part.length }, file);
    expect(file.slice(span.start, span.end)).toBe(expected);
  });

  it('at its very end', () => {
    const { file, name } = nameIn('a\\n');
    const span = spanWithin(name, { start: 2, end: 2 }, file);
    expect(span).toEqual({ start: name.span.end, end: name.span.end });
  });

  it('wherever the parts before it were', () => {
    const { file, name } = nameIn('\\u0061\\u0062c\\u0064e');
    const spanOf = spansWithin(name, file);
    const at = (start: number, end: number) => {
      const span = spanOf({ start, end });
      return file.slice(span.start, span.end);
    };
    expect([at(0, 1), at(2, 4), at(1, 2), at(4, 5), at(0, 5)]).toEqual([
      '\\u0061',
      'c\\u0064',
      '\\u0062',
      'e',
      '\\u0061\\u0062c\\u0064e',
    ]);
  });

  it('many parts of a long string in one pass', () => {
    const length = 50_000;
    const { file, name } = nameIn('\\u0061'.repeat(length));
    const spanOf = spansWithin(name, file);
    for (let start = 0; start < length; start += 1) {
      expect(spanOf({ start, end: start + 1 }).start).toBe(name.span.start + 6 * start);
    }
  });
});
