import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { nodeOfFound } from '../../client/commands/found-credential.ts';
import { replaceCredential } from '../../client/commands/replace-credential.ts';
import { Sidebar } from '../../client/sidebar/sidebar.ts';
import type { TreeNode } from '../../client/tokens/node.ts';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import { answering, type Inputs } from './inputs.ts';
import { Person } from './person.ts';
import { clear, make, onDisk, searching } from './searching.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

describe('what is done with a credential that was found in code', () => {
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

  const secretOf = (name: string) => {
    const { tokens, keys } = stage.sandbox.account;
    return [...tokens, ...keys].find((each) => each.name === name)?.token ?? '';
  };
  const found = (name: string) => ({ fingerprint: fingerprintOf(secretOf(name)) });
  const listings = () => stage.sandbox.requests.received['GET /v3/tokens'] ?? 0;

  it('is done with the item of the account that has it, asked for where it is not listed yet', async () => {
    const node = await nodeOfFound(stage.context, found('storefront-map'));
    assert.deepEqual(node, await stage.node(stage.carto, 'storefront-map'));
    const key = await nodeOfFound(stage.context, found('public-map'));
    assert.equal(key.account.label, 'Acme Engine');
    assert.equal(listings(), 1);
  });

  it('is said to be deleted elsewhere where no account has it any more', async () => {
    const on = found('storefront-map');
    const { tokens } = stage.sandbox.account;
    tokens.splice(0, tokens.length);
    await assert.rejects(nodeOfFound(stage.context, on), /deleted or regenerated elsewhere/);
  });

  it('fails with the account that could not be asked', async () => {
    const failure = stage.failing('offline');
    await assert.rejects(nodeOfFound(stage.context, found('storefront-map')), {
      name: 'AccountFailure',
    });
    failure.mend();
    await nodeOfFound(stage.context, found('storefront-map'));
  });

  it('needs somebody to be signed in', async () => {
    const { accounts } = stage.context;
    for (const account of accounts.all()) await accounts.signOut(account);
    await assert.rejects(nodeOfFound(stage.context, found('prototype')), /not signed in/);
  });

  it('shows a key in the view, and says of a token that it is gone before it is opened', async () => {
    const revealed: TreeNode[] = [];
    const tokensView = {
      reveal: async (node: TreeNode) => revealed.push(node),
    } as unknown as vscode.TreeView<TreeNode>;
    const { accounts, ...surroundings } = stage.context;
    const sidebar = new Sidebar(accounts, { ...surroundings, tokensView });
    try {
      await sidebar.run('cartotoken.openCredential', found('public-map'), undefined);
      assert.deepEqual(revealed, [await stage.node(stage.engine, 'public-map')]);
      const on = found('storefront-map');
      const { tokens } = stage.sandbox.account;
      tokens.splice(0, tokens.length);
      await assert.rejects(
        sidebar.run('cartotoken.openCredential', on, undefined),
        /storefront-map/,
      );
    } finally {
      sidebar.dispose();
    }
  });

  describe('to replace it', () => {
    const enter = async (inputs: Inputs) => {
      await inputs.answer('What is the token to be called', 'narrow');
      await inputs.tick('Which APIs', 'LDS');
      await inputs.answer('The websites whose pages', 'https://example.com/');
      await inputs.pick('When does the token expire', 'Never');
      await inputs.pick('Is this right?', 'Create narrow');
    };
    const run = (name: string, answers: (inputs: Inputs) => Promise<void>) =>
      answering(
        async () =>
          replaceCredential(
            searching(stage.context),
            await nodeOfFound(stage.context, found(name)),
            undefined,
          ),
        answers,
      );

    it('asks for a restricted one, and puts it where the old one stands', async () => {
      const old = secretOf('prototype');
      const code = await make('a.js', `token = '${old}';\n`);
      person.answers('Replace All');
      await run('prototype', enter);
      const made = secretOf('narrow');
      assert.ok(made);
      assert.equal(await onDisk(code), `token = '${made}';\n`);
      assert.equal(secretOf('prototype'), old);
      await eventually(
        'said',
        () => person.last?.text ?? '',
        (text) => text.includes('narrow'),
      );
      assert.deepEqual(person.last?.buttons, ['Delete prototype']);
    });

    it('changes nothing where the wizard is cancelled', async () => {
      const code = await make('a.js', `token = '${secretOf('prototype')}';\n`);
      const before = await onDisk(code);
      await run('prototype', (inputs) => inputs.cancel('What is the token to be called'));
      assert.equal(await onDisk(code), before);
      assert.equal(stage.sandbox.requests.performed['POST /v3/tokens'] ?? 0, 0);
      assert.deepEqual(person.shown, []);
    });
  });
});
