import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../disk/lock.ts';

const USER = path.resolve('test/attacks/programs/lock-user.ts');
/** No process of this machine: the highest there can be is lower. */
const NOBODY = 2 ** 30;
const TIMES = { beat: 20, look: 5, patience: 200 };

let folder: string;
let log: string;
let started: ChildProcessByStdio<Writable, Readable, null>[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-lock-'));
  log = path.join(folder, 'log');
  started = [];
  await writeFile(log, '');
});
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

const locks = () => path.join(folder, 'locks');
const lines = async () => (await readFile(log, 'utf8')).split('\n').slice(0, -1);

function start(...args: string[]) {
  const child = spawn(process.execPath, [USER, locks(), log, ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  started.push(child);
  return child;
}

/** A lock of a process that has ended, or of one of another machine. */
async function leave(name: string, owner: object = { host: os.hostname(), pid: NOBODY }) {
  await mkdir(locks(), { recursive: true });
  const file = path.join(locks(), `${name}.7.lock`);
  await writeFile(file, JSON.stringify(owner));
  return file;
}

describe('a lock between processes', () => {
  it('lets one after the other, also where one fails', async () => {
    let [inside, most] = [0, 0];
    const work = async (number: number) => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      if (number === 2) throw new Error('fails');
      return number;
    };
    const done = await Promise.allSettled(
      [1, 2, 3, 4].map((number) => withLock(locks(), 'a', () => work(number), TIMES)),
    );
    expect(most).toBe(1);
    expect(done.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    // One file tells the next what number it is.
    expect(await readdir(locks())).toEqual([expect.stringMatching(/^a\.\d+\.free$/)]);
  });

  it('has two of one name and another not wait for each other', async () => {
    await withLock(
      locks(),
      'a',
      () => withLock(locks(), 'a.b', async () => undefined, TIMES),
      TIMES,
    );
  });

  it('never lets two processes in where one has been left behind', async () => {
    const rounds = 40;
    for (let round = 0; round < rounds; round += 1) await leave(`round-${round}`);
    const users = [1, 2, 3, 4].map(() => once(start(`${rounds}`), 'exit'));
    expect(await Promise.all(users)).toEqual(users.map(() => [0, null]));
    const all = await lines();
    expect(all).toHaveLength(4 * 2 * rounds);
    for (let round = 0; round < rounds; round += 1) {
      const own = all.filter((line) => line.split(' ')[1] === `${round}`);
      for (let index = 0; index < own.length; index += 2) {
        expect(own[index + 1]).toBe(own[index]?.replace('in', 'out'));
      }
    }
  }, 60_000);

  it('is taken over at once from a process that has ended, later from one that says nothing', async () => {
    await leave('a');
    const slow = { ...TIMES, patience: 1_000_000 };
    expect(await withLock(locks(), 'a', async () => 'done', slow)).toBe('done');
    const file = await leave('b', { host: 'another', pid: process.pid });
    // What the clock says of it counts for nothing: the machine may have slept.
    await utimes(file, 0, 0);
    const began = performance.now();
    expect(await withLock(locks(), 'b', async () => 'done', TIMES)).toBe('done');
    expect(performance.now() - began).toBeGreaterThan(TIMES.patience / 2);
  });

  it.runIf(process.platform !== 'win32')(
    'is noticed to be lost by who was stopped meanwhile',
    async () => {
      const stopped = start('1', 'wait');
      await once(stopped.stdout, 'data');
      stopped.kill('SIGSTOP');
      const next = start('1', 'wait');
      await once(next.stdout, 'data'); // it has taken over
      stopped.kill('SIGCONT');
      stopped.stdin.write('go on\n');
      // It begins again, and waits for its turn.
      const again = once(stopped.stdout, 'data');
      next.stdin.write('go on\n');
      await once(next, 'exit');
      await again;
      expect(await lines()).toEqual([`in 0 ${next.pid}`, `out 0 ${next.pid}`]);
      stopped.stdin.write('go on\n');
      await once(stopped, 'exit');
      expect(await lines()).toHaveLength(4);
    },
    60_000,
  );
});
