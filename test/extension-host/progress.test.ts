import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { copyToken } from '../../client/commands/copy-token.ts';
import { waitFor } from '../../client/progress.ts';
import { Stage } from './stage.ts';

describe('waiting', () => {
  const { withProgress } = vscode.window;
  const titles: string[] = [];

  /** Has the user cancel whatever is shown. */
  beforeEach(() => {
    titles.length = 0;
    Object.assign(vscode.window, {
      async withProgress(
        { title = '' }: vscode.ProgressOptions,
        task: (progress: object, token: vscode.CancellationToken) => Promise<void>,
      ) {
        titles.push(title);
        const cancelling = new vscode.CancellationTokenSource();
        const shown = task({ report: () => {} }, cancelling.token);
        cancelling.cancel();
        await shown;
      },
    });
  });
  afterEach(() => {
    Object.assign(vscode.window, { withProgress });
  });

  it('gives what is waited for, or what it fails with, and shows nothing of what is quick', async () => {
    assert.equal(await waitFor('Quick', Promise.resolve(1)), 1);
    await assert.rejects(waitFor('Quick', Promise.reject(new Error('No.'))), /^Error: No\.$/);
    assert.deepEqual(titles, []);
  });

  it('for a list can be cancelled, and the list goes on for the view', async () => {
    const stage = await Stage.open();
    try {
      const { clipboard } = vscode.env;
      const before = await clipboard.readText();
      stage.sandbox.faults.set({ latency: 1000 });
      const cancelled = (error: Error) => error.cause instanceof vscode.CancellationError;
      await assert.rejects(copyToken(stage.context, stage.carto, undefined), cancelled);
      assert.deepEqual(titles, ['Listing the credentials of Acme']);
      assert.equal(await clipboard.readText(), before);
      await stage.context.lists.settled(stage.carto);
      assert.equal(stage.context.lists.of(stage.carto).credentials?.length, 4);
    } finally {
      await stage.close();
    }
  });
});
