import { expect, it } from 'vitest';
import { sourceKind } from '../../core/carto/sources.ts';

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
  ['-- only a comment', undefined],
  ['a.b.', undefined],
  ['a..b', undefined],
  ['**', undefined],
  ["'quoted'", undefined],
  ['table', undefined],
  ['SELECT', undefined],
  ['`table`', undefined],
  ['{{table}}', undefined],
  ['@project.dataset.table', undefined],
])('%j is %s', (source, kind) => {
  expect(sourceKind(source)).toBe(kind);
});
