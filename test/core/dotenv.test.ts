import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignments,
  isEnvFile,
  isVariableName,
  setVariable,
  suggestedVariable,
} from '../../core/dotenv.ts';
import { applyEdits } from '../../core/text-edits.ts';

function set(text: string, value = 'new'): [before: string | undefined, after: string] {
  const { before, edit } = setVariable(text, 'NAME', value);
  return [before, applyEdits(text, [edit])];
}

describe('a variable in an .env file', () => {
  it.each([
    ['an empty file', '', undefined, 'NAME=new\n'],
    ['the end of a file', 'A=1\n', undefined, 'A=1\nNAME=new\n'],
    ['a last line that is not ended', 'A=1', undefined, 'A=1\nNAME=new\n'],
    ['lines ended as in Windows', 'A=1\r\nB=2', undefined, 'A=1\r\nB=2\r\nNAME=new\r\n'],
    ['a comment that speaks of it', '# NAME=old\n', undefined, '# NAME=old\nNAME=new\n'],
    ['another that ends so', 'OTHER_NAME=1\n', undefined, 'OTHER_NAME=1\nNAME=new\n'],
    [
      'a text over lines that holds it',
      'A="\nNAME=old\n"\n',
      undefined,
      'A="\nNAME=old\n"\nNAME=new\n',
    ],
  ])('is added to %s', (_, text, before, after) => {
    expect(set(text)).toEqual([before, after]);
  });

  it.each([
    ['its value', 'A=1\nNAME=old\nB=2\n', 'old', 'A=1\nNAME=new\nB=2\n'],
    ['nothing', 'NAME=\nB=2\n', '', 'NAME=new\nB=2\n'],
    ['nothing before a comment', 'NAME= # fill in\n', '', 'NAME= new # fill in\n'],
    ['its value before a comment', 'NAME=old # why\n', 'old', 'NAME=new # why\n'],
    ['a value that holds a #', 'NAME=a#b\n', 'a#b', 'NAME=new\n'],
    ['a value with blanks', 'NAME = a b  \r\nB=2\r\n', 'a b', 'NAME = new  \r\nB=2\r\n'],
    ['an exported one', ' export NAME=old\n', 'old', ' export NAME=new\n'],
    ['double quotes', 'NAME="o\\"ld" # why\n', 'o"ld', 'NAME="new" # why\n'],
    ['single quotes', "NAME='old'\n", 'old', "NAME='new'\n"],
    ['a value over lines', 'NAME="a\nb"\nB=2\n', 'a\nb', 'NAME="new"\nB=2\n'],
    ['a quote that is not closed', 'NAME="old\nB=2\n', '"old', 'NAME="new"\nB=2\n'],
    ['the last of several, which counts', 'NAME=a\nNAME=b\n', 'b', 'NAME=a\nNAME=new\n'],
    ['a mark of the byte order', '\ufeffNAME=old\n', 'old', '\ufeffNAME=new\n'],
  ])('takes the place of %s', (_, text, before, after) => {
    expect(set(text)).toEqual([before, after]);
  });

  it.each(['a b', "it's", '"', '$HOME', 'a#b', '\'"', '\'"`', 'back\\slash'])(
    '%s is read as it was',
    (value) => {
      for (const text of ['', 'NAME="old"', "NAME='old'\nB=1"]) {
        const [, after] = set(text, value);
        expect([...assignments(after)].find(({ name }) => name === 'NAME')?.value).toBe(value);
      }
    },
  );

  it('leaves whatever else there is as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'NAME=\'"`# \n\r\\ax') }), (text) => {
        const [, after] = set(text);
        expect([...assignments(after)].findLast(({ name }) => name === 'NAME')?.value).toBe('new');
        expect(set(after)).toEqual(['new', after]);
      }),
    );
  });
});

it('a variable’s name is one that every shell takes', () => {
  expect(['A', '_a1', 'VITE_X'].every(isVariableName)).toBe(true);
  expect(['', '1A', 'A-B', 'A B', 'A=', 'Ä', 'A\n'].some(isVariableName)).toBe(false);
});

it('files of variables are told from those that show what they hold', () => {
  expect(['.env', '.env.local', '.env.production.local'].filter(isEnvFile)).toHaveLength(3);
  const others = ['.env.example', '.env.local.template', '.env.sample', '.envrc', '.env.', 'a.env'];
  expect(others.filter(isEnvFile)).toEqual([]);
});

describe('a name for a credential’s variable', () => {
  it.each([
    ['token', 'storefront-map', '', [], 'CARTO_ACCESS_TOKEN'],
    ['token', 'storefront-map', 'VITE_', [], 'VITE_CARTO_ACCESS_TOKEN'],
    ['key', 'public map', '', [], 'CARTO_API_KEY'],
    ['token', 'storefront-map', '', ['CARTO_ACCESS_TOKEN'], 'CARTO_STOREFRONT_MAP_ACCESS_TOKEN'],
    ['key', '  Añejo / 2 ', '', ['CARTO_API_KEY'], 'CARTO_ANEJO_2_API_KEY'],
    ['key', '東京', '', ['CARTO_API_KEY'], 'CARTO_API_KEY'],
  ] as const)('%s %s, prefix "%s", %j taken: %s', (kind, name, prefix, taken, expected) => {
    const isTaken = (variable: string) => (taken as readonly string[]).includes(variable);
    const suggested = suggestedVariable({ kind, name }, prefix, isTaken);
    expect(suggested).toBe(expected);
    expect(isVariableName(suggested)).toBe(true);
  });
});
