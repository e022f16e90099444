import assert from 'node:assert/strict';
import type { Account } from '../../client/accounts/account.ts';
import { AccountStore, type AccountsChange } from '../../client/accounts/account-store.ts';
import { clientSecret } from '../support/synthetic.ts';
import { FakeKeyring, FakeMemento } from './fakes.ts';
import { eventually } from './support.ts';

const ACME: Account = {
  kind: 'machine',
  id: '1',
  label: 'Acme',
  apiBaseUrl: 'https://gcp-us-east1.api.carto.com',
  tokenUrl: 'https://auth.carto.com/oauth/token',
  clientId: 'client-of-acme',
};
const SECRET = { kind: 'machine', clientSecret: clientSecret('acme') } as const;

describe('the store of accounts', () => {
  let state: FakeMemento;
  let keyring: FakeKeyring;
  let stores: AccountStore[];
  const opened = async () => {
    const store = await AccountStore.open(state, keyring);
    stores.push(store);
    return store;
  };
  beforeEach(() => {
    state = new FakeMemento();
    keyring = new FakeKeyring();
    stores = [];
  });
  afterEach(() => {
    for (const store of stores) store.dispose();
  });

  it('keeps secrets in the keyring alone, and gives them back to the next session', async () => {
    await (await opened()).put(ACME, SECRET);
    assert.ok(!state.text.includes(SECRET.clientSecret));
    const next = await opened();
    assert.deepEqual(next.all(), [ACME]);
    assert.deepEqual(await next.secretOf('1'), SECRET);
  });

  it('forgets all of an account that is removed', async () => {
    const store = await opened();
    await store.put(ACME, SECRET);
    await store.remove('1');
    assert.deepEqual(store.all(), []);
    assert.equal(keyring.values.size, 0);
    assert.deepEqual((await opened()).all(), []);
  });

  for (const mood of ['is missing', 'forgets'] as const) {
    it(`keeps nothing where the keyring ${mood}, unless for this session only`, async () => {
      keyring.mood = mood;
      const store = await opened();
      await assert.rejects(store.put(ACME, SECRET), { name: 'KeyringError' });
      assert.deepEqual(store.all(), []);
      assert.ok(!state.text.includes('Acme'));

      await store.put(ACME, SECRET, true);
      assert.deepEqual(store.all(), [ACME]);
      assert.deepEqual(await store.secretOf('1'), SECRET);
      assert.deepEqual((await opened()).all(), [], 'the next session has it');
      await store.renew('1', { kind: 'machine', clientSecret: 'another' });
      assert.deepEqual(await store.secretOf('1'), { kind: 'machine', clientSecret: 'another' });
      await store.remove('1');
      assert.deepEqual(store.all(), []);
    });
  }

  it('leaves the account alone whose keyring goes missing when it is signed in to again', async () => {
    const store = await opened();
    await store.put(ACME, SECRET);
    keyring.mood = 'is missing';
    await assert.rejects(store.put({ ...ACME, label: 'Other' }, SECRET), { name: 'KeyringError' });
    assert.deepEqual(store.all(), [ACME]);
    assert.deepEqual(await store.secretOf('1'), SECRET);
  });

  it('follows other windows: accounts that come, change and go', async () => {
    const ours = await opened();
    const theirs = await opened();
    const changes: AccountsChange[] = [];
    ours.onDidChange((change) => changes.push(change));

    await theirs.put(ACME, SECRET);
    await eventually(
      'added',
      () => ours.all(),
      (all) => all.length === 1,
    );
    await theirs.put({ ...ACME, label: 'Renamed' }, SECRET);
    await eventually(
      'changed',
      () => ours.all(),
      ([account]) => account?.label === 'Renamed',
    );
    await theirs.remove('1');
    await eventually(
      'removed',
      () => ours.all(),
      (all) => all.length === 0,
    );
    assert.deepEqual(
      changes.map(({ added, changed, removed }) => [added.length, changed.length, removed.length]),
      [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    );
  });

  it('follows other windows whose keyring does not tell, when it looks', async () => {
    const ours = await opened();
    const other = new FakeKeyring();
    const theirs = await AccountStore.open(state, other);
    stores.push(theirs);
    await theirs.put(ACME, SECRET);
    assert.deepEqual(ours.all(), []);
    ours.look();
    assert.deepEqual(ours.all(), [ACME]);
    await theirs.remove('1');
    ours.look();
    assert.deepEqual(ours.all(), []);
  });

  it('keeps what is for this session only, whatever it sees', async () => {
    const ours = await opened();
    await ours.put(ACME, SECRET, true);
    const theirs = await opened();
    await theirs.put({ ...ACME, id: '2', label: 'Theirs' }, SECRET);
    ours.look();
    assert.deepEqual(
      ours.all().map(({ label }) => label),
      ['Acme', 'Theirs'],
    );
  });

  it('says that another window has signed in to an account again, with another secret', async () => {
    const ours = await opened();
    const theirs = await opened();
    await theirs.put(ACME, SECRET);
    await eventually(
      'added',
      () => ours.all(),
      (all) => all.length === 1,
    );
    const changes: AccountsChange[] = [];
    ours.onDidChange((change) => changes.push(change));
    await theirs.put(ACME, { kind: 'machine', clientSecret: 'another' });
    await eventually(
      'said',
      () => changes,
      ([change]) => change?.changed[0]?.id === '1',
    );
  });

  it('loses none where two windows sign in whose keyrings do not tell', async () => {
    const ours = await opened();
    const theirs = await AccountStore.open(state, new FakeKeyring());
    stores.push(theirs);
    await theirs.put({ ...ACME, id: '2', label: 'Theirs' }, SECRET);
    await ours.put(ACME, SECRET);
    assert.deepEqual(
      ours.all().map(({ label }) => label),
      ['Acme', 'Theirs'],
    );
    assert.ok(state.text.includes('Acme') && state.text.includes('Theirs'));
  });

  it('forgets what was kept once of an account that is for this session only', async () => {
    const store = await opened();
    await store.put(ACME, SECRET);
    await store.put(ACME, SECRET, true);
    await store.remove('1');
    assert.equal(keyring.values.size, 0);
  });

  it('keeps an account whose keyring cannot be read at the moment', async () => {
    const store = await opened();
    await store.put(ACME, SECRET);
    keyring.get = () => Promise.reject(new Error('locked'));
    await keyring.store('account.1', 'changed');
    assert.deepEqual(store.all(), [ACME]);
  });

  it('says nothing of a renewed secret, which changes no account', async () => {
    const store = await opened();
    await store.put(ACME, SECRET);
    let changes = 0;
    store.onDidChange(() => {
      changes += 1;
    });
    await store.renew('1', { kind: 'machine', clientSecret: 'another' });
    assert.deepEqual(await store.secretOf('1'), { kind: 'machine', clientSecret: 'another' });
    assert.equal(changes, 0);
  });

  it('says that an account was signed in to again, though it is the same', async () => {
    const store = await opened();
    await store.put(ACME, SECRET);
    const changes: AccountsChange[] = [];
    store.onDidChange((change) => changes.push(change));
    await store.put(ACME, SECRET);
    assert.deepEqual(changes, [{ added: [], removed: [], changed: [ACME] }]);
  });

  it('brings nothing back of an account that was signed out while its token was renewed', async () => {
    const store = await opened();
    await store.put(ACME, SECRET);
    await store.remove('1');
    await store.renew('1', SECRET);
    assert.equal(keyring.values.size, 0);

    // Nor where another window has, and this one has not seen it yet.
    await store.put(ACME, SECRET);
    keyring.values.delete('account.1');
    await store.renew('1', SECRET);
    assert.equal(keyring.values.size, 0);
  });

  for (const [what, index] of Object.entries({
    'no list': { '1': ACME },
    'another version’s': [{ ...ACME, kind: 'telepathy' }],
    damaged: [null, 7, 'x', { ...ACME, apiBaseUrl: 'nowhere' }],
  })) {
    it(`begins with what can be read of an index that is ${what}`, async () => {
      await state.update('cartotoken.accounts', index);
      assert.deepEqual((await opened()).all(), []);
    });
  }

  it('recovers from the keyring what the index has lost', async () => {
    const store = await opened();
    await store.put(ACME, SECRET);
    await state.update('cartotoken.accounts', []);
    assert.deepEqual((await opened()).all(), [ACME]);
    assert.ok(state.text.includes('Acme'), 'the index is not completed');
  });

  it('knows an account whose secret is damaged, and not its secret', async () => {
    await (await opened()).put(ACME, SECRET);
    keyring.values.set('account.1', '{"secret":');
    const next = await opened();
    assert.deepEqual(next.all(), [ACME]);
    assert.equal(await next.secretOf('1'), undefined);
  });
});
