import { describe, expect, it } from 'vitest';
import {
  type Arrangeable,
  type Arrangement,
  arranged,
  grouped,
  PLAIN,
} from '../../core/carto/arrange.ts';
import { countUnrestricted, standingOf } from '../../core/carto/standing.ts';

const NOW = new Date('2026-03-01T00:00:00Z');

const CREDENTIALS: readonly Arrangeable[] = [
  {
    name: 'dashboard',
    reach: 'restricted',
    createdAt: '2026-01-02T00:00:00Z',
    expires: '2026-03-05T00:00:00Z',
    apis: ['sql'],
    grants: [{ connection_name: 'carto_dw', source: 'SELECT revenue FROM shop.retail.Stores' }],
    referers: ['https://dashboard.example.com/'],
  },
  { name: 'map', reach: 'no-referer', createdAt: '2026-02-02T00:00:00Z', apis: ['maps'] },
  { name: 'old', reach: 'all-sources', expires: '2026-02-28T00:00:00Z' },
  { name: 'prototype', reach: 'all-sources', createdAt: '2025-02-02T00:00:00Z' },
  {
    name: 'Master',
    reach: 'everything',
    grants: [{ type: 'database', tables: [{ schema: 'public', name: 'retail_stores' }] }],
  },
];

function names(arrangement: Partial<Arrangement>): string[] {
  return arranged(CREDENTIALS, { ...PLAIN, ...arrangement }, NOW).map(({ name }) => name);
}

describe('the filter of credentials', () => {
  it.each([
    ['', ['dashboard', 'map', 'old', 'prototype', 'Master']],
    ['  ', ['dashboard', 'map', 'old', 'prototype', 'Master']],
    ['MA', ['map', 'Master']],
    ['maps', ['map']],
    ['stores', ['dashboard', 'Master']],
    ['stores carto_dw', ['dashboard']],
    ['dashboard.example', ['dashboard']],
    ['stores maps', []],
  ])('%j finds %j', (filter, found) => {
    expect(names({ filter })).toEqual(found);
  });
});

describe('the order of credentials', () => {
  it.each([
    ['name', ['dashboard', 'map', 'old', 'prototype', 'Master']],
    ['creation', ['map', 'dashboard', 'prototype', 'old', 'Master']],
    ['expiry', ['old', 'dashboard', 'map', 'prototype', 'Master']],
    ['restriction', ['Master', 'prototype', 'map', 'dashboard', 'old']],
  ] as const)('by %s', (order, sorted) => {
    expect(names({ order })).toEqual(sorted);
  });
});

it('groups credentials by how restricted they are, the least first, and leaves their order', () => {
  const groups = grouped(CREDENTIALS, NOW).map(({ standing, credentials }) => [
    standing,
    credentials.map(({ name }) => name),
  ]);
  expect(groups).toEqual([
    ['everything', ['Master']],
    ['all-sources', ['prototype']],
    ['no-referer', ['map']],
    ['restricted', ['dashboard']],
    ['expired', ['old']],
  ]);
});

it('what has expired reaches nothing, and counts as unrestricted no more', () => {
  expect(standingOf({ reach: 'all-sources', expires: '2026-03-01T00:00:00Z' }, NOW)).toBe(
    'expired',
  );
  expect(standingOf({ reach: 'all-sources', expires: 'some day' }, NOW)).toBe('all-sources');
  expect(countUnrestricted(CREDENTIALS, NOW)).toBe(1);
});
