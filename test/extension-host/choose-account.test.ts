import assert from 'node:assert/strict';
import { chooseAccount } from '../../client/accounts/choose-account.ts';
import { copyToken } from '../../client/commands/copy-token.ts';
import { deleteCredential } from '../../client/commands/delete-credential.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';

describe('the account of a command', () => {
  let stage: Stage;
  let person: Person;

  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await stage.close();
  });

  it('is that of the item, and no other where that was signed out meanwhile', async () => {
    const { accounts, lists } = stage.context;
    const node = await stage.node(stage.engine, 'public-map');
    // Has a key of the same name, as every user of CARTO Engine has some.
    const other = { ...stage.engine, id: 'other', label: 'Another' };
    const listed = await lists.all(stage.engine);
    accounts.all = () => [other];
    lists.all = async () => listed;
    for (const on of [node, stage.engine]) {
      await assert.rejects(chooseAccount(accounts, on, 'Sign Out'), /Acme Engine is not signed in/);
    }
    for (const command of [copyToken, deleteCredential]) {
      const running = command(stage.context, node, undefined);
      await assert.rejects(running, /Acme Engine is not signed in to any more/);
    }
    assert.deepEqual(person.shown, []);
  });

  it('is not waited for where there is none, or nothing to choose', async () => {
    const { accounts, lists } = stage.context;
    // A message without a button may stand for as long as it likes.
    const never = new Promise<undefined>(() => {});
    person.leavesOpen(never);
    accounts.all = () => [];
    assert.equal(await chooseAccount(accounts, undefined, 'Copy'), undefined);
    accounts.all = () => [stage.carto];
    lists.all = async () => [];
    await copyToken(stage.context, undefined, undefined);
    assert.equal(person.shown.length, 2);
  });
});
