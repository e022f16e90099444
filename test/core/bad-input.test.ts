import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixAll } from '../../core/declarations/fix-all.ts';
import { organise } from '../../core/declarations/organise.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { defaults, inspect } from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { accessToken } from '../support/synthetic.ts';

/** What all runs of a property may take together, on a slow machine. */
const TIMEOUT = 60_000;

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
const FOUND = ['import-api-exclusive', 'grant-api-mismatch', 'referer-trailing-slash'];

/** Everything that is asked of a text; whatever it is, none may throw. */
function judged(text: string): Problem[] {
  const problems = inspect({ text, isDeclaration: true });
  for (const { span, fixes } of problems) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
    for (const { edits } of fixes()) applyEdits(text, edits);
  }
  fixAll(text, defaults());
  organise(parseDeclaration(text));
  return problems;
}

const rules = (text: string) => judged(text).map(({ rule }) => rule);
const isJson = (text: string) => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
const hasSyntaxProblem = (text: string) => rules(text).includes('declaration-syntax');

/** In the manner of JSONTestSuite. */
describe('JSON', () => {
  it.each([
    ['an object', '{}'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a lone string', '"https://example.com"'],
    ['an empty string', '""'],
    ['a lone number', '-0'],
    ['blanks around', ' \t\r\n{ \t} \r\n'],
    ['blanks inside', '{ "a"\n:\t[ 1 , 2 ] }'],
    ['numbers', '[0, -0, 1.5, 1e5, 1E+5, 1e-5, -1.25e1, 123456789012345678901234567890]'],
    ['a huge number', '1e999999'],
    ['a number of 10,000 digits', `[-${'9'.repeat(10_000)}.${'0'.repeat(10_000)}]`],
    ['escapes', '["\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD83D\\uDE00"]'],
    ['an escaped NUL', '["\\u0000"]'],
    ['a lone surrogate, escaped', '["\\uD800"]'],
    ['a lone surrogate, raw', '{"referers": ["\ud800"]}'],
    ['surrogates in the wrong order', '["\\uDE00\\uD83D", "\ude00\ud83d"]'],
    ['noncharacters', '["\uffff\ufffe\\uFFFF"]'],
    ['DEL', '["\x7f"]'],
    ['line separators in a string', '["\u2028\u2029"]'],
    ['a BOM in a string', '["\uFEFF"]'],
    ['an empty name', '{"": 0}'],
    ['a name twice', '{"a": 1, "a": 2}'],
    ['a name with a NUL', '{"a\\u0000b": 1}'],
    ['what looks like comments in strings', '["/* a */", "// b", "# c"]'],
    ['500 nested arrays', '['.repeat(500) + ']'.repeat(500)],
    ['500 nested objects', `${'{"a":'.repeat(500)}1${'}'.repeat(500)}`],
  ])('y: %s', (_, text) => {
    expect(isJson(text)).toBe(true);
    expect(hasSyntaxProblem(text)).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n\t'],
    ['a NUL byte', '\0'],
    ['NUL bytes between', '\0\0{"referers":\0'],
    ['a NUL byte in a string', '["a\0a"]'],
    ['a NUL byte behind', '{}\0'],
    ['a line comment', '{} // a'],
    ['a block comment', '{/* a */}'],
    ['a comment that is not closed', '{} /* a'],
    ['a comment that opens at the very end', '{} /*'],
    ['a comment that opens in a broken list', '{"grants": [/*'],
    ['a comment that opens in a broken object', '"grants": [{ /*'],
    ['a comment that opens in a broken number', '{"name": {"a": 1/*'],
    ['a hash comment', '{} # a'],
    ['a comma at the end of an array', '[1,]'],
    ['a comma at the end of an object', '{"a": 1,}'],
    ['two commas', '[1,,2]'],
    ['a comma alone', '[,]'],
    ['a comma at the beginning', '{,"a": 1}'],
    ['a comma behind', '{},'],
    ['no comma in an array', '[1 2]'],
    ['no comma in an object', '{"a": 1 "b": 2}'],
    ['no colon', '{"a" 1}'],
    ['two colons', '{"a":: 1}'],
    ['no value', '{"a":}'],
    ['a name alone', '{"a"}'],
    ['a colon in an array', '["a": 1]'],
    ['single quotes', "{'a': 'b'}"],
    ['typographic quotes', '{“a”: 1}'],
    ['a name without quotes', '{a: 1}'],
    ['a number as name', '{1: 1}'],
    ['an array that is not closed', '[1'],
    ['an object that is not closed', '{"a": 1'],
    ['a string that is not closed', '{"referers": ["https://exa'],
    ['an escape that is not closed', '["\\'],
    ['the wrong closing bracket', '[1}'],
    ['the wrong closing brace', '{"a": 1]'],
    ['one bracket too many', '[]]'],
    ['one brace too many', '{}}'],
    ['only a closing bracket', ']'],
    ['two values', '{} {}'],
    ['a leading zero', '[01]'],
    ['a leading plus', '[+1]'],
    ['no digit before the point', '[.5]'],
    ['no digit behind the point', '[1.]'],
    ['an empty exponent', '[1e]'],
    ['a sign without digits', '[-]'],
    ['two signs', '[--1]'],
    ['a hexadecimal number', '[0x1f]'],
    ['NaN', '[NaN]'],
    ['Infinity', '[-Infinity]'],
    ['full-width digits', '[１]'],
    ['undefined', 'undefined'],
    ['capitals', '[True]'],
    ['a literal cut off', '[nul]'],
    ['a literal that goes on', '[nulls]'],
    ['a raw line end in a string', '["a\nb"]'],
    ['a raw tab in a string', '["a\tb"]'],
    ['an escaped line end', '["a\\\nb"]'],
    ['an unknown escape', '["\\x41"]'],
    ['an escape of three digits', '["\\u041"]'],
    ['an escape of no digits', '["\\uZZZZ"]'],
    ['an escape of a capital', '["\\N"]'],
    ['a no-break space', '[\u00a0]'],
    ['a form feed', '[\f]'],
    ['a line separator', '[\u2028]'],
    ['a BOM inside', '[\uFEFF]'],
    ['a BOM twice', '\uFEFF\uFEFF{}'],
    ['markup', '<a/>'],
    ['100,000 open brackets', '['.repeat(100_000)],
    ['100,000 open objects', '{"a":'.repeat(100_000)],
    ['100,000 open objects after a comment', `/* " */${'{"a":'.repeat(100_000)}`],
    ['100,000 open brackets after a broken string', `["a\r,${'['.repeat(100_000)}`],
    ['100,000 open brackets after a line comment', `//"\r${'['.repeat(100_000)}`],
    ['100,000 brackets, each with a wrong one', '[}'.repeat(100_000)],
    ['100,000 brackets after as many closing ones', ']'.repeat(100_000) + '['.repeat(100_000)],
    ['100,000 braces after one that closes nothing', `[}${'{"a":[}'.repeat(100_000)}`],
    ['100,000 commas', ','.repeat(100_000)],
    ['100,000 quotes', '"'.repeat(100_001)],
    ['100,000 lines of nothing right', '}\n'.repeat(100_000)],
  ])('n: %s', (_, text) => {
    expect(isJson(text)).toBe(false);
    expect(hasSyntaxProblem(text)).toBe(true);
  });

  it.each([
    ['501 nested arrays', `${'['.repeat(501)}${']'.repeat(501)}`, 500],
    ['501 nested arrays in the second item', `[1, ${'['.repeat(500)}${']'.repeat(500)}]`, 503],
    ['10,000 nested arrays', '['.repeat(10_000) + ']'.repeat(10_000), 500],
    ['10,000 nested objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 2500],
    ['100,000 nested arrays', '['.repeat(100_000) + ']'.repeat(100_000), 500],
    ['100,000 nested objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`, 2500],
  ])('i: %s: too deep, from one place on', (_, text, start) => {
    const problems = judged(text);
    expect(problems.map(({ rule }) => rule)).toEqual(['declaration-syntax']);
    expect(problems[0]?.span).toEqual({ start, end: start + 1 });
    expect(problems[0]?.message).toContain('more than 500 deep');
  });

  it('i: a byte-order mark moves nothing', () => {
    const [first] = judged(`\uFEFF${GOOD}`);
    const [same] = judged(GOOD);
    expect(first?.span.start).toBe((same?.span.start ?? 0) + 1);
    expect(rules(`\uFEFF${GOOD}`)).toEqual(FOUND);
    expect(hasSyntaxProblem('\uFEFF')).toBe(true);
  });

  it(
    'is what JSON.parse takes, and nothing else',
    () => {
      const edit = fc.tuple(
        fc.nat(),
        fc.nat(3),
        fc.oneof(
          { weight: 4, arbitrary: fc.string({ maxLength: 3, unit: fc.constantFrom(...ALPHABET) }) },
          { weight: 1, arbitrary: fc.string({ maxLength: 3, unit: 'binary' }) },
        ),
      );
      let [right, wrong] = [0, 0];
      fc.assert(
        fc.property(
          fc.jsonValue({ maxDepth: 4 }),
          fc.constantFrom('', ' ', '\t', 4),
          fc.array(edit, { maxLength: 4 }),
          (value, indentation, edits) => {
            const text = edited(JSON.stringify(value, null, indentation), edits);
            fc.pre(!text.startsWith('\uFEFF'));
            const problems = inspect({ text, isDeclaration: true });
            const expected = isJson(text);
            if (expected) right += 1;
            else wrong += 1;
            expect(!problems.some(({ rule }) => rule === 'declaration-syntax')).toBe(expected);
          },
        ),
        { numRuns: 4000 },
      );
      expect(Math.min(right, wrong)).toBeGreaterThan(500);
    },
    TIMEOUT,
  );

  it(
    'is what JSON.parse takes: numbers, strings and words of all kinds',
    () => {
      fc.assert(
        fc.property(fc.string({ maxLength: 8, unit: fc.constantFrom(...ALPHABET) }), (text) => {
          for (const json of [text, `"${text}"`, `[${text}]`, `{"a": ${text}}`]) {
            const problems = inspect({ text: json, isDeclaration: true });
            expect(!problems.some(({ rule }) => rule === 'declaration-syntax')).toBe(isJson(json));
          }
        }),
        { numRuns: 2000 },
      );
    },
    TIMEOUT,
  );
});

/** Of which JSON consists, and what is near it. */
const ALPHABET = '{}[]:,"\\ \t\n\r0123456789.-+eEtrufalsn\'/*#\u2028\u00a0\0';

function edited(text: string, edits: readonly (readonly [number, number, string])[]): string {
  return edits.reduce((result, [place, length, inserted]) => {
    const at = place % (result.length + 1);
    return result.slice(0, at) + inserted + result.slice(at + length);
  }, text);
}

describe('declarations of unexpected shape', () => {
  it.each([
    ['null', 'null', ['declaration-shape']],
    ['an array', '[{}]', ['declaration-shape']],
    ['a string', '"a"', ['declaration-shape']],
    [
      'other types everywhere',
      '{"allowed_apis": {}, "grants": "x", "referers": [[], {}, null, 1], "name": 1}',
      Array(7).fill('declaration-shape'),
    ],
    [
      'names that stand there twice',
      '{"name": "a", "name": "b", "allowed_apis": ["lds"], "grants": [], "grants": []}',
      ['declaration-shape', 'declaration-shape'],
    ],
    [
      'names that stand in a grant twice',
      '{"name": "a", "usage": "server", "allowed_apis": ["maps"], "grants": [{"source": "x", "source": "a.b", "connection_name": "c"}]}',
      ['declaration-shape'],
    ],
  ])('%s', (_, text, expected) => {
    expect(rules(text)).toEqual(expected);
  });

  it.each([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
  ])('a property %s is as unknown as any other, wherever it stands', (name) => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const one = `"${name}": {"referers": ["x"], "polluted": true}`;
    for (const text of [
      `{${one}}`,
      `{"grants": [{${one}}]}`,
      `{"grants": [{"type": "apis", "apis": ["sql"], ${one}}]}`,
      `{"grants": [{"type": "database", "tables": [{${one}}]}]}`,
      `{"grants": [{"type": "${name}", ${one}}]}`,
    ]) {
      const start = text.indexOf(name, text.indexOf(one));
      const blamed = judged(text).filter(
        ({ rule, span }) => rule === 'declaration-shape' && span.start === start,
      );
      expect(blamed.map(({ message }) => message)).toEqual([
        expect.stringContaining(`There is no property "${name}"`),
      ]);
    }
    for (const text of [`{"allowed_apis": ["${name}"]}`, `{"environment": "${name}"}`]) {
      expect(judged(text).length).toBeGreaterThan(0);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe('much, broken and cut off', () => {
  it('a truncated one is judged as far as it goes', () => {
    for (let length = 0; length <= GOOD.length; length += 1) {
      const some = rules(GOOD.slice(0, length));
      expect([...FOUND, 'declaration-syntax', 'declaration-shape']).toEqual(
        expect.arrayContaining(some),
      );
      expect(some.includes('declaration-syntax')).toBe(length < GOOD.length);
    }
    expect(rules(GOOD.slice(0, -2))).toEqual([...FOUND, 'declaration-syntax']);
  });

  it('what is not JSON is not mended: where, is a guess', () => {
    for (const { fixes } of judged(`${GOOD},`)) expect(fixes()).toEqual([]);
  });

  it('line ends may be CRLF', () => {
    expect(rules(GOOD.replaceAll('\n', '\r\n'))).toEqual(FOUND);
  });

  it('a megabyte of referers is judged, all of them', () => {
    const referers = Array.from({ length: 30_000 }, (_, i) => `https://site-${i}.example.com`);
    const text = JSON.stringify({ name: 'a', allowed_apis: ['lds'], referers });
    expect(text.length).toBeGreaterThan(900_000);
    expect(inspect({ text, isDeclaration: true })).toHaveLength(referers.length);
  });

  it('a string of a megabyte does no harm, wherever it stands', () => {
    const long = 'a.'.repeat(500_000);
    for (const string of [
      long,
      `https://${long}`,
      `select ${long}`,
      `-- ${long}`,
      '('.repeat(1_000_000),
      `select ${'\n'.repeat(1_000_000)};`,
    ]) {
      const text = JSON.stringify({
        name: string,
        allowed_apis: ['sql', string],
        grants: [{ connection_name: string, source: string }],
        referers: [string],
        expiration_date: string,
        [string]: string,
      });
      expect(() => inspect({ text, isDeclaration: true })).not.toThrow();
    }
  });

  it(
    'random edits never break it',
    () => {
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
          judged(edited(`${GOOD}\n${accessToken()}`, edits));
        }),
        { numRuns: 2000 },
      );
    },
    TIMEOUT,
  );
});

it('reads no declaration above 1 MB, says so, and what to do', () => {
  const grant = JSON.stringify({ connection_name: 'a', source: 'a.b.c' });
  const of = (count: number) => `{"name":"a","grants":[${Array(count).fill(grant).join(',')}]}`;
  const large = of(Math.ceil((1024 * 1024) / grant.length));
  expect(inspect({ text: large, isDeclaration: true })).toMatchObject([
    { rule: 'declaration-syntax', message: expect.stringContaining('split it') },
  ]);
  expect(parseDeclaration(of(20_000)).grants).toHaveLength(20_000);
  expect(parseDeclaration(large).grants).toEqual([]);
});
