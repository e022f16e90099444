import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeFolder, temporaryFolder } from '../lib/folders.mts';
import { ROOT } from '../lib/paths.mts';
import { median } from '../lib/statistics.mts';
import type { Row } from './row.mts';
import { check, measure } from './scan-tools.mts';

const TURNS = 5;
const FINDINGS = 1600;

/** How much longer a report takes as SARIF, which holds fixes, than as JSON, by turns: one large file, and a tree of many. */
export async function sarif(): Promise<Row[]> {
  const folder = await temporaryFolder('sarif');
  await writeFile(path.join(folder, 'large.py'), largeFile());
  try {
    return [
      ...(await rows(`${FINDINGS.toLocaleString('en')} findings in 1.2 MB`, folder)),
      ...(await rows('fixtures of this project', path.join(ROOT, 'test/fixtures'))),
    ];
  } finally {
    removeFolder(folder);
  }
}

async function rows(what: string, folder: string): Promise<Row[]> {
  const times = { json: [] as number[], sarif: [] as number[] };
  for (let turn = -1; turn < TURNS; turn += 1) {
    for (const format of ['json', 'sarif'] as const) {
      const { processor } = await measure(check(folder, '--format', format), ROOT);
      if (turn >= 0) times[format].push(processor);
    }
  }
  const [json, asSarif] = [median(times.json), median(times.sarif)];
  return [
    { what: `${what}: as JSON, processor time`, value: json, unit: 'ms' },
    { what: `${what}: as SARIF, processor time`, value: asSarif, unit: 'ms' },
    { what: `${what}: SARIF by JSON`, value: asSarif / json, unit: '×', budget: 1.5 },
  ];
}

/** Requests that send their keys in the query, each with a fix. */
function largeFile(): string {
  const comment = `# ${'lorem ipsum dolor sit amet '.repeat(22)}`;
  const request = (index: number) =>
    `requests.get("https://acme.carto.com/api/v2/sql", params={"q": "SELECT ${index}", "api_key": KEY})`;
  return Array.from({ length: FINDINGS }, (_, index) => `${request(index)}\n${comment}\n`).join('');
}
