import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Log } from 'sarif';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runContained } from '../support/contained.ts';

const CLI = path.resolve('dist/cli.js');
const REQUESTS = 1600;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cartotoken-sarif-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a SARIF report of a large file with very many findings', () => {
  it.each([
    [
      'py',
      'requests.get("https://acme.carto.com/api/v2/sql", params={"q": q, "api_key": KEY})',
      '#',
    ],
    ['js', "fetch('https://acme.carto.com/api/v2/sql?q=SELECT 1&api_key=' + KEY);", '//'],
    ['vue', "fetch('https://acme.carto.com/api/v2/sql?q=SELECT 1&api_key=' + KEY);", '//'],
  ])('reads it once, and holds the fix of each (%s)', async (extension, request, comment) => {
    const rest = `${comment} ${'lorem ipsum dolor sit amet '.repeat(22)}`;
    const code = `${request}\n${rest}\n`.repeat(REQUESTS);
    const text = extension === 'vue' ? `<script>\n${code}</script>\n` : code;
    await writeFile(path.join(folder, `large.${extension}`), text);
    // Where each finding had the file read and searched again, this took more than a minute on a machine with nothing else to do.
    const { stdout, exceeded } = await runContained(CLI, ['check', '--format', 'sarif'], {
      cwd: folder,
      limits: { seconds: 40 },
    });
    expect(exceeded).toBeUndefined();
    const results = (JSON.parse(stdout) as Log).runs[0]?.results ?? [];
    expect(results.filter(({ fixes }) => fixes?.length === 1)).toHaveLength(REQUESTS);
  });
});
