import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runContained } from '../support/contained.ts';

vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cartotoken-writing-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);

async function createTokens(...args: string[]) {
  const program = 'test/attacks/programs/create-tokens.ts';
  const ended = await runContained(program, [at('state.json'), ...args]);
  expect(ended).toMatchObject({ code: 0, exceeded: undefined });
  return JSON.parse(ended.stdout);
}

async function namesInState(): Promise<string[]> {
  const { tokens } = JSON.parse(await readFile(at('state.json'), 'utf8'));
  return tokens.map(({ name }: { name: string }) => name).sort();
}

describe.skipIf(process.platform === 'win32')('a state file', () => {
  it('is whole, and has what was said to be created, where the disk gets full', async () => {
    const { created, last, said } = await createTokens('--file-kilobytes', '16');
    expect(created.length).toBeGreaterThan(5);
    expect(last).toMatchObject({ status: 500 });
    expect(said).toMatch(
      /state\.json cannot be written: .+ Check that its folder .* has space left/,
    );
    expect(await namesInState()).toEqual(created.sort());
    expect(await readdir(folder)).toEqual(['state.json']);
  });

  it('is whole after its sandbox was killed, and nothing with a secret is left beside it', async () => {
    const created: string[] = [];
    for (const after of ['3', '11', '20']) {
      const round = await createTokens('--kill-after', after);
      created.push(...round.created);
      // What was not answered any more may have been created, too.
      expect(await namesInState()).toEqual(expect.arrayContaining(created));
    }
    // One that was killed at any time leaves at most what the next removes.
    const { child, copy } = await leftBehind('state.json');
    await createTokens('--kill-after', '1');
    expect(child).not.toBe(process.pid);
    expect(await readdir(folder)).not.toContain(copy);
  });

  it('that is none of a sandbox is left as it is', async () => {
    const text = '{ "name": "storefront", "version": "1.0.0" }\n';
    await writeFile(at('package.json'), text, { mode: 0o644 });
    const args = ['sandbox', '--state', at('package.json')];
    const { code, stdout, stderr } = await runContained('dist/cli.js', args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('package.json is no state of a sandbox');
    expect(await readFile(at('package.json'), 'utf8')).toBe(text);
    expect((await stat(at('package.json'))).mode & 0o777).toBe(0o644);
    expect(await readdir(folder)).toEqual(['package.json']);
  });

  it('that is a pipe, or leads to a device, is not waited for', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    for (const file of [at('pipe'), '/dev/zero']) {
      const { code, stderr } = await runContained('dist/cli.js', ['sandbox', '--state', file], {
        limits: { megabytes: 500 },
      });
      expect(code).toBe(2);
      expect(stderr).toMatch(/cannot be read: it is a (named pipe|device)\./);
    }
  });
});

/** What a process that was ended at the worst time has left. */
async function leftBehind(name: string): Promise<{ child: number; copy: string }> {
  const child = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
  const { copyName } = await import('../../disk/stale-copies.ts');
  const copy = copyName(at(name), 'ab12').replace(`-${process.pid}-`, `-${child}-`);
  await writeFile(at(copy), 'a secret');
  return { child, copy };
}
