import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runContained } from '../support/contained.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'contained-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function program(text: string): Promise<string> {
  const file = path.join(folder, `${Math.random()}.mjs`);
  await writeFile(file, text);
  return file;
}

it('says how a program ended, and what it printed', async () => {
  const file = await program('process.stdin.pipe(process.stdout); process.exitCode = 3;');
  expect(await runContained(file, [], { input: 'words' })).toMatchObject({
    code: 3,
    stdout: 'words',
    exceeded: undefined,
  });
});

it('ends one that never ends', async () => {
  const file = await program('for (;;);');
  expect(await runContained(file, [], { limits: { seconds: 1 } })).toMatchObject({
    code: undefined,
    exceeded: 'seconds',
  });
});

it.runIf(process.platform === 'linux')('ends one that takes ever more memory', async () => {
  const file = await program(
    'const kept = []; setInterval(() => kept.push(Buffer.alloc(16 << 20, 1)), 5);',
  );
  expect(await runContained(file, [], { limits: { megabytes: 200 } })).toMatchObject({
    exceeded: 'megabytes',
  });
});
