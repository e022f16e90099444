import { describe, expect, it } from 'vitest';
import { APIS } from '../../core/carto/apis.ts';
import { TOKEN } from '../../core/declarations/shape.ts';
import { all, isSameWord, nearMiss, oneOf, shown } from '../../core/wording.ts';
import { accessToken } from '../support/synthetic.ts';

const PROPERTIES = TOKEN.order;

describe('a near miss', () => {
  it.each([
    ['import', APIS, 'imports'],
    ['Maps', APIS, 'maps'],
    ['map', APIS, 'maps'],
    ['sqll', APIS, 'sql'],
    ['LDS', APIS, 'lds'],
    [' s-q_l. ', APIS, 'sql'],
    ['nmae', PROPERTIES, undefined],
    ['nam', PROPERTIES, 'name'],
    ['referrers', PROPERTIES, 'referers'],
    ['allowedApis', PROPERTIES, 'allowed_apis'],
    ['apis', PROPERTIES, 'allowed_apis'],
    ['expiration', PROPERTIES, 'expiration_date'],
    ['expires', PROPERTIES, undefined],
    ['schema', PROPERTIES, '$schema'],
    ['connectionName', ['connection_name', 'source'], 'connection_name'],
    ['connection', ['connection_name', 'source'], 'connection_name'],
    ['connection', ['connection_to_one', 'connection_to_all'], undefined],
    ['geocoding', APIS, undefined],
    ['', APIS, undefined],
    [' _-. ', APIS, undefined],
    ['a', ['b'], 'b'],
    ['maps', [], undefined],
    ['__proto__', PROPERTIES, undefined],
    ['constructor', PROPERTIES, undefined],
    ['toString', PROPERTIES, undefined],
    ['m'.repeat(1_000_000), APIS, undefined],
  ])('%s', (word, candidates, meant) => {
    expect(nearMiss(word, candidates)).toBe(meant);
  });

  it.each([
    ['allowed_apis', 'Allowed-APIs', true],
    ['allowed_apis', 'allowed apis', true],
    ['maps', 'map', false],
    ['a.b', 'ab', true],
    ['', '_', true],
  ])('%j and %j are the same word: %s', (a, b, same) => {
    expect(isSameWord(a, b)).toBe(same);
  });
});

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
