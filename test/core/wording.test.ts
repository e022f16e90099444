import { describe, expect, it } from 'vitest';
import { all, oneOf, shown } from '../../core/wording.ts';
import { accessToken } from '../support/synthetic.ts';

describe('values in messages', () => {
  it.each([
    [' a\n\tb  c ', 'a b c'],
    ['', ''],
    ['x'.repeat(100), 'x'.repeat(100)],
    ['x'.repeat(101), `${'x'.repeat(99)}…`],
    [`a ${'x'.repeat(1_000_000)}`, `a ${'x'.repeat(97)}…`],
    [accessToken(), 'eyJhbG…'],
    [`${'x '.repeat(45)}${accessToken()}`, `${'x '.repeat(45)}eyJhbG…`],
  ])('%j', (value, expected) => {
    expect(shown(value)).toBe(expected);
  });

  it('no half of a character is left where they are cut', () => {
    expect(shown(`${'x'.repeat(98)}😀😀`)).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])/);
  });

  it('lists are those of a sentence', () => {
    expect(all(['a'])).toBe('a');
    expect(all(['a', 'b', 'c'])).toBe('a, b, and c');
    expect(oneOf(new Set(['a', 'b']))).toBe('a or b');
  });
});
