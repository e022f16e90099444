import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { showFailure } from '../../client/failures.ts';
import { EXAMPLE } from '../../sandbox/sandbox.ts';
import { Stage } from './stage.ts';

/** Credentials that no shape tells: letters and a digit, of twelve and of thirty characters. */
const SHORT = 'kettle7lamps';
const LONG = 'harbour-kettle-lamps-meadow-9x';

describe('what the extension says', () => {
  let stage: Stage;
  before(async () => {
    const keys = ['a', 'b'].map((name) => ({
      name,
      grants: [{ type: 'apis' as const, apis: ['sql' as const] }],
    }));
    stage = await Stage.open({ ...EXAMPLE, keys });
  });
  after(() => stage.close());

  /** What a failure with these words is shown as, and what is logged of it. */
  async function said(words: string): Promise<string[]> {
    const { showErrorMessage } = vscode.window;
    const shown: string[] = [];
    Object.assign(vscode.window, {
      showErrorMessage: async (text: string) => void shown.push(text),
    });
    try {
      await showFailure(new Error(words), stage.context.log);
    } finally {
      Object.assign(vscode.window, { showErrorMessage });
    }
    return [...shown, stage.context.log.redactor.redact(words)];
  }

  it('repeats no key of an account, whatever its shape, once the account is listed', async () => {
    const [key, other] = stage.sandbox.account.keys.filter(({ type }) => type === 'regular');
    assert.ok(key && other);
    Object.assign(key, { token: SHORT });
    Object.assign(other, { token: LONG });
    const words = `${SHORT} and ${LONG}, ${btoa(`jane:${LONG}`)}, default_public`;
    assert.ok((await said(words)).every((text) => text.includes(SHORT)));
    await stage.context.accounts.credentials(stage.engine);
    for (const text of await said(words)) {
      assert.ok(!text.includes(SHORT.slice(0, 10)), text);
      assert.ok(!text.includes(LONG.slice(0, 10)), text);
      assert.ok(!text.includes(btoa(`jane:${LONG}`).slice(10, 30)), text);
      assert.ok(text.includes('default_public'), text);
    }
  });

  it('repeats nothing that an account is opened with', async () => {
    assert.ok((await said(stage.sandbox.addresses.clientId)).length > 0);
    await stage.keyring.store(
      'account.carto',
      JSON.stringify({ account: stage.carto, secret: { kind: 'machine', clientSecret: LONG } }),
    );
    await stage.context.accounts.credentials(stage.carto).catch(() => undefined);
    for (const text of await said(`it was ${LONG}.`)) assert.ok(!text.includes('kettle'), text);
  });
});
