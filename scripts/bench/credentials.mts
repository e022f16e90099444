import { inspect } from '../../core/inspect.ts';
import { credentialCases } from '../../test/support/credential-cases.ts';
import { median, percentile } from '../lib/statistics.mts';
import { credentialEdits } from './credential-edits.mts';
import type { Row } from './row.mts';

const MEGABYTE = 1_000_000;
const TURNS = 50;
/** What a text with a credential in every few lines may take, in milliseconds. */
const CASES = 150;

/** How long it takes to judge a source text of a megabyte: as a whole, and after an edit of it. */
export async function credentials(): Promise<Row[]> {
  const cases = credentialCases();
  const without = cases.filter(({ expected }) => expected.length === 0);
  const all = (texts: readonly { readonly text: string }[]) =>
    texts.map(({ text }) => text).join('\n');
  return [
    ...rows('that has nothing to do with CARTO', 'const answer = compute(question); // 42\n'),
    ...rows('of look-alikes, which all are weighed', all(without)),
    ...rows('of cases, one in a few lines', all(cases), CASES),
    ...(await credentialEdits()),
  ];
}

function rows(what: string, part: string, budget?: number): Row[] {
  const text = part.repeat(Math.ceil(MEGABYTE / part.length)).slice(0, MEGABYTE);
  const times = Array.from({ length: TURNS }, (_, turn) => {
    const edited = `${' '.repeat(turn)}${text}`;
    const begun = performance.now();
    inspect({ text: edited, isDeclaration: false });
    return performance.now() - begun;
  });
  return [
    {
      what: `1 MB ${what}, median`,
      value: median(times),
      unit: 'ms',
      ...(budget === undefined ? {} : { budget }),
    },
    { what: `1 MB ${what}, p95`, value: percentile(times, 95), unit: 'ms' },
  ];
}
