import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TokenCredential } from '../../client/accounts/credentials.ts';
import { revealInWorkspace } from '../../client/commands/reveal-in-workspace.ts';
import { Stage } from './stage.ts';

describe('the lists of credentials', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.close());

  const listings = () => stage.sandbox.requests.received['GET /v3/tokens'] ?? 0;

  it('hold what restricts a token, and nothing that opens anything', async () => {
    const { credential } = await stage.node<TokenCredential>(stage.carto, 'storefront-map');
    assert.equal(credential.reach, 'restricted');
    assert.deepEqual(credential.apis, ['maps']);
    const text = JSON.stringify(stage.context.lists.of(stage.carto));
    for (const { token } of stage.sandbox.account.tokens) assert.ok(!text.includes(token));
    const secret = stage.context.accounts.secret(stage.carto, credential);
    assert.ok(stage.sandbox.account.tokens.some(({ token }) => token === secret));
  });

  it('are asked for once, however many ask at the same time', async () => {
    const { lists } = stage.context;
    await Promise.all([lists.ask(stage.carto), lists.ask(stage.carto), lists.refresh(stage.carto)]);
    await lists.ask(stage.carto);
    assert.equal(listings(), 1);
    await lists.refresh(stage.carto);
    assert.equal(listings(), 2);
  });

  it('keep the last one, with its age, when asking anew fails', async () => {
    const { lists } = stage.context;
    const { listedAt } = await lists.ask(stage.carto);
    const failure = stage.failing('offline');
    const failed = await lists.refresh(stage.carto);
    assert.equal(failed.credentials?.length, 4);
    assert.equal(failed.listedAt, listedAt);
    assert.ok(failed.error instanceof Error);
    failure.mend();
    assert.equal((await lists.refresh(stage.carto)).error, undefined);
  });

  it('are asked for once more after changes, however many end at the same time', async () => {
    const { lists } = stage.context;
    const before = lists.refresh(stage.carto);
    const { tokens } = stage.sandbox.account;
    const after = [lists.refreshAfterChange(stage.carto), lists.refreshAfterChange(stage.carto)];
    const [first, second] = await Promise.all(after);
    await before;
    assert.equal(listings(), 2);
    assert.equal(first, second);
    assert.equal(lists.of(stage.carto), second);
    assert.equal(second?.credentials?.length, tokens.length);
  });

  it('forget an account that is signed out', async () => {
    const { accounts, lists } = stage.context;
    const node = await stage.node(stage.carto, 'prototype');
    await accounts.signOut(stage.carto);
    assert.deepEqual(lists.of(stage.carto), { isAsking: false });
    assert.throws(() => accounts.secret(stage.carto, node.credential), /any more/);
  });

  it('reveal in Workspace opens the page of the account’s credentials', async () => {
    const { openExternal } = vscode.env;
    const opened: string[] = [];
    Object.defineProperty(vscode.env, 'openExternal', {
      configurable: true,
      value: async (uri: vscode.Uri) => opened.push(uri.toString(true)),
    });
    try {
      await revealInWorkspace(stage.context, stage.engine, undefined);
    } finally {
      Object.defineProperty(vscode.env, 'openExternal', {
        configurable: true,
        value: openExternal,
      });
    }
    assert.deepEqual(opened, [`${stage.sandbox.addresses.engineBaseUrl}/your_apps`]);
  });
});
