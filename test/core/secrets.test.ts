import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasLongRun } from '../../core/credentials/long-run.ts';
import { findSecrets } from '../../core/credentials/secrets.ts';
import { inspect } from '../../core/inspect.ts';
import { accessToken, apiKey, clientSecret, jwt } from '../support/synthetic.ts';

const OAUTH = jwt({ iss: 'https://auth.carto.com/', aud: 'carto-cloud-native-api' });

/** Every credential there is, by what it is called. */
const SECRETS = [
  ['an access token of the account ac_example', accessToken()],
  ['an access token of the account ac_other', accessToken({ account: 'ac_other', idLength: 8 })],
  ['an OAuth access token', OAUTH],
  ['a client secret', clientSecret()],
  ['an API key', apiKey('hex')],
  ['an API key', apiKey('base64url')],
] as const;

describe('a credential in any text', () => {
  it.each(SECRETS)('%s', (what, secret) => {
    for (const [before, after] of [
      ['', ''],
      ['a ', ' b'],
      ['https://example.com/?key=', '&b'],
      ["SELECT '", "'"],
      ['😀"', '"\n'],
    ] as const) {
      const text = `${before}${secret}${after}`;
      const start = before.length;
      expect([...findSecrets(text)]).toMatchObject([
        { what, span: { start, end: start + secret.length } },
      ]);
    }
  });

  it('several are each found', () => {
    const text = SECRETS.map(([, secret]) => secret).join(' ');
    const found = Array.from(findSecrets(text), ({ span }) => text.slice(span.start, span.end));
    expect(found.toSorted()).toEqual(SECRETS.map(([, secret]) => secret).toSorted());
  });

  it.each([
    ['another vendor’s token', jwt({ iss: 'https://example.com/' })],
    ['a part of a longer word', `x${apiKey('hex')}`],
    ['an API key that goes on', `${apiKey('base64url')}x`],
    ['a digest of other length', `${apiKey('hex')}0123456789abcdef01234567`],
    ['an upper-case digest', apiKey('hex').toUpperCase()],
    ['22 letters', 'AbcdefghijklmnopqrstuA'],
    ['22 lower-case characters', 'abc1efghijklmnopqrstuw'],
    ['22 characters that no 16 bytes have', 'Abc1efghijklmnopqrstuB'],
    ['the public key', 'default_public'],
    ['a UUID', '01234567-89ab-cdef-0123-456789abcdef'],
    ['a table', 'carto-demo-data.demo_tables.derived_spatialfeatures_usa_h3res8_v1_yearly_v2'],
    ['nothing', ''],
  ])('none is %s', (_, text) => {
    expect([...findSecrets(text)]).toEqual([]);
  });
});

describe('a credential in a declaration', () => {
  it.each(SECRETS)('%s is blamed exactly, and goes with its fix', (_, secret) => {
    const escaped = [...secret].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    for (const written of [
      secret,
      escaped.join(''),
      `\\n${secret}`,
      `\\ud83d\\ude00 ${secret} x`,
    ]) {
      for (const text of [`{"name": "${written}"}`, `{"${written}": ["x"]}`, `["${written}"]`]) {
        const [problem] = inspect({ text, isDeclaration: true }).filter(
          ({ rule }) => rule === 'secret-in-declaration',
        );
        const blamed = text.slice(problem?.span.start, problem?.span.end);
        expect(JSON.parse(`"${blamed}"`)).toBe(secret);
        expect(problem?.message).not.toContain(secret.slice(0, 7));
      }
    }
  });
});

it('a run is long where it is as long as the shortest credential', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aZ09-_. '), minLength: 15, maxLength: 120 });
  fc.assert(
    fc.property(text, (some) => {
      expect(hasLongRun(some)).toBe(/[\w-]{22}/.test(some));
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ...['a', 'A1a', '-', 'eyJ', 'eyJaaaaaaaa.', 'a.', '0', '0 ', 'eyJhbGciOiJIUzI1NiJ9.'],
  ...[`${'a1A'.repeat(7)}A.`, `${'0'.repeat(40)}.`, `${'aA1-'.repeat(16)} `],
])('a megabyte of %j is read in a moment', (part) => {
  expect(() => [...findSecrets(part.repeat(1_000_000 / part.length))]).not.toThrow();
});

it('thousands of credentials in one escaped string are each found where they stand', () => {
  const secret = apiKey('base64url');
  const text = `{"name": "\\n${`${secret} `.repeat(20_000)}"}`;
  const problems = inspect({ text, isDeclaration: true });
  const found = problems.filter(({ rule }) => rule === 'secret-in-declaration');
  expect(found).toHaveLength(20_000);
  expect(new Set(found.map(({ span }) => text.slice(span.start, span.end)))).toEqual(
    new Set([secret]),
  );
});
