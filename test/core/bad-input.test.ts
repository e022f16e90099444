import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../core/inspect.ts';
import { accessToken } from '../support/synthetic.ts';

const GOOD = JSON.stringify(
  {
    name: 'a',
    allowed_apis: ['sql', 'imports'],
    grants: [{ connection_name: 'carto_dw', source: 'project.dataset.table' }],
    referers: ['https://example.com'],
  },
  null,
  2,
);

const rules = (text: string) => inspect({ text, isDeclaration: true }).map(({ rule }) => rule);

describe('bad declarations', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t'],
    ['null', 'null'],
    ['an array', '[]'],
    ['a number', '1e999999'],
    ['a string', '"https://example.com"'],
    ['NUL bytes', '\0\0{"referers":\0'],
    ['lone surrogates', '{"referers": ["\ud800"]}'],
    [
      'other types everywhere',
      '{"allowed_apis": {}, "grants": "x", "referers": [[], {}, null, 1]}',
    ],
    [
      'prototypes',
      '{"__proto__": {"referers": ["x"]}, "constructor": 1, "grants": [{"__proto__": 1}]}',
    ],
    ['10,000 open brackets', '['.repeat(10_000)],
    ['10,000 nested objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['100,000 nested objects after a comment', `/* " */${'{"a":'.repeat(100_000)}`],
    ['100,000 open brackets after a broken string', `["a\r,${'['.repeat(100_000)}`],
    ['100,000 open brackets after a line comment', `//"\r${'['.repeat(100_000)}`],
    ['an open string', '{"referers": ["https://exa'],
  ])('%s: no problems, no exception', (_, text) => {
    expect(rules(text)).toEqual([]);
  });

  const found = ['import-api-exclusive', 'grant-api-mismatch', 'referer-trailing-slash'];

  it('a truncated one is judged as far as it goes', () => {
    for (let length = 0; length <= GOOD.length; length += 1) {
      const some = rules(GOOD.slice(0, length));
      expect(found).toEqual(expect.arrayContaining(some));
    }
    expect(rules(GOOD.slice(0, -2))).toEqual(found);
  });

  it('a byte-order mark moves nothing', () => {
    const [first] = inspect({ text: `\uFEFF${GOOD}`, isDeclaration: true });
    const [same] = inspect({ text: GOOD, isDeclaration: true });
    expect(first?.span.start).toBe((same?.span.start ?? 0) + 1);
    expect(rules(`\uFEFF${GOOD}`)).toEqual(found);
  });

  it('line ends may be CRLF', () => {
    expect(rules(GOOD.replaceAll('\n', '\r\n'))).toEqual(found);
  });

  it('5 MB of referers are all judged', () => {
    const referers = Array.from({ length: 160_000 }, (_, i) => `https://site-${i}.example.com`);
    const text = JSON.stringify({ referers });
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(inspect({ text, isDeclaration: true })).toHaveLength(referers.length);
  });

  it('one string of 5 MB does no harm', () => {
    const long = 'a.'.repeat(2_500_000);
    for (const string of [
      long,
      `https://${long}`,
      `select ${long}`,
      `-- ${long}`,
      '('.repeat(5_000_000),
    ]) {
      const text = JSON.stringify({
        allowed_apis: ['sql'],
        grants: [{ source: string }],
        referers: [string],
      });
      expect(() => rules(text)).not.toThrow();
    }
  });

  it('random edits never break it, and every range lies in the text', () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.nat(20),
      fc.oneof(
        fc.string({ maxLength: 8, unit: 'binary' }),
        fc.string({ maxLength: 8, unit: fc.constantFrom(...'/*"\\\r\n[]{}:,\uFEFF') }),
      ),
    );
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
        let text = `${GOOD}\n${accessToken()}`;
        for (const [at, length, inserted] of edits) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + inserted + text.slice(start + length);
        }
        for (const { span } of inspect({ text, isDeclaration: true })) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThanOrEqual(span.start);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
