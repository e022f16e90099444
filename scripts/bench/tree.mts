import { type Arrangeable, arranged, grouped, PLAIN } from '../../core/carto/arrange.ts';
import { median, percentile } from '../lib/statistics.mts';
import type { Row } from './row.mts';

const TOKENS = 10_000;
const TURNS = 50;
const NOW = new Date('2026-01-01T00:00:00Z');

/** Tokens as large accounts have them. */
function tokens(count: number): Arrangeable[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `token ${index}`,
    reach: index % 3 === 0 ? 'no-referer' : 'restricted',
    createdAt: new Date(NOW.getTime() - ((index * 7919) % count) * 60_000).toISOString(),
    ...(index % 5 === 0
      ? { expires: new Date(NOW.getTime() + ((index % 40) - 10) * 86_400_000).toISOString() }
      : {}),
    apis: ['maps', 'sql'],
    grants: Array.from({ length: 4 }, (_, grant) => ({
      connection_name: 'carto_dw',
      source: `SELECT type, SUM(revenue) FROM \`shop.retail.stores_${index}_${grant}\` GROUP BY type`,
    })),
    referers: index % 3 === 0 ? [] : [`https://site-${index}.example.com/`],
  }));
}

/** How long the view of tokens needs for what it shows of very many. */
export async function tree(): Promise<Row[]> {
  const [all, tenfold] = [tokens(TOKENS), tokens(10 * TOKENS)];
  const filter = { ...PLAIN, filter: 'maps stores_9' };
  const filtering = times(() => arranged(all, filter, NOW));
  const sorting = times(() => arranged(all, { ...PLAIN, order: 'creation' }, NOW));
  const grouping = times(() => grouped(all, NOW));
  const growth = Array.from({ length: 10 }, () => {
    const begun = performance.now();
    for (let turn = 0; turn < 10; turn += 1) arranged(all, filter, NOW);
    const half = performance.now();
    arranged(tenfold, filter, NOW);
    return (10 * (performance.now() - half)) / (half - begun);
  });
  const count = TOKENS.toLocaleString('en');
  const row = (what: string, found: number[]): Row => ({
    what: `${count} tokens ${what}, p95`,
    value: percentile(found, 95),
    unit: 'ms',
    budget: 100,
  });
  return [
    row('filtered', filtering),
    row('sorted', sorting),
    row('grouped', grouping),
    { what: `filtering ten times as many, median`, value: median(growth), unit: '×', budget: 12 },
  ];
}

function times(work: () => void): number[] {
  return Array.from({ length: TURNS }, () => {
    const begun = performance.now();
    work();
    return performance.now() - begun;
  });
}
