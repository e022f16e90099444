import { describe, expect, it } from 'vitest';
import {
  changesOf,
  type KnownBody,
  normalBody,
  type Widening,
  wideningOf,
} from '../../core/carto/changes.ts';
import type { TokenChanges } from '../../core/carto/tokens-api.ts';

const grant = (source: string, connection_name = 'carto_dw') => ({ connection_name, source });

const BEFORE = {
  name: 'map',
  allowed_apis: ['maps', 'sql'],
  grants: [grant('a.b.c'), grant('SELECT 1')],
  referers: ['https://a.example/', 'https://b.example/*'],
  expiration_date: '2030-01-01T00:00:00Z',
};

describe('what has changed of a token', () => {
  it.each<[string, KnownBody, TokenChanges]>([
    ['nothing', {}, {}],
    ['the name', { name: 'other' }, { name: 'other' }],
    ['the order of APIs', { allowed_apis: ['sql', 'maps'] }, {}],
    ['an API less', { allowed_apis: ['maps'] }, { allowed_apis: ['maps'] }],
    ['the order of grants', { grants: [grant('SELECT 1'), grant('a.b.c')] }, {}],
    ['quotes', { grants: [grant('`a`.b.`c`'), grant(' SELECT 1 ')] }, {}],
    ['a connection', { grants: [grant('a.b.c', 'x')] }, { grants: [grant('a.b.c', 'x')] }],
    ['no grants', { grants: [] }, { grants: [] }],
    [
      'a grant that is none',
      { grants: [...BEFORE.grants, grant('?')] },
      { grants: [...BEFORE.grants, grant('?')] },
    ],
    [
      'a referer twice',
      { referers: [...BEFORE.referers, 'https://a.example/'] },
      { referers: [...BEFORE.referers, 'https://a.example/'] },
    ],
    ['the expiry, which cannot be', { expiration_date: '2031-01-01T00:00:00Z' }, {}],
  ])('%s', (_, change, changes) => {
    expect(changesOf(BEFORE, { ...BEFORE, ...change })).toEqual(changes);
  });

  it('a name that is missing is left as it was', () => {
    const { name, ...rest } = BEFORE;
    expect(changesOf(BEFORE, rest)).toEqual({});
    expect(changesOf(rest, BEFORE)).toEqual({ name });
  });

  it('what was not known of, and is empty, has not changed', () => {
    expect(changesOf({}, { allowed_apis: [], grants: [], referers: [] })).toEqual({});
  });

  it('bodies are one text where they are the same', () => {
    const same = { ...BEFORE, grants: [grant('SELECT 1'), grant('"a"."b"."c"')] };
    expect(normalBody(same)).toBe(normalBody(BEFORE));
    for (const change of [
      { name: 'other' },
      { allowed_apis: ['maps'] },
      { grants: [] },
      { referers: [] },
      { expiration_date: '2031-01-01T00:00:00Z' },
    ]) {
      expect(normalBody({ ...BEFORE, ...change })).not.toBe(normalBody(BEFORE));
    }
  });
});

describe('what a token can do after a change that it could not before', () => {
  const widened = (source: string, apis: string[], connection?: string) => ({
    kind: 'grant',
    grant: grant(source, connection),
    isAllSources: source === '*',
    apis,
  });

  it.each<[string, KnownBody, readonly unknown[]]>([
    ['nothing', {}, []],
    ['another name', { name: 'other' }, []],
    ['an API less', { allowed_apis: ['maps'] }, []],
    ['an API more', { allowed_apis: ['maps', 'sql', 'lds'] }, [{ kind: 'api', api: 'lds' }]],
    [
      'a table, which SQL does not read',
      { grants: [...BEFORE.grants, grant('a.b.d')] },
      [widened('a.b.d', ['maps'])],
    ],
    [
      'a query on another connection',
      { grants: [...BEFORE.grants, grant('SELECT 1', 'x')] },
      [widened('SELECT 1', ['maps', 'sql'], 'x')],
    ],
    [
      'all sources, said first',
      { grants: [grant('a.b.d'), grant('*')] },
      [widened('*', ['maps', 'sql']), widened('a.b.d', ['maps'])],
    ],
    ['a table that no API reads', { allowed_apis: ['sql'], grants: [grant('a.b.d')] }, []],
    ['the same in quotes', { grants: [grant('`a.b.c`')] }, []],
    [
      'a website more',
      { referers: [...BEFORE.referers, 'https://c.example/'] },
      [{ kind: 'referer', referer: 'https://c.example/' }],
    ],
    ['a website that a wildcard covers', { referers: ['https://b.example/x'] }, []],
    ['a website less', { referers: ['https://a.example/'] }, []],
    ['every website', { referers: [] }, [{ kind: 'any-website' }]],
  ])('%s', (_, change, widenings) => {
    expect(wideningOf(BEFORE, { ...BEFORE, ...change })).toEqual(widenings);
  });

  it('what a wildcard or all sources covered was there before', () => {
    const before = { ...BEFORE, grants: [grant('a.b.*'), grant('*', 'x')] };
    const after = { ...BEFORE, grants: [grant('a.b.c'), grant('SELECT 2', 'x')] };
    expect(wideningOf(before, after)).toEqual([]);
  });

  it('the first referer narrows', () => {
    const before = { ...BEFORE, referers: [] };
    expect(wideningOf(before, BEFORE)).toEqual([] satisfies Widening[]);
  });
});
