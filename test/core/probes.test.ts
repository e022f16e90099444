import { describe, expect, it } from 'vitest';
import { keyProbes } from '../../core/carto/probes/key-probes.ts';
import { MOST_PROBES, type Probe, type ProbePlan } from '../../core/carto/probes/probe.ts';
import { sentReferer } from '../../core/carto/probes/sent-referer.ts';
import {
  MOST_TOGETHER,
  type TokenRestrictions,
  tokenProbes,
} from '../../core/carto/probes/token-probes.ts';

const TABLE = 'shop.retail.stores';
const QUERY = 'SELECT name FROM `shop.retail.stores` WHERE id = @id';
const grant = (source: string, connection_name = 'carto_dw') => ({ connection_name, source });
const q = (sql: string) => new URLSearchParams({ q: sql });

/** A plan in lines: what is asked, from where, and what is not asked. */
function lines({ probes, unasked }: ProbePlan): string[] {
  return [
    ...probes.map(
      ({ method, path, referer = 'none', isMeant }) =>
        `${isMeant ? '+' : '-'} ${method} ${path} from ${referer}`,
    ),
    ...unasked.map(
      ({ api, source, referer, why }) => `? ${[api, source ?? referer, why].join(' ')}`,
    ),
  ];
}

const DELETES = 'WITH gone AS (DELETE FROM shop.stores RETURNING *) SELECT * FROM gone';
const SCRIPT = 'SELECT 1; DROP TABLE shop.stores';

const CASES: readonly (readonly [string, TokenRestrictions, readonly string[]])[] = [
  [
    'a table through maps, and not through SQL, which refuses it',
    { apis: ['maps', 'sql'], grants: [grant(TABLE)], referers: [] },
    [`+ GET /v3/maps/carto_dw/table?name=${TABLE} from none`, `? SQL API ${TABLE} not-accepted`],
  ],
  [
    'no query that does more than read, though it is granted',
    {
      apis: ['sql'],
      grants: [grant(DELETES), grant('DELETE FROM a.b'), grant(SCRIPT)],
      referers: [],
    },
    [DELETES, 'DELETE FROM a.b', SCRIPT].map((sql) => `? SQL API ${sql} not-harmless`),
  ],
  [
    'the very query, through both',
    { apis: ['maps', 'sql'], grants: [grant(QUERY)], referers: [] },
    [
      `+ GET /v3/maps/carto_dw/query?${q(QUERY)} from none`,
      `+ GET /v3/sql/carto_dw/query?${q(QUERY)} from none`,
    ],
  ],
  [
    'no connection whose name leads to another address, or that no address can hold',
    {
      apis: ['sql'],
      grants: ['.', '..', '\ud800'].map((connection) => grant('*', connection)),
      referers: [],
    },
    Array(3).fill('? SQL API * source-invalid'),
  ],
  [
    'a connection whose name only looks like a path',
    { apis: ['sql'], grants: [grant('*', '%2e%2e'), grant('*', '../x')], referers: [] },
    [
      '+ GET /v3/sql/%252e%252e/query?q=SELECT+1 from none',
      '+ GET /v3/sql/..%2Fx/query?q=SELECT+1 from none',
    ],
  ],
  [
    'next to nothing of all sources',
    { apis: ['sql', 'maps'], grants: [grant('*', 'a/b')], referers: [] },
    [
      '+ GET /v3/sql/a%2Fb/query?q=SELECT+1 from none',
      '+ GET /v3/maps/a%2Fb/query?q=SELECT+1 from none',
    ],
  ],
  [
    'a table that cannot be there where a wildcard is granted',
    {
      apis: ['maps'],
      grants: [grant('a.b.*'), grant('a.b.PRE_*'), grant('`a.b.*`')],
      referers: [],
    },
    [
      '+ GET /v3/maps/carto_dw/table?name=a.b.cartotoken_no_such_table from none',
      '+ GET /v3/maps/carto_dw/table?name=a.b.PRE_cartotoken_no_such_table from none',
      '+ GET /v3/maps/carto_dw/table?name=%60a.b.cartotoken_no_such_table%60 from none',
    ],
  ],
  [
    'LDS without what it needs, and imports for what there was',
    { apis: ['lds', 'imports'], grants: [], referers: [] },
    ['+ GET /v3/lds/geocoding/geocode from none', '+ GET /v3/imports from none'],
  ],
  [
    'each website once as browsers send it, and none at all, which has to be refused',
    {
      apis: ['lds'],
      grants: [],
      referers: ['https://a.example', 'https://a.example/', 'http://localhost:5173*', '*'],
    },
    [
      '- GET /v3/lds/geocoding/geocode from none',
      '+ GET /v3/lds/geocoding/geocode from https://a.example/',
      '+ GET /v3/lds/geocoding/geocode from http://localhost:5173/',
      '?  * referer-invalid',
    ],
  ],
  [
    'the same thing once',
    { apis: ['maps', 'maps'], grants: [grant(TABLE), grant(TABLE)], referers: [] },
    [`+ GET /v3/maps/carto_dw/table?name=${TABLE} from none`],
  ],
  [
    'what is no source, no connection, no API: not at all',
    {
      apis: ['maps', 'tiles'],
      grants: [grant('stores'), grant(TABLE, ' ')],
      referers: [],
    },
    [
      '? Maps API stores source-invalid',
      `? Maps API ${TABLE} source-invalid`,
      '? tiles  api-unknown',
    ],
  ],
  [
    'every API of a token of which nothing is known, but for sources',
    {},
    [
      '+ GET /v3/lds/geocoding/geocode from none',
      '+ GET /v3/imports from none',
      '? Maps API  grants-unknown',
      '? SQL API  grants-unknown',
    ],
  ],
  [
    'nothing of a token without grants',
    { apis: ['maps'], grants: [], referers: [] },
    ['? Maps API  no-grant'],
  ],
];

