import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findIn } from '../../core/credentials/find.ts';
import { Finder } from '../../core/credentials/finder.ts';
import type { Detected } from '../../core/credentials/finding.ts';
import { filesBelow } from '../support/files-below.ts';
import { apiKey } from '../support/synthetic.ts';

const CASES = filesBelow('test/fixtures/credentials', '')
  .filter((file) => !file.endsWith('.expected.json'))
  .map((file) => readFileSync(file, 'utf8'));

/** What is typed, of which some makes a difference to all of the text, or to what stands far away. */
const TYPED = [
  ...['a', ' ', '\n', '"', "'", '(', ')', '{', '}', '"""', '/*', '*/', '\\', '%20', '// '],
  ...['carto', 'https://atlas.carto.com/api/v2/sql?q=1', 'github ', '[nextzen]\n', 'api_key='],
  ...['requests.get("https://atlas.carto.com", params={"api_key": API_KEY})\n'],
  ...['carto-cloud-native-api', 'https://other.auth0.com', `key: ${apiKey('hex', 'typed')}\n`],
];

const typed = fc.oneof(fc.constantFrom(...TYPED), fc.constantFrom(...CASES), fc.string());
const edit = fc.record({ at: fc.nat(), remove: fc.oneof(fc.nat(3), fc.nat(40_000)), typed });
/** Texts of several parts, of cases next to each other. */
const text = fc
  .array(fc.constantFrom(...CASES), { minLength: 150, maxLength: 300 })
  .map((cases) => cases.join('\n'));

it('finds in each version of a text what is found in it alone', () => {
  fc.assert(
    fc.property(text, fc.array(edit, { minLength: 5, maxLength: 15 }), (text, edits) => {
      const finder = new Finder();
      let version = text;
      expect(inOrder(finder.find(version))).toEqual(inOrder(findIn(version)));
      for (const { at, remove, typed } of edits) {
        const start = at % (version.length + 1);
        version = version.slice(0, start) + typed + version.slice(start + remove);
        expect(inOrder(finder.find(version))).toEqual(inOrder(findIn(version)));
      }
    }),
    // To make a text of hundreds of cases smaller takes longer than it helps.
    { numRuns: 15, endOnFailure: true },
  );
});

it('finds nothing any more in a text that is emptied, and all again when that is undone', () => {
  const [finder, text] = [new Finder(), CASES.join('\n')];
  const found = inOrder(finder.find(text));
  expect(found.length).toBeGreaterThan(100);
  expect(finder.find('')).toEqual([]);
  expect(inOrder(finder.find(text))).toEqual(found);
});

function inOrder(all: readonly Detected[]): Detected[] {
  return [...all].sort((a, b) => a.span.start - b.span.start || a.kind.localeCompare(b.kind));
}
