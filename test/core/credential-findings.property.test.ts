import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findIn } from '../../core/credentials/find.ts';
import { inspect } from '../../core/inspect.ts';
import { filesBelow } from '../support/files-below.ts';
import { accessToken, apiKey, clientSecret, oauthToken } from '../support/synthetic.ts';

/** Texts of many languages in which there is nothing to be found, though much looks so. */
const INNOCENT = filesBelow('test/fixtures/credentials', '')
  .filter((file) => !file.endsWith('.expected.json'))
  .filter((file) => readFileSync(`${file}.expected.json`, 'utf8').trim() === '[]')
  .map((file) => readFileSync(file, 'utf8'));

/** Of so many that none is taken for a placeholder, as one in a hundred thousand would be. */
const seed = fc.nat(300).map(String);
const token = seed.map((of) => accessToken({ seed: of }));
const oauth = seed.map((of) => oauthToken({ seed: of }));
const key = fc
  .tuple(fc.constantFrom('hex' as const, 'base64url' as const), seed)
  .map(([shape, of]) => apiKey(shape, of));
const secret = seed.map((of) => clientSecret(of));

/** What a credential needs around it to be known, by the rule that finds it. */
const KINDS = [
  { rule: 'hardcoded-access-token', credential: token, around: ['', "'|'", '"Bearer |"', '//|'] },
  { rule: 'hardcoded-oauth-token', credential: oauth, around: ['', "'|'", '"Bearer |"', '//|'] },
  {
    rule: 'hardcoded-client-secret',
    credential: secret,
    around: [
      "carto_client_secret = '|'",
      "{ client_secret: '|', audience: 'carto-cloud-native-api' }",
      'CARTO_CLIENT_SECRET=|',
    ],
  },
  {
    rule: 'hardcoded-api-key',
    credential: key,
    around: [
      "new carto.Client({ apiKey: '|', username: 'atlas' });",
      'carto.setDefaultAuth({ user: \'atlas\', apiKey: "|" });',
      "CartoDBAPIKey('|', 'atlas')",
      'CARTO_API_KEY=|',
      '<string name="carto_api_key">|</string>',
      'https://atlas.carto.com/api/v2/sql?api_key=|&q=SELECT 1',
      'https://atlas:|@atlas.carto.com/api/v2/sql',
      '{"cartoApiKey": "|"}',
      '{\\"cartoApiKey\\": \\"|\\"}',
      'cartodb_api_key <- "|"',
    ],
  },
];

/** Lines before and after, of one language or of none. */
const surroundings = fc
  .oneof(fc.constantFrom(...INNOCENT), fc.string({ unit: 'grapheme', maxLength: 200 }))
  .chain((text) => {
    const lines = text.split('\n');
    return fc
      .nat(lines.length)
      .map((at) => [lines.slice(0, at).join('\n'), lines.slice(at).join('\n')] as const);
  });

