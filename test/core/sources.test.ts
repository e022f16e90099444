import { describe, expect, it } from 'vitest';
import { queryFault } from '../../core/carto/query.ts';
import { normalSource, parseSource, selectAll } from '../../core/carto/sources.ts';

it.each([
  ['project.dataset.table', 'table'],
  ['my-project.dataset.table', 'table'],
  ['`my-project.dataset.table`', 'table'],
  ['`a b`.`c d`."e f"', 'table'],
  ['schema.table', 'table'],
  ['project.dataset.*', 'table'],
  ['project.dataset.PREFIX_*', 'table'],
  ['  project.dataset.table\n', 'table'],
  ['*', 'all-sources'],
  [' * ', 'all-sources'],
  ['SELECT 1 FROM t', 'query'],
  ['(select 1)', 'query'],
  ['-- why\nSELECT 1', 'query'],
  ['/* why **/ with a as (select 1) select * from a', 'query'],
  ['DELETE FROM t', 'query'],
  ['', undefined],
  ['  ', undefined],
  ['-- only a comment', 'query'],
  ['a.b.', undefined],
  ['a..b', undefined],
  ['**', undefined],
  ["'quoted'", undefined],
  ['table', undefined],
  ['SELECT', undefined],
  ['`table`', undefined],
  ['{{table}}', undefined],
  ['@project.dataset.table', undefined],
  ['# why\nSELECT 1', 'query'],
  ['SELECT/**/1', 'query'],
  ['select.from.where', 'table'],
])('%j is %s', (source, kind) => {
  expect(parseSource(source).kind).toBe(kind ?? 'invalid');
});

describe('the parts of a name', () => {
  it.each([
    ['schema.table', ['schema', 'table'], false, ''],
    ['my-project.dataset.table', ['my-project', 'dataset', 'table'], false, ''],
    ['`my-project.dataset.table`', ['my-project', 'dataset', 'table'], false, '`'],
    ['`my-project`.dataset.`table`', ['my-project', 'dataset', 'table'], false, '`'],
    ['my-project.`a b.c`', ['my-project', 'a b', 'c'], false, '`'],
    ['"Sch""ema"."ta.ble"', ['Sch"ema', 'ta.ble'], false, '"'],
    ['project.dataset.*', ['project', 'dataset', ''], true, ''],
    ['project.dataset.PRE_*', ['project', 'dataset', 'PRE_'], true, ''],
    ['`project.dataset.*`', ['project', 'dataset', ''], true, '`'],
    ['`project`.dataset.*', ['project', 'dataset', ''], true, '`'],
    ['example.com:project.dataset.table', ['example.com:project', 'dataset', 'table'], false, ''],
    ['`example.com:project.dataset.*`', ['example.com:project', 'dataset', ''], true, '`'],
    ['schéma.tâble', ['schéma', 'tâble'], false, ''],
    ['proj.ds.table$20240101', ['proj', 'ds', 'table$20240101'], false, ''],
  ])('%s', (source, parts, isWildcard, quote) => {
    expect(parseSource(source)).toMatchObject({ kind: 'table', parts, isWildcard, quote });
  });

  it.each([
    ['a.*', 'before a wildcard at least two parts'],
    ['`a.*`', 'before a wildcard at least two parts'],
    ['a.b*', 'before a wildcard at least two parts'],
    ['a.*.b', 'a wildcard * may only be the end'],
    ['a.b*.c', 'a wildcard * may only be the end'],
    ['a.b.c**', 'a wildcard * may only be the end'],
    ['a.b.`c*d`', 'a wildcard * may only be the end'],
    ['a.b.c.d', 'two or three parts, not 4'],
    ['.a.b', 'a part of the name is empty'],
    ['`a.`.b', 'a part of the name is empty'],
    ['a."".b', 'a part of the name is empty'],
    ['`a.b', 'a quote ` is not closed'],
    ['"a.b', 'a quote " is not closed'],
    ['a"b".c', 'a quote " is not closed or out of place'],
    ['my table.x', 'a blank stands in it unquoted'],
    ['a.b;', 'cannot hold ";"'],
    ['a.f(x)', 'cannot hold "("'],
    [`${'a'.repeat(5000)}.b`, 'no table has one as long'],
  ])('%s: %s', (source, says) => {
    expect(parseSource(source)).toEqual({ kind: 'invalid', says: expect.stringContaining(says) });
  });
});

describe('two sources are the same', () => {
  it.each([
    ['a.b.c', '`a.b.c`', true],
    ['a.b.c', ' "a"."b"."c" ', true],
    ['a.b.*', '`a.b.*`', true],
    ['*', ' * ', true],
    ['SELECT 1', ' SELECT 1\n', true],
    ['SELECT 1', 'select 1', false],
    ['a.b.c', 'a.b.*', false],
    ['a.b.c', 'a.b.c*', false],
    ['a.b.c', 'A.b.c', false],
    ['a.b.c', 'a."b.c"', false],
    ['"a.b".c', 'a."b.c"', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(normalSource(parseSource(one)) === normalSource(parseSource(other))).toBe(same);
  });
});

describe('the query that reads a table', () => {
  it.each([
    ['p.d.t', true, 'SELECT * FROM `p.d.t`'],
    ['p.d.t', false, 'SELECT * FROM p.d.t'],
    ['my-project.d.t', false, 'SELECT * FROM `my-project.d.t`'],
    ['example.com:p.d.t', false, 'SELECT * FROM `example.com:p.d.t`'],
    ['`p`.d.t', false, 'SELECT * FROM `p.d.t`'],
    ['s.my-table', false, 'SELECT * FROM s."my-table"'],
    ['"S"."t""u"', false, 'SELECT * FROM "S"."t""u"'],
    ['s.tâble', false, 'SELECT * FROM s."tâble"'],
    ['p.d.*', true, 'SELECT * FROM `p.d.*`'],
    ['`p.d.PRE_*`', false, 'SELECT * FROM `p.d.PRE_*`'],
    ['p.d.*', false, undefined],
    ['"a`b".c', true, undefined],
    ['"a`b".c', false, 'SELECT * FROM "a`b".c'],
  ])('%s (BigQuery: %s): %s', (source, isBigQuery, query) => {
    const table = parseSource(source);
    if (table.kind !== 'table') throw new Error('Not a table');
    const written = selectAll(table, isBigQuery);
    expect(written).toBe(query);
    if (written) expect(queryFault(written)).toBeUndefined();
  });
});
