import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SandboxHost } from '../../client/accounts/sandbox-host.ts';
import { createLog, type Log } from '../../client/log.ts';

describe('the sandbox of several windows', () => {
  let folder: string;
  let log: Log;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-sandbox-'));
    log = createLog('sandbox test');
  });
  afterEach(async () => {
    log.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  it('is one, even where they need it at the same time', async () => {
    const windows = [1, 2, 3].map(() => new SandboxHost(folder, log));
    const addresses = await Promise.all(windows.map((window) => window.addresses()));
    assert.deepEqual(addresses[1], addresses[0]);
    assert.deepEqual(addresses[2], addresses[0]);
    assert.equal(windows.filter(({ isOurs }) => isOurs).length, 1);
    for (const window of windows) window.dispose();
  });

  it('goes on in another window when the one that ran it is closed, as the same account', async () => {
    const first = new SandboxHost(folder, log);
    const before = await first.addresses();
    first.dispose();
    const second = new SandboxHost(folder, log);
    const after = await second.addresses();
    assert.equal(after.clientSecret, before.clientSecret);
    assert.ok(second.isOurs);
    second.dispose();
  });
});
