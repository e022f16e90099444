import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { AccountsChange } from '../../client/accounts/account-store.ts';
import type { LazyAccounts } from '../../client/accounts/lazy-accounts.ts';
import type { LanguageServer, ServerState } from '../../client/server/language-server.ts';
import { tellCredentials } from '../../client/server/tell-credentials.ts';
import { Knowledge } from '../../client/tokens/knowledge.ts';
import { Memory } from '../../client/tokens/memory.ts';
import type { KnownCredential } from '../../core/credentials/known.ts';
import type { CredentialsKnown } from '../../server/protocol.ts';
import { FakeMemento } from './fakes.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

describe('what the language server is told of credentials', () => {
  let stage: Stage;
  let state: vscode.EventEmitter<ServerState>;
  let changed: vscode.EventEmitter<AccountsChange>;
  let told: CredentialsKnown[];
  let memory: FakeMemento;
  let teller: vscode.Disposable;
  /** Whether somebody is signed in, as far as can be told without loading anything. */
  let exist: boolean;
  let loaded: number;

  beforeEach(async () => {
    stage = await Stage.open();
    state = new vscode.EventEmitter();
    changed = new vscode.EventEmitter();
    memory = new FakeMemento();
    told = [];
    exist = true;
    begin();
  });
  afterEach(async () => {
    teller.dispose();
    await stage.close();
  });

  function begin() {
    loaded = 0;
    const { accounts, lists, log } = stage.context;
    const knowledge = new Knowledge(accounts, lists, new Memory(memory));
    const lazy = { exist: async () => exist, onDidChange: changed.event };
    const sidebar = {
      load: async () => {
        loaded += 1;
        return { knowledge };
      },
    };
    const server = {
      notify: async (_: string, news: CredentialsKnown) => {
        told.push(news);
      },
      onDidChangeState: state.event,
    };
    teller = vscode.Disposable.from(
      tellCredentials(
        lazy as unknown as LazyAccounts,
        sidebar,
        server as unknown as LanguageServer,
        log,
      ),
      knowledge,
    );
  }

  const listings = () => stage.sandbox.requests.received['GET /v3/tokens'] ?? 0;
  const change = () => changed.fire({ added: [], removed: [], changed: [] });

  /** What is told last of credentials, by name, once it is this. */
  async function tells(what: string, isIt: (all: readonly KnownCredential[]) => boolean) {
    await eventually(
      what,
      () => told.at(-1)?.credentials.map(({ name, isDeleted }) => ({ name, isDeleted })),
      () => told.length > 0 && isIt(told.at(-1)?.credentials ?? []),
    );
    return told.at(-1)?.credentials ?? [];
  }
  const hasAll = (all: readonly KnownCredential[]) =>
    new Set(all.map((each) => each.account)).size === 2;

  it('is all that the accounts have, once a server runs, asked for once', async () => {
    assert.equal(loaded, 0);
    state.fire('running');
    const all = await tells('all', hasAll);
    assert.deepEqual(
      [...new Set(all.map(({ kind, account }) => `${kind} ${account}`))],
      ['token Acme', 'key Acme Engine'],
    );
    const map = all.find(({ name }) => name === 'storefront-map');
    assert.ok(map?.kind === 'token' && map.grants && map.referers && !map.isDeleted);
    assert.ok(all.some((each) => each.kind === 'key' && each.type === 'master'));
    change();
    await stage.context.lists.ask(stage.carto);
    assert.equal(listings(), 1);
    assert.equal(loaded, 1);
  });

  it('holds nothing that opens anything, nor does what is remembered', async () => {
    state.fire('running');
    await tells('all', hasAll);
    const text = JSON.stringify(told) + memory.text;
    for (const { token } of stage.sandbox.account.tokens) assert.ok(!text.includes(token));
    assert.ok(!text.includes(stage.sandbox.addresses.masterKey));
  });

  it('is told anew to a server that was started anew, which asks nobody again', async () => {
    state.fire('running');
    await tells('all', hasAll);
    told = [];
    state.fire('stopped');
    state.fire('running');
    await tells('all again', hasAll);
    assert.equal(listings(), 1);
  });

  it('is that nobody is signed in, which loads nothing', async () => {
    exist = false;
    state.fire('running');
    await eventually(
      'told',
      () => told,
      (all) => all.length === 1,
    );
    assert.deepEqual(told, [{ credentials: [], isSignedIn: false }]);
    assert.equal(loaded, 0);
  });

  it('is nothing any more of an account that is signed out', async () => {
    state.fire('running');
    await tells('all', hasAll);
    await stage.context.accounts.signOut(stage.carto);
    await tells('the keys only', (all) => all.every(({ kind }) => kind === 'key'));
    assert.ok(!memory.text.includes('storefront-map'));
  });

  it('is nothing of an account that cannot be asked, until it can', async () => {
    const failure = stage.failing('offline');
    state.fire('running');
    await eventually(
      'told',
      () => told,
      (all) => all.length > 0,
    );
    await stage.context.lists.settled(stage.carto);
    assert.deepEqual(told.at(-1), { credentials: [], isSignedIn: true });
    failure.mend();
    await stage.context.lists.refresh(stage.carto);
    await tells('the tokens', (all) => all.some(({ name }) => name === 'storefront-map'));
    const again = stage.failing('offline');
    await stage.context.lists.refresh(stage.carto);
    await tells('nothing of it', (all) => !all.some(({ name }) => name === 'storefront-map'));
    again.mend();
  });

  it('is that a token was deleted elsewhere, also in another session', async () => {
    state.fire('running');
    await tells('all', hasAll);
    teller.dispose();
    const { tokens } = stage.sandbox.account;
    const gone = tokens.findIndex(({ name }) => name === 'storefront-map');
    tokens.splice(gone, 1);
    await stage.context.lists.refresh(stage.carto);
    told = [];
    begin();
    state.fire('running');
    const all = await tells('all', hasAll);
    const deleted = all.filter(({ isDeleted }) => isDeleted);
    assert.deepEqual(
      deleted.map(({ name }) => name),
      ['storefront-map'],
    );
  });
});

describe('what is remembered of credentials', () => {
  const account = (id: string) => ({ kind: 'sandbox', id, label: id }) as const;
  const had = (index: number) =>
    ({ fingerprint: `f${index}`, kind: 'token', name: `n${index}` }) as const;

  it('is bounded: what an account still has stays', () => {
    const memory = new Memory(new FakeMemento());
    memory.add(account('a'), [had(0)]);
    memory.add(
      account('a'),
      Array.from({ length: 499 }, (_, index) => had(index + 1)),
    );
    memory.add(account('a'), [had(0), had(1000)]);
    const fingerprints = memory.of(account('a')).map(({ fingerprint }) => fingerprint);
    assert.equal(fingerprints.length, 500);
    assert.ok(fingerprints.includes('f0') && fingerprints.includes('f1000'));
    assert.ok(!fingerprints.includes('f1'));
  });

  it('is nothing of what another version has kept', async () => {
    const state = new FakeMemento();
    await state.update('cartotoken.hadCredentials', { a: [7, { name: 'x' }, had(1)], b: 'x' });
    const memory = new Memory(state);
    assert.deepEqual(memory.of(account('a')), [had(1)]);
    assert.deepEqual(memory.of(account('b')), []);
  });
});
