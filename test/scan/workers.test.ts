import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Looked } from '../../scan/looked.ts';
import { Workers } from '../../scan/workers.ts';

let folder: string;
let script: string;
let workers: Workers;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cartotoken-workers-'));
  script = path.join(folder, 'worker.cjs');
});
afterEach(async () => {
  workers.close();
  await rm(folder, { recursive: true, force: true });
});

/** A thread that answers with what it was asked, and ends with an error at files of that name. */
async function startWith(onBad: string, deadline?: number): Promise<void> {
  await writeFile(
    script,
    `require('node:fs').appendFileSync(__filename + '.starts', '.');
    const { parentPort, workerData } = require('node:worker_threads');
    const progress = new Int32Array(workerData.progress);
    parentPort.on('message', ({ paths }) => {
      const files = paths.split('\\0');
      files.forEach((file, index) => {
        Atomics.store(progress, 0, index);
        Atomics.add(progress, 1, 1);
        if (file.startsWith('bad')) { ${onBad} }
      });
      parentPort.postMessage({
        stamps: new Float64Array(2 * files.length),
        others: files.map((path, index) => [index, { path, kind: 'gone' }]),
      });
    });`,
  );
  workers = new Workers(script, { largest: 1, isBackground: false }, 1, deadline);
}

async function look(...batches: string[][]): Promise<Looked[]> {
  const all: Looked[] = [];
  const next = () => batches.shift()?.map((each) => ({ path: each }));
  await workers.look(next, (looked) => all.push(...looked));
  return all;
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe('threads that look at files', () => {
  it('are replaced when a file ends them, which is skipped, and answer what they are asked', async () => {
    await startWith("throw new Error('too much');");
    const batches = [names('a', 3), ['b0', 'bad', 'b1'], names('c', 3), names('d', 2)];
    const looked = await look(...batches);
    const told = looked.map(({ path: file, kind }) => `${file} ${kind}`).sort();
    const expected = batches.flat().map((file) => `${file} ${file === 'bad' ? 'skipped' : 'gone'}`);
    expect(told).toEqual(expected.sort());
  });

  it('are replaced when they are at one file for too long, which is skipped with the reason', async () => {
    await startWith("if (file !== 'bad-slow') for (;;);", 3);
    const batches = [
      names('a', 3),
      ['b0', 'bad1', 'b1', 'bad2', 'b2'],
      names('c', 3),
      ['bad-slow'],
    ];
    const looked = await look(...batches);
    const told = looked.map(({ path: file, kind }) => `${file} ${kind}`).sort();
    const expected = batches
      .flat()
      .map((file) => `${file} ${/bad\d/.test(file) ? 'skipped' : 'gone'}`);
    expect(told).toEqual(expected.sort());
    expect(looked.find(({ path: file }) => file === 'bad1')).toMatchObject({
      reason: 'checking it was stopped after 3 seconds',
      isUnchecked: true,
    });
  });

  it('may take longer than that together, and for a file that goes on', async () => {
    await startWith(
      `for (let step = 0; step < 4; step += 1) {
        const end = performance.now() + 250;
        while (performance.now() < end);
        Atomics.add(progress, 1, 1);
      }`,
      2,
    );
    const looked = await look(names('bad', 3));
    expect(looked.map(({ kind }) => kind)).toEqual(['gone', 'gone', 'gone']);
  });

  it('say no credential that stands in a fault', async () => {
    await startWith(
      "throw new Error('near https://u:' + 'k'.repeat(30) + '@x.carto.com/api/v2/sql');",
    );
    const [only] = await look(['bad']);
    expect(only).toMatchObject({ kind: 'skipped' });
    expect(JSON.stringify(only)).not.toContain('kkkk');
  });

  it('give up where all files end them', async () => {
    await startWith("throw new Error('broken');");
    await expect(look(names('bad', 64), names('bad', 64))).rejects.toThrow('broken');
  });

  it('are not started again once they are closed', async () => {
    await startWith("throw new Error('ended');");
    const starts = async () => (await readFile(`${script}.starts`, 'utf8').catch(() => '')).length;
    const looking = look(names('bad', 64));
    await expect.poll(starts, { interval: 1 }).toBeGreaterThan(1);
    workers.close();
    expect(await looking).toEqual([]);
    expect(await starts()).toBeLessThan(20);
  });
});
