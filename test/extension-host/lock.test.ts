import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { withLock } from '../../client/accounts/lock.ts';

describe('a lock between windows', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('lets one after the other, also where one fails', async () => {
    let inside = 0;
    let most = 0;
    const work = async (number: number) => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
      if (number === 2) throw new Error('fails');
      return number;
    };
    const done = await Promise.allSettled(
      [1, 2, 3, 4].map((number) => withLock(path.join(folder, 'new'), 'a', () => work(number))),
    );
    assert.equal(most, 1);
    assert.deepEqual(
      done.map(({ status }) => status),
      ['fulfilled', 'rejected', 'fulfilled', 'fulfilled'],
    );
    assert.deepEqual(await readdir(path.join(folder, 'new')), []);
  });

  it('takes over from a window that has ended', async () => {
    const lock = path.join(folder, 'a.lock');
    await mkdir(lock);
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    assert.equal(await withLock(folder, 'a', async () => 'done'), 'done');
  });
});
