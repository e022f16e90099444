import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { deleteCredential } from '../../client/commands/delete-credential.ts';
import { Sidebar } from '../../client/sidebar/sidebar.ts';
import type { CredentialNode, TreeNode } from '../../client/tokens/node.ts';
import type { Api } from '../../core/carto/api.ts';
import { CartoError, FAILURE_KINDS } from '../../core/carto/error.ts';
import { tokensApi } from '../../core/carto/tokens-api.ts';
import { onceAsked } from './once-asked.ts';
import { Person } from './person.ts';
import { clear, make, notSearching, searching, serving } from './searching.ts';
import { Stage } from './stage.ts';

describe('deleting credentials', () => {
  let stage: Stage;
  let person: Person;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await stage.close();
    await clear();
  });

  const tokens = () => stage.sandbox.account.tokens.map(({ name }) => name);
  const keys = () => stage.sandbox.account.keys.map(({ name }) => name);
  const run = (on: unknown, selected?: unknown) =>
    deleteCredential(searching(stage.context), on, selected);
  const performed = () => stage.sandbox.requests.performed;
  const deleteElsewhere = async ({ credential }: CredentialNode) => {
    const { accounts } = stage.context;
    const tokens = tokensApi((await accounts.access(stage.carto)).carto as Api);
    await tokens.delete(accounts.secret(stage.carto, credential));
  };

  it('deletes a token once it is confirmed, and says what uses it', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const secret = stage.context.accounts.secret(stage.carto, node.credential);
    await make('.env', `A=${secret}\nB=${secret}\n`);
    person.answers('Delete');
    await run(node);
    assert.ok(!tokens().includes('prototype'));
    const [question, done] = person.shown;
    assert.match(question?.text ?? '', /^Delete the access token prototype of Acme\?/);
    assert.match(
      question?.text ?? '',
      /Used at 2 places in this workspace:\n• made-by-test-\d+\/\.env \(2\)/,
    );
    assert.match(question?.text ?? '', /cannot be undone/);
    assert.deepEqual(question?.buttons, ['Delete', 'Show Usages']);
    assert.equal(done?.text, 'Deleted: prototype (Acme).');
    assert.equal(person.shown.length, 2);
    const { credentials } = stage.context.lists.of(stage.carto);
    assert.ok(!credentials?.some(({ name }) => name === 'prototype'));
    for (const { text } of person.shown) assert.ok(!text.includes(secret));
  });

  it('deletes a key', async () => {
    person.answers('Delete');
    await run(await stage.node(stage.engine, 'public-map'));
    assert.ok(!keys().includes('public-map'));
    assert.match(person.shown[0]?.text ?? '', /^Delete the API key public-map of Acme Engine\?/);
  });

  it('changes nothing where looking for usages is cancelled, or it is not confirmed', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const before = tokens();
    const searchless = notSearching(stage.context);
    await assert.rejects(deleteCredential(searchless, node, undefined), vscode.CancellationError);
    assert.deepEqual(person.shown, []);
    person.answers(undefined);
    await run(node);
    person.answers(undefined); // which account
    await run(undefined);
    person.answers('Acme', undefined); // which token
    await run(undefined);
    assert.deepEqual(tokens(), before);
    assert.equal(performed()['DELETE /v3/tokens/:token'], undefined);
  });

  it('shows the usages and deletes nothing where that is chosen', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    await make('a.js', `"${stage.context.accounts.secret(stage.carto, node.credential)}"`);
    person.answers('Show Usages');
    await run(node);
    assert.ok(tokens().includes('prototype'));
    assert.equal(person.shown.length, 1);
  });

  it('goes on where the workspace cannot be searched, and says so', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const broken = serving(stage.context, async () => {
      throw new Error('No server.');
    });
    person.answers('Delete');
    await deleteCredential(broken, node, undefined);
    assert.match(person.shown[0]?.text ?? '', /The workspace could not be searched: No server\./);
    assert.ok(!tokens().includes('prototype'));
  });

  for (const kind of FAILURE_KINDS) {
    it(`fails with one message (${kind}), before and after it is confirmed`, async () => {
      const node = await stage.node(stage.carto, 'prototype');
      const failure = stage.failing(kind);
      const { reason } = new CartoError(kind, { host: 'carto.example.com' });
      const says = ({ message }: Error) => message.includes(reason);
      await assert.rejects(run(node), says);
      assert.deepEqual(person.shown, []);
      failure.mend();

      onceAsked(() => stage.failing(kind));
      person.answers('Delete');
      // Not found is gone, and what was cancelled is said: neither is a failure.
      const isFailure = kind !== 'not-found' && kind !== 'cancelled';
      if (isFailure) await assert.rejects(run(node), says);
      else await run(node);
      assert.equal(person.shown.length, isFailure ? 1 : 2);
      assert.ok(tokens().includes('prototype'));
    });
  }

  it('deletes several, confirmed once, and leaves out what cannot be deleted', async () => {
    const nodes = [
      await stage.node(stage.carto, 'prototype'),
      await stage.node(stage.carto, 'storefront-map'),
      await stage.node(stage.engine, 'public-map'),
      await stage.node(stage.engine, 'Master'),
    ];
    person.answers('Delete');
    await run(nodes[0], nodes);
    const [question, done] = person.shown;
    assert.match(question?.text ?? '', /^Delete 3 credentials\?/);
    const named = 'prototype, storefront-map (Acme); public-map (Acme Engine)';
    assert.ok(question?.text.includes(named));
    assert.match(question?.text ?? '', /Master \(Acme Engine\) stays\. Master and default public/);
    assert.equal(done?.text, `Deleted: ${named}.`);
    assert.deepEqual(tokens(), ['sales-dashboard', 'nightly-import']);
    assert.deepEqual(keys(), ['Master', 'Default public']);
  });

  it('refuses the keys that every user has, with the reason', async () => {
    for (const name of ['Master', 'Default public']) {
      await assert.rejects(
        run(await stage.node(stage.engine, name)),
        new RegExp(
          `${name} \\(Acme Engine\\) stays\\. Master and default public keys cannot be deleted`,
        ),
      );
    }
    assert.deepEqual(person.shown, []);
  });

  it('says what was deleted and what was not', async () => {
    const nodes = [
      await stage.node(stage.carto, 'prototype'),
      await stage.node(stage.engine, 'public-map'),
    ];
    const { access } = stage.context.accounts;
    onceAsked(() => {
      stage.context.accounts.access = async (account) => {
        if (account.id === stage.engine.id) throw new CartoError('forbidden', { host: 'x' });
        return access.call(stage.context.accounts, account);
      };
    });
    person.answers('Delete');
    await assert.rejects(run(nodes[0], nodes), ({ message }: Error) => {
      assert.match(
        message,
        /^Deleted: prototype \(Acme\)\. Not deleted: public-map \(Acme Engine\)\. x forbids/,
      );
      return true;
    });
    assert.ok(!tokens().includes('prototype'));
    assert.ok(keys().includes('public-map'));
  });

  it('takes what another window has deleted for gone, and says so', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    await deleteElsewhere(node);
    await run(node);
    assert.equal(person.shown.length, 1);
    assert.equal(person.last?.text, 'Already deleted elsewhere: prototype (Acme).');
  });

  it('takes what is deleted elsewhere while it is confirmed for gone', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    onceAsked(() => deleteElsewhere(node));
    person.answers('Delete');
    await run(node);
    assert.equal(person.last?.text, 'Already deleted elsewhere: prototype (Acme).');
  });

  it('counts what was carried out though its answer was lost', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const { access } = stage.context.accounts;
    onceAsked(() => {
      stage.context.accounts.access = async (account) => {
        const opened = await access.call(stage.context.accounts, account);
        const { carto } = opened;
        if (!carto) return opened;
        const sendOnly: typeof carto.sendOnly = async (request) => {
          await carto.sendOnly(request);
          throw new CartoError('connection-lost', { host: 'x' });
        };
        return { ...opened, carto: { ...carto, sendOnly } };
      };
    });
    person.answers('Delete');
    await run(node);
    assert.equal(person.last?.text, 'Deleted: prototype (Acme).');
  });

  it('deletes what is selected, from the keyboard; nothing where that is no credential', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const account: TreeNode = { kind: 'account', account: stage.carto };
    const context = searching(stage.context);
    const selecting = (selection: readonly TreeNode[]) =>
      deleteCredential(
        { ...context, tokensView: { selection } as typeof context.tokensView },
        'selection',
        undefined,
      );
    await selecting([account]);
    assert.deepEqual([person.shown, person.offered], [[], []]);
    person.answers('Delete');
    await selecting([account, node]);
    assert.ok(!tokens().includes('prototype'));
  });

  it('waits for a selection that VS Code does not know while the tree is read, and asks where there is none', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const context = searching(stage.context);
    let looked = 0;
    const tokensView = {
      get selection() {
        looked += 1;
        return looked > 3 ? [node] : [];
      },
    } as unknown as typeof context.tokensView;
    person.answers('Delete');
    await deleteCredential({ ...context, tokensView }, 'selection', undefined);
    assert.ok(!tokens().includes('prototype'));

    const nothing = { selection: [] } as unknown as typeof context.tokensView;
    await deleteCredential({ ...context, tokensView: nothing }, 'selection', undefined);
    assert.deepEqual(person.offered.at(-1), ['Acme', 'Acme Engine']);
  });

  it('asks once, however often it is clicked', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const { accounts, ...surroundings } = searching(stage.context);
    const sidebar = new Sidebar(accounts, surroundings);
    person.answers('Delete');
    const click = () => sidebar.run('cartotoken.deleteCredential', node, undefined);
    await Promise.all([click(), click()]);
    sidebar.dispose();
    assert.equal(person.shown.length, 2);
    assert.equal(performed()['DELETE /v3/tokens/:token'], 1);
  });
});
