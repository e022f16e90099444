import { describe, expect, it } from 'vitest';
import type { Api } from '../../core/carto/apis.ts';
import { covers, isGranted, needsGrant } from '../../core/carto/coverage.ts';
import { parseSource } from '../../core/carto/sources.ts';

describe('covers', () => {
  it.each([
    // A grant, what is asked for, whether it is covered.
    ['a.b.c', 'a.b.c', true],
    ['a.b.c', '`a.b.c`', true],
    ['`a`.b.`c`', 'a.b.c', true],
    ['"a"."b"."c"', 'a.b.c', true],
    ['a.b.c', 'a.b.C', false],
    ['a.b.c', 'b.c', false],
    ['b.c', 'a.b.c', false],
    ['a.b.c', 'a.b.cd', false],
    ['a."b.c"', 'a.b.c', false],
    ['a.b.*', 'a.b.c', true],
    ['`a.b.*`', 'a.b.c', true],
    ['a.b.*', 'a.bc.d', false],
    ['a.b.*', 'a.b', false],
    ['a.b.PRE_*', 'a.b.PRE_1', true],
    ['a.b.PRE_*', 'a.b.PRE_', true],
    ['a.b.PRE_*', 'a.b.PRE', false],
    ['a.b.PRE_*', 'a.b.*', false],
    ['a.b.*', 'a.b.PRE_*', true],
    ['a.b.PRE_1', 'a.b.PRE_1*', false],
    ['example.com:p.d.t', 'example.com:p.d.t', true],
    ['*', 'a.b.c', true],
    ['*', 'SELECT 1', true],
    ['*', 'not a source', false],
    ['SELECT 1', 'SELECT 1', true],
    ['SELECT 1;', ' SELECT 1 \n', true],
    ['SELECT 1', '\tSELECT 1 ; ', true],
    ['SELECT 1', 'SELECT 1;;', false],
    ['SELECT 1', 'SELECT  1', false],
    ['SELECT 1', 'select 1', false],
    ['SELECT * FROM a.b.c', 'a.b.c', false],
    ['a.b.c', 'SELECT * FROM a.b.c', false],
    ['SELECT 1', '*', false],
    ['a.b.c', '*', false],
  ])('%s for %s: %s', (grant, asked, expected) => {
    expect(covers(parseSource(grant), parseSource(asked))).toBe(expected);
  });
});

describe('isGranted', () => {
  const on = (source: string, connection_name = 'one') => ({ connection_name, source });

  it.each<[string, Api, string, boolean]>([
    ['a.b.c', 'maps', 'a.b.c', true],
    ['a.b.c', 'sql', 'a.b.c', false],
    ['SELECT 1', 'maps', 'SELECT 1', true],
    ['SELECT 1', 'sql', 'SELECT 1', true],
    ['*', 'sql', 'SELECT 2', true],
    ['a b c', 'maps', 'a.b.c', false],
    ['a.b.c', 'imports', 'd.e.f', true],
    ['SELECT 1', 'imports', 'd.e.f', true],
  ])('%s, through %s, for %s: %s', (grant, api, asked, expected) => {
    const source = parseSource(asked);
    expect(isGranted([on(grant)], { api, connection: 'one', source })).toBe(expected);
    expect(isGranted([on(grant)], { api, connection: 'other', source })).toBe(false);
  });

  it('is enough with one of several grants', () => {
    const grants = [on('a.b.c', 'other'), on('a.b.d'), on('a.b.c')];
    const source = parseSource('a.b.c');
    expect(isGranted(grants, { api: 'maps', connection: 'one', source })).toBe(true);
    expect(isGranted(grants.slice(0, 2), { api: 'maps', connection: 'one', source })).toBe(false);
  });

  it('needs none for LDS, and one for every other API', () => {
    expect(isGranted([], { api: 'lds' })).toBe(true);
    const apis: Api[] = ['maps', 'sql', 'imports'];
    for (const api of apis) expect(isGranted([], { api })).toBe(false);
    expect(needsGrant('lds')).toBe(false);
    expect(apis.every(needsGrant)).toBe(true);
  });
});
