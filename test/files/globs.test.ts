import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, it } from 'vitest';
import { namedBy } from '../../files/globs.ts';

const NAMES = ['a', 'b', 'ab', 'abc', 'a.js', 'b.test.ts', '.a', 'node_modules', 'src'];
const segment = fc.constantFrom(
  ...NAMES,
  '*',
  '*.js',
  'a*',
  '?',
  '**',
  '{a,b}',
  '*.{js,ts}',
  '[ab]',
);
const glob = fc.array(segment, { minLength: 1, maxLength: 4 }).map((all) => all.join('/'));
const path = fc
  .array(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 4 })
  .map((all) => all.join('/'));

it('names what picomatch names', () => {
  fc.assert(
    fc.property(glob, fc.uniqueArray(path, { minLength: 20, maxLength: 30 }), (pattern, paths) => {
      const isNamed = picomatch(pattern, { dot: true, noextglob: true, nonegate: true });
      expect(paths.filter(namedBy([pattern]))).toEqual(paths.filter((each) => isNamed(each)));
    }),
    { numRuns: 1000 },
  );
});

it.each([
  '**/a/**/a/**/a/**/a/**/a/**/b',
  `${'{a,b}'.repeat(30)}`,
  '{'.repeat(10_000),
  '*a'.repeat(1000),
])('decides on %s and a deep path at once', (pattern) => {
  expect(namedBy([pattern])('a/'.repeat(1000))).toBe(false);
});
