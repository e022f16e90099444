import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import type { KnownCredential, KnownKey, KnownToken } from '../../core/credentials/known.ts';
import { NOWHERE, type Place } from '../../core/credentials/place.ts';
import { type Conditions, defaults, inspect } from '../../core/inspect.ts';
import { accessToken, apiKey, clientSecret, oauthToken } from '../support/synthetic.ts';

const NOW = new Date('2026-11-25');
const TOKEN = accessToken();
const KEY = apiKey('hex');

function token(more: Partial<KnownToken> = {}): KnownToken {
  return {
    kind: 'token',
    fingerprint: fingerprintOf(TOKEN),
    name: 'sales-map',
    account: 'Acme',
    isDeleted: false,
    apis: ['maps', 'sql'],
    grants: [{ connection_name: 'carto_dw', source: 'shop.retail.stores' }],
    referers: ['https://shop.example.com/'],
    ...more,
  };
}

function key(more: Partial<KnownKey> = {}): KnownKey {
  return {
    kind: 'key',
    fingerprint: fingerprintOf(KEY),
    name: 'dashboard',
    account: 'Acme Engine',
    isDeleted: false,
    type: 'regular',
    limits: {
      apis: ['sql'],
      tables: [{ schema: 'public', name: 'stores', permissions: ['select'] }],
      services: [],
    },
    ...more,
  };
}

const ALL_SOURCES = [
  { connection_name: 'carto_dw', source: '*' },
  { connection_name: 'other', source: '*' },
];
const MANY = ['a', 'b', 'c', 'd'].map((name) => ({
  connection_name: 'carto_dw',
  source: `shop.retail.${name}`,
}));

const CREDENTIALS: Readonly<Record<string, KnownCredential>> = {
  restricted: token(),
  'restricted to much': token({
    grants: [...MANY, { connection_name: 'other', source: 'SELECT 1' }],
    referers: ['https://a.example.com/', 'https://b.example.com/'],
  }),
  'all sources': token({ grants: ALL_SOURCES }),
  'no referers': token({ referers: [] }),
  'LDS without referers': token({ apis: ['lds'], grants: [], referers: [] }),
  'restrictions not told': token({ grants: undefined, referers: undefined }),
  'referers not told': token({ referers: undefined }),
  expired: token({ grants: ALL_SOURCES, expires: '2026-01-31T00:00:00Z' }),
  deleted: token({ grants: ALL_SOURCES, isDeleted: true }),
  'master key': key({ name: 'Master', type: 'master', limits: undefined }),
  'regular key': key(),
  'default key': key({ name: 'Default public', type: 'default' }),
  'deleted key': key({ isDeleted: true }),
};

const PLACES: Readonly<Record<string, Place>> = {
  'a file': NOWHERE,
  'front end': { ...NOWHERE, isFrontEnd: true },
  development: { ...NOWHERE, isDevelopment: true },
  'front end, development': { ...NOWHERE, isFrontEnd: true, isDevelopment: true },
  'environment file, untracked': { ...NOWHERE, environment: 'untracked' },
  'environment file, tracked': { ...NOWHERE, environment: 'tracked' },
  'environment file, ignored': { ...NOWHERE, environment: 'ignored' },
};

function judged(text: string, place: Place, known?: KnownCredential, more?: Partial<Conditions>) {
  return inspect(
    { text, isDeclaration: false },
    {
      ...defaults(NOW),
      place,
      knownCredential: (fingerprint) => (fingerprint === known?.fingerprint ? known : undefined),
      ...more,
    },
  );
}

function textWith({ kind }: Pick<KnownCredential, 'kind'>): string {
  return kind === 'token'
    ? `t = '${TOKEN}'`
    : `new carto.Client({ apiKey: '${KEY}', username: 'u' })`;
}

describe('the grade of a credential that an account knows', () => {
  it('is said, by what it is and where it stands', async () => {
    const lines = Object.entries(CREDENTIALS).flatMap(([name, known]) => [
      `## ${name}`,
      '',
      ...Object.entries(PLACES).map(([where, place]) => {
        const problems = judged(textWith(known), place, known);
        const said = problems.map(({ severity, message }) => `**${severity}** ${message}`);
        return `- ${where}: ${said.join(' / ') || 'nothing'}`;
      }),
      '',
    ]);
    await expect(`# Grades\n\n${lines.join('\n')}`).toMatchFileSnapshot('../fixtures/grades.md');
  });

  it.each([
    ['restricted', 'front end', 'hint'],
    ['restricted', 'a file', 'hint'],
    ['all sources', 'a file', 'error'],
    ['all sources', 'development', 'warning'],
    ['no referers', 'a file', 'hint'],
    ['no referers', 'front end', 'error'],
    ['restrictions not told', 'a file', 'warning'],
    ['referers not told', 'a file', 'hint'],
    ['referers not told', 'front end', 'warning'],
    ['expired', 'front end', 'information'],
    ['deleted', 'a file', 'information'],
    ['master key', 'a file', 'error'],
    ['master key', 'front end, development', 'warning'],
    ['regular key', 'front end', 'hint'],
  ])('%s in %s is of severity %s', (name, where, severity) => {
    const known = CREDENTIALS[name];
    if (!known) throw new Error(name);
    const problems = judged(textWith(known), PLACES[where] ?? NOWHERE, known);
    expect(problems.map((problem) => problem.severity)).toEqual([severity]);
  });

  it('is another than that of a token that no account knows', () => {
    const [problem] = judged(textWith(token()), NOWHERE, key());
    expect(problem?.severity).toBe('warning');
    expect(problem?.message).not.toContain('sales-map');
  });

  it('gives way to the severity that a user has chosen', () => {
    const severities = { 'hardcoded-access-token': 'information' } as const;
    const [problem] = judged(textWith(token()), NOWHERE, CREDENTIALS['all sources'], {
      severities,
    });
    expect(problem?.severity).toBe('information');
  });

  it('is said without a credential that was taken for a name', () => {
    const known = token({ name: TOKEN, account: KEY, referers: [TOKEN] });
    const [problem] = judged(textWith(known), NOWHERE, known);
    expect(problem?.message).not.toContain(TOKEN.slice(0, 12));
    expect(problem?.message).not.toContain(KEY.slice(0, 12));
  });
});

describe('an environment file', () => {
  const texts = [
    `CARTO_ACCESS_TOKEN=${TOKEN}`,
    `CARTO_OAUTH_TOKEN=${oauthToken({ expires: 1_900_000_000 })}`,
    `CARTO_API_KEY=${KEY}`,
    `CARTO_CLIENT_ID=a\nCARTO_CLIENT_SECRET=${clientSecret()}\nAUD=carto-cloud-native-api`,
    `U=https://u.carto.com/api/v2/sql?q=SELECT%201&api_key=${KEY}`,
  ];

  it.each(texts)('that git ignores has no finding: %#', (text) => {
    const place: Place = { ...NOWHERE, path: '.env', environment: 'ignored' };
    expect(judged(text, NOWHERE)).not.toEqual([]);
    expect(judged(text, place)).toEqual([]);
  });

  it.each(texts)('that git does not ignore has one that says so: %#', (text) => {
    for (const environment of ['tracked', 'untracked'] as const) {
      const problems = judged(text, { ...NOWHERE, path: '.env', environment });
      const hardcoded = problems.filter(({ rule }) => rule.startsWith('hardcoded'));
      expect(hardcoded.length).toBeGreaterThan(0);
      for (const { message } of hardcoded) expect(message).toContain('.gitignore');
    }
  });
});
