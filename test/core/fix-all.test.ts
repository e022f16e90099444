import { describe, expect, it } from 'vitest';
import { fixAll } from '../../core/declarations/fix-all.ts';
import { defaults } from '../../core/inspect.ts';

const CONDITIONS = defaults(new Date('2026-01-01T12:00:00Z'));
const fixed = (text: string, conditions = CONDITIONS) => fixAll(text, conditions);

describe('fix-all', () => {
  it.each([
    ['nothing to mend', '{"allowed_apis": ["lds"]}', '{"allowed_apis": ["lds"]}'],
    [
      'misspelt names and values that are the same word',
      '{"Allowed-APIs": ["Maps", "S Q L"], "environment": "Production"}',
      '{"allowed_apis": ["maps", "sql"], "environment": "production"}',
    ],
    [
      'what the first fixes make possible',
      '{"allowedApis": ["Maps", "maps", "MAPS"], "Referers": ["https://a.com", "https://a.com/"]}',
      '{"allowed_apis": ["maps"], "referers": ["https://a.com/"]}',
    ],
    [
      'many neighbours that are the same',
      `{"referers": ["https://a.com/"${', "https://a.com/"'.repeat(100)}]}`,
      '{"referers": ["https://a.com/"]}',
    ],
    [
      'a semicolon at the end of an escaped query',
      '{"grants": [{"connection_name": "a", "source": "SELECT \\u0027;\\u0027\\n; "}]}',
      '{"grants": [{"connection_name": "a", "source": "SELECT \';\'"}]}',
    ],
    [
      'grants listed twice, however they are quoted',
      '{"grants": [{"connection_name": "a", "source": "a.b"}, {"connection_name": "a", "source": "`a.b`"}, {"connection_name": "b", "source": "a.b"}]}',
      '{"grants": [{"connection_name": "a", "source": "a.b"}, {"connection_name": "b", "source": "a.b"}]}',
    ],
  ])('mends %s', (_, text, expected) => {
    expect(fixed(text)).toBe(expected);
    expect(fixed(expected)).toBe(expected);
  });

  it('makes no property out of two', () => {
    expect(fixed('{"Name": "a", "NAME": "b"}')).toBe('{"name": "a", "NAME": "b"}');
  });

  it('leaves what is not sure', () => {
    const text =
      '{"nam": "a", "allowed_apis": ["map", "import"], "referers": ["example.com"], "expiration_date": "2027-01-01"}';
    expect(fixed(text)).toBe(text);
  });

  it('leaves two tables whose names only look alike', () => {
    const text =
      '{"grants": [{"connection_name": "a", "source": "a.b.c"}, {"connection_name": "a", "source": "a.\\"b.c\\""}]}';
    expect(fixed(text)).toBe(text);
  });

  it('adds no twin that it takes for a duplicate again', () => {
    const text = '{"referers": [" https://a.com ", "https://a.com/"]}';
    const both = { ...CONDITIONS, trailingSlash: 'both' } as const;
    expect(fixed(text, both)).toBe('{"referers": ["https://a.com/", "https://a.com"]}');
    expect(fixed(text)).toBe(text);
  });

  it.each(['{"Name": "a",}', '{"Name": "a"', '["Name"]', '', '[[['])(
    'leaves %j, which is no whole declaration',
    (text) => {
      expect(fixed(text)).toBe(text);
    },
  );

  it('goes by the settings', () => {
    const text = '{"referers": ["https://a.com", "https://b.com/"]}';
    expect(fixed(text, { ...CONDITIONS, trailingSlash: 'forbid' })).toBe(
      '{"referers": ["https://a.com", "https://b.com"]}',
    );
    expect(fixed(text, { ...CONDITIONS, trailingSlash: 'both' })).toBe(
      '{"referers": ["https://a.com", "https://a.com/", "https://b.com/", "https://b.com"]}',
    );
    const off = { 'referer-trailing-slash': 'off' } as const;
    expect(fixed(text, { ...CONDITIONS, severities: off })).toBe(text);
  });

  it('thousands of problems are mended in a moment', () => {
    const referers = Array.from(
      { length: 3_000 },
      (_, i) => `https://site-${i % 1_500}.example.com`,
    );
    const grants = Array.from({ length: 3_000 }, (_, i) => {
      return { connection_name: 'a', source: `a.b.c${i % 1_500}` };
    });
    const all = { connection_name: 'a', source: '*' };
    const mended = fixed(
      JSON.stringify({ allowed_apis: ['Maps'], grants: [...grants, all], referers }),
    );
    const { grants: left, referers: sites } = JSON.parse(mended);
    expect(left).toHaveLength(1_501);
    expect(sites).toHaveLength(1_500);
  });
});
