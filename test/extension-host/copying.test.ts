import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CredentialClipboard } from '../../client/clipboard.ts';
import { copyAs } from '../../client/commands/copy-as.ts';
import { copyToken } from '../../client/commands/copy-token.ts';
import { FAILURE_KINDS } from '../../core/carto/error.ts';
import { Person } from './person.ts';
import { running } from './running.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

const { clipboard } = vscode.env;
const BEFORE = 'what was in the clipboard before';

describe('copying a credential', () => {
  let stage: Stage;
  let person: Person;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
    await clipboard.writeText(BEFORE);
  });
  afterEach(async () => {
    person.leave();
    await stage.close();
    await vscode.workspace
      .getConfiguration()
      .update('cartotoken.clipboard.clearAfter', undefined, vscode.ConfigurationTarget.Global);
  });

  const tokenOf = (name: string) =>
    stage.sandbox.account.tokens.find((token) => token.name === name)?.token ?? '';
  const run = (command: typeof copyToken, on?: unknown) => running(command, stage.context, on);
  const untouched = async () => assert.equal(await clipboard.readText(), BEFORE);

  it('copies the token of the item, without a notification', async () => {
    await run(copyToken, await stage.node(stage.carto, 'storefront-map'));
    assert.equal(await clipboard.readText(), tokenOf('storefront-map'));
    assert.deepEqual(person.shown, []);
  });

  it('copies the one that is picked from the palette', async () => {
    person.answers('Acme', 'prototype');
    await run(copyToken);
    assert.equal(await clipboard.readText(), tokenOf('prototype'));
  });

  for (const answers of [[], ['Acme']]) {
    it(`copies nothing where it is cancelled after ${answers.length} steps`, async () => {
      for (const command of [copyToken, copyAs]) {
        person.answers(...answers);
        await run(command);
      }
      await untouched();
      assert.deepEqual(person.shown, []);
    });
  }

  it('copies a regular key at once, and the master key where that is confirmed', async () => {
    await run(copyToken, await stage.node(stage.engine, 'public-map'));
    const key = stage.sandbox.account.keys.find(({ name }) => name === 'public-map')?.token;
    assert.equal(await clipboard.readText(), key);
    assert.deepEqual(person.shown, []);

    const master = await stage.node(stage.engine, 'Master');
    await clipboard.writeText(BEFORE);
    await run(copyToken, master);
    person.answers('Authorization: …', undefined);
    await run(copyAs, master);
    await untouched();
    assert.match(person.last?.text ?? '', /Master is the master key of Acme Engine/);

    person.answers('Copy');
    await run(copyToken, master);
    assert.equal(await clipboard.readText(), stage.sandbox.account.masterKey);
  });

  it('copies what uses a token at its own address', async () => {
    person.answers('curl');
    await run(copyAs, await stage.node(stage.carto, 'sales-dashboard'));
    const copied = await clipboard.readText();
    assert.ok(
      copied.startsWith(`curl --get '${stage.sandbox.addresses.apiBaseUrl}/v3/sql/carto_dw`),
    );
    assert.ok(copied.includes(`Bearer ${tokenOf('sales-dashboard')}`));
    assert.deepEqual(person.offered.at(-1), [
      'Authorization: …',
      '.env',
      'curl',
      '@carto/api-client',
      'Python requests',
    ]);
  });

  it('copies what uses a key of CARTO Engine, with its user', async () => {
    person.answers('new carto.Client({ … })');
    await run(copyAs, await stage.node(stage.engine, 'public-map'));
    const { username, engineBaseUrl } = stage.sandbox.addresses;
    const copied = await clipboard.readText();
    assert.ok(copied.includes(`username: "${username}"`) && copied.includes(engineBaseUrl));
  });

  it('copies nothing where the choice of a form is cancelled', async () => {
    await run(copyAs, await stage.node(stage.carto, 'sales-dashboard'));
    await untouched();
  });

  for (const kind of FAILURE_KINDS) {
    it(`says once where the account cannot be listed: ${kind}`, async () => {
      const failure = stage.failing(kind);
      const on = stage.carto;
      for (const command of [copyToken, copyAs]) {
        person.shown.length = 0;
        await run(command, on);
        assert.equal(person.shown.length, kind === 'cancelled' ? 0 : 1);
        assert.match(person.last?.text ?? 'Acme: ', /^Acme: /);
      }
      failure.mend();
      await untouched();
    });
  }

  it('says of a token that another window has deleted that it is gone', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const { carto } = await stage.context.accounts.access(stage.carto);
    await carto?.sendOnly({ method: 'DELETE', path: `/v3/tokens/${tokenOf('prototype')}` });
    await stage.context.lists.refresh(stage.carto);
    await run(copyToken, node);
    assert.match(person.last?.text ?? '', /Acme does not have prototype any more/);
    await untouched();
  });

  it('copies a key as another window has regenerated it', async () => {
    const node = await stage.node(stage.engine, 'public-map');
    const { engine } = await stage.context.accounts.access(stage.engine);
    const key = await engine?.regenerate('public-map');
    await stage.context.lists.refresh(stage.engine);
    await run(copyToken, node);
    assert.equal(await clipboard.readText(), key?.token);
  });

  describe('with the clipboard to be cleared', () => {
    let ours: CredentialClipboard;
    beforeEach(async () => {
      ours = new CredentialClipboard(stage.context.log);
      await vscode.workspace
        .getConfiguration()
        .update('cartotoken.clipboard.clearAfter', 1, vscode.ConfigurationTarget.Global);
    });
    afterEach(() => ours.dispose());

    it('clears what was copied', async () => {
      await ours.put('copied', 'a name');
      assert.equal(await clipboard.readText(), 'copied');
      await eventually(
        'cleared',
        () => clipboard.readText(),
        (text) => text === '',
      );
    });

    it('leaves what was copied since', async () => {
      await ours.put('copied', 'a name');
      await clipboard.writeText('of another program');
      const { readText } = clipboard;
      let looks = 0;
      Object.defineProperty(vscode.env, 'clipboard', {
        configurable: true,
        value: {
          writeText: clipboard.writeText,
          readText: async () => {
            looks += 1;
            return readText();
          },
        },
      });
      try {
        await eventually(
          'looked',
          () => looks,
          (count) => count > 0,
        );
      } finally {
        Object.defineProperty(vscode.env, 'clipboard', { configurable: true, value: clipboard });
      }
      assert.equal(await clipboard.readText(), 'of another program');
    });

    it('clears nothing any more once it is disposed of', async () => {
      await ours.put('copied', 'a name');
      ours.dispose();
      const other = new CredentialClipboard(stage.context.log);
      await other.put('copied by another', 'a name');
      await eventually(
        'cleared',
        () => clipboard.readText(),
        (text) => text === '',
      );
      other.dispose();
    });
  });
});
