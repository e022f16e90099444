import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IgnoreFiles } from '../../files/ignore-files.ts';
import { BackgroundScan } from '../../scan/background-scan.ts';

/** A thread that ends at each file called bad.js, as one does whose memory is used up. */
const WORKER = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ paths }) => {
    const files = paths.split('\\0');
    if (files.some((file) => file.endsWith('bad.js'))) throw new Error('too much');
    parentPort.postMessage({
      stamps: new Float64Array(2 * files.length),
      others: files.map((path, index) => [index, { path, kind: 'text', stamp: { modified: 1, size: 1 } }]),
    });
  });`;

let root: string;
let folder: string;
let scan: BackgroundScan;
let skipped: string[];
beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(os.tmpdir(), 'cartotoken-background-')));
  folder = path.join(root, 'work');
  await mkdir(folder);
  const script = path.join(root, 'worker.cjs');
  await writeFile(script, WORKER);
  skipped = [];
  const nothing = () => undefined;
  scan = new BackgroundScan(script, {
    onSecrets: nothing,
    onFound: nothing,
    onDeclarations: nothing,
    onCertain: nothing,
    onProgress: nothing,
    onSkipped: (file) => void skipped.push(path.basename(file)),
    onFault: (error) => {
      throw error;
    },
  });
});
afterEach(async () => {
  scan.cancel();
  await rm(root, { recursive: true, force: true });
});

describe('a file whose check was stopped', () => {
  const bad = () => path.join(folder, 'bad.js');
  const found = () => Array.from(scan.found, ([file, { look }]) => [file, look.isIncomplete]);

  it('is known not to be fully checked, until it is gone', async () => {
    await writeFile(bad(), 'x');
    await writeFile(path.join(folder, 'good.js'), 'x');
    await scan.setPlaces({
      folders: [folder],
      isExcluded: () => false,
      ignoreFiles: () => new IgnoreFiles([folder]),
      largest: 1000,
    });
    expect(skipped).toEqual(['bad.js']);
    expect(found()).toEqual([[bad(), true]]);
    // It is checked again, though it is as it was.
    await scan.lookAtAll();
    expect(skipped).toEqual(['bad.js', 'bad.js']);
    await rm(bad());
    await scan.lookAtAll();
    expect(found()).toEqual([]);
  });
});