describe.each(KINDS)('$rule', ({ rule, credential, around }) => {
  it('finds one in any text exactly once and exactly there, and never repeats it', () => {
    fc.assert(
      fc.property(
        surroundings,
        credential,
        fc.constantFrom(...around),
        ([above, below], written, template) => {
          const [before = '', after = ''] = template === '' ? [] : template.split('|');
          const start = above.length + 2 + before.length;
          const text = `${above}\n\n${before}${written}${after}\n\n${below}`;
          const problems = inspect({ text, isDeclaration: false });
          const end = start + written.length;
          const found = problems.filter(
            ({ rule, span }) =>
              rule.startsWith('hardcoded') && span.start < end && span.end > start,
          );
          expect(found).toMatchObject([{ rule, span: { start, end } }]);
          for (const { message } of problems) expect(message).not.toContain(written.slice(0, 7));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

it('random text alone gives nothing', () => {
  const word = fc.oneof(
    fc.constantFrom('carto', '.com', 'cartodb', 'api_key', 'apiKey', ' = ', ': ', '"', "'", '\n'),
    fc.constantFrom('https://', '/api/v2/sql?', '&', '{', '}', '(', ')', 'eyJ', 'Basic ', '%3D'),
    fc.constantFrom('client_secret', 'carto-cloud-native-api', 'curl -u ', ':', '@', '\\"', ' + '),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    // Shorter than any credential, also where two are joined: a longer one behind a name of a key would be one.
    fc.base64String({ maxLength: 10 }).map((text) => ` ${text} `),
    // Names are words that can be spoken: of letters by chance a key may be, too.
    fc.stringMatching(
      /^([b-dfglmnprst][aeiou]){1,6}([B-DFGLMNPRST][aeiou]([b-dfglmnprst][aeiou]){1,4}){0,4}$/,
    ),
  );
  const text = fc.array(word, { maxLength: 60 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, (some) => {
      expect(findIn(some).filter((finding) => 'secret' in finding)).toEqual([]);
    }),
    { numRuns: 5000 },
  );
});

it('every innocent text stays so, whatever stands behind it', () => {
  const text = fc.constantFrom(...INNOCENT);
  const more = fc.string({ unit: 'grapheme', maxLength: 100 });
  fc.assert(
    fc.property(text, more, (some, other) => {
      const found = findIn(`${some}\n\n${other}`).filter((finding) => 'secret' in finding);
      expect(found).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

describe('a megabyte', () => {
  const KEY = apiKey('hex');
  const SHORT_KEY = apiKey('base64url');
  const SECRET = clientSecret();
  /** The beginnings, the middles and the ends of what each pattern looks for, over and over. */
  const PARTS = [
    ...['a', 'a.b.c.', '_', '-', '- ', '=', '\t', '  ', '\n', '\n\n', 'é', '😀', 'x'.repeat(64)],
    ...['eyJ', 'eyJ.', 'eyJaaaaaaaa.', `eyJ${'a'.repeat(30)}.`, 'eyJhbGciOiJIUzI1NiJ9.', 'ZXlK'],
    ...['eyJhbGciOiJIUzI1NiJ9.eyJhIjoi', 'ZXlKaaaa.', 'Basic ', `Basic ${'a'.repeat(24)} `],
    ...['carto', 'carto ', 'cartodb.com ', 'carto.', 'google ', 'carto google ', '/api/v2/sql'],
    ...[
      'new ',
      'new   carto',
      'new carto.Client(',
      'new carto.Client({a:',
      'setDefaultAuth({apiKey:"',
    ],
    ...['[', '(', '{', '[({', '("', '["a",', "['a','b'].join", 'paste0(', '{api_key:{', ')]}'],
    ...['\\', '\\\\n', '\\n",', '\\"', '%', '%25', '%2525', '&', '&amp;', '&#x0', '\\u00'],
    ...[
      '"',
      '" "',
      "' + '",
      "' +   ",
      'a"        ',
      'a" + "b',
      'a"\n"b',
      'a" \n',
      '"\n+',
      '`',
      '${',
    ],
    ...[
      'api_key',
      'api_key=',
      'api_key=$a ',
      '&api_key=',
      '?api_key=x ',
      'api_key: ',
      '"api_key", ',
    ],
    ...[
      'https://',
      'https://a.carto.com/',
      'https://a.carto.com/api/v2/sql?api_key=',
      'a:b@',
      '://',
    ],
    ...['curl ', 'curl -d api_key=$k ', 'GET ', 'GET /\n', 'params=', 'body=', '/*', '<!--', '//'],
    ...['auth0.com ', 'carto-cloud-native-api ', `secret="${SECRET}"`, `${SECRET} `],
    ...[KEY, `${KEY} `, `api_key="${KEY}"\n`, `"${KEY}",`, `${KEY}:`, `key=${KEY} `],
    ...[
      `?api_key=${KEY}`,
      `u:${KEY}@`,
      `'u:${KEY}'`,
      `auth=("u", "${KEY}")\n`,
      `carto_key=${KEY}\n`,
    ],
    ...[`${SHORT_KEY} `, `api_key: ${SHORT_KEY}\n`],
  ];
  const SIZE = 1_000_000;
  /** How many times as long as an ordinary text one may take. What is not linear takes many thousand times as long. */
  const BOUND = 500;
  const ordinary = timeOf('carto.com lorem ipsum "dolor" sit_amet = 1;\n');

  it.each(PARTS)('of %j takes no more than its length', (part) => {
    let least = timeOf(part);
    // A busy machine is not a bug: what is not linear stays slow.
    for (let tries = 0; tries < 2 && least / ordinary > BOUND; tries += 1) {
      least = Math.min(least, timeOf(part));
    }
    expect(least / ordinary).toBeLessThan(BOUND);
  });

  function timeOf(part: string): number {
    const text = `cartodb.SQL({}) ${part.repeat(Math.ceil(SIZE / part.length))}`;
    const begun = performance.now();
    findIn(text);
    return performance.now() - begun;
  }
});