describe('what an access token is tested with', () => {
  it.each(CASES)('%s', (_, token, expected) => {
    expect(lines(tokenProbes(token))).toEqual(expected);
  });

  it('a long query goes into the body', () => {
    const sql = `SELECT '${'x'.repeat(8000)}'`;
    const { probes } = tokenProbes({ apis: ['sql'], grants: [grant(sql)], referers: [] });
    expect(probes).toMatchObject([
      { method: 'POST', path: '/v3/sql/carto_dw/query', body: { q: sql } },
    ]);
  });

  const numbered = (count: number, text: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => text(index));
  const manyOf = (grants: number, referers: number) =>
    tokenProbes({
      apis: ['maps'],
      grants: numbered(grants, (index) => `a.b.t${index}`).map((source) => grant(source)),
      referers: numbered(referers, (index) => `https://s${index}.example/`),
    });
  const meant = ({ probes }: ProbePlan) => probes.filter((probe: Probe) => probe.isMeant);

  it('asks for every source from every website while they are few', () => {
    expect(meant(manyOf(6, 4))).toHaveLength(MOST_TOGETHER);
  });

  it('asks for each once where they are many', () => {
    const probes = meant(manyOf(9, 9));
    expect(probes).toHaveLength(9 + 8);
    expect(new Set(probes.map(({ source }) => source)).size).toBe(9);
    expect(new Set(probes.map(({ referer }) => referer)).size).toBe(9);
  });

  it('asks for no more than is bearable, and says what it left out', () => {
    const { probes, unasked } = manyOf(150, 1);
    expect(probes).toHaveLength(MOST_PROBES);
    expect(unasked).toHaveLength(151 - MOST_PROBES);
    expect(new Set(unasked.map(({ why }) => why))).toEqual(new Set(['too-many']));
  });
});

describe('the referer that browsers send', () => {
  it.each([
    ['https://a.example/', 'https://a.example/'],
    ['https://a.example', 'https://a.example/'],
    ['https://A.example:443/some/path', 'https://a.example/'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['http://localhost:5173*', 'http://localhost:5173/'],
    ['http://localhost:*', 'http://localhost:8080/'],
    ['https://a.example/*', 'https://a.example/'],
  ])('%s: %s', (entry, referer) => {
    expect(sentReferer(entry)).toEqual({ kind: 'sent', referer });
  });

  it.each(['', '*', 'a.example', 'ftp://a.example/'])('"%s": none', (entry) => {
    expect(sentReferer(entry).kind).toBe('none');
  });
});

describe('what an API key is tested with', () => {
  const apis = (...names: string[]) => ({ type: 'apis', apis: names });
  const tables = (...all: [string, string[]][]) => ({
    type: 'database',
    tables: all.map(([name, permissions]) => ({ schema: 'public', name, permissions })),
  });
  const read = (name: string) =>
    `+ GET /api/v2/sql?${q(`SELECT 1 FROM "public".${name} LIMIT 0`)} from none`;
  const nothing = '+ GET /api/v2/sql?q=SELECT+1 from none';

  it.each([
    ['the master key: anything', { type: 'master' }, [nothing]],
    [
      'no row of each table that it may read',
      {
        type: 'regular',
        grants: [apis('sql', 'maps'), tables(['a"b', ['select', 'insert']], ['log', ['insert']])],
      },
      [
        nothing,
        read('"a""b"'),
        '? Maps API  not-harmless',
        '? SQL API public.a"b not-harmless',
        '? SQL API public.log not-harmless',
      ],
    ],
    [
      'nothing where it is not for the SQL API',
      { type: 'regular', grants: [apis('maps'), tables(['stores', ['select']])] },
      ['? Maps API  not-harmless', '? SQL API public.stores not-accepted'],
    ],
    [
      'whether it is known, where its grants are not',
      { type: 'regular' },
      [nothing, '? SQL API  grants-unknown'],
    ],
  ])('%s', (_, key, expected) => {
    expect(lines(keyProbes(key))).toEqual(expected);
  });
});
