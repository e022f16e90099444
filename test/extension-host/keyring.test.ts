import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { Accounts } from '../../client/accounts/accounts.ts';
import { createLog, type Log } from '../../client/log.ts';
import { confirming } from './confirming.ts';
import { FakeKeyring, FakeMemento } from './fakes.ts';

describe('signing in where the keyring is missing', () => {
  let folder: string;
  let state: FakeMemento;
  let log: Log;
  let accounts: Accounts;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-keyring-'));
    state = new FakeMemento();
    log = createLog('keyring test');
    const secrets = new FakeKeyring();
    secrets.mood = 'is missing';
    const context = {
      globalState: state,
      secrets,
      globalStorageUri: vscode.Uri.file(folder),
      extension: { id: 'cartotokens.carto-tokens' },
    };
    accounts = await Accounts.open(context as unknown as vscode.ExtensionContext, log);
  });
  afterEach(async () => {
    accounts.dispose();
    log.dispose();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  });

  it('says so, and keeps nothing where that is not wanted', async () => {
    const asked = await confirming(undefined, async () => {
      assert.equal(await accounts.signIn('sandbox'), undefined);
    });
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /keyring does not keep the credentials of Sandbox: no keyring is/);
    assert.deepEqual(accounts.all(), []);
  });

  it('offers to do so for this session only', async () => {
    await confirming('This Session Only', async () => {
      await accounts.signIn('sandbox');
    });
    const [account] = accounts.all();
    assert.equal(account?.label, 'Sandbox');
    assert.ok(account);
    const found = await accounts.credentials(account, new AbortController().signal);
    assert.ok(found.some(({ name }) => name === 'storefront-map'));
    assert.ok(!state.text.includes('Sandbox'));
  });
});
