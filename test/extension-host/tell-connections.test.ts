import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../client/accounts/account.ts';
import type { AccountsChange } from '../../client/accounts/account-store.ts';
import type { LazyAccounts } from '../../client/accounts/lazy-accounts.ts';
import { createLog, type Log } from '../../client/log.ts';
import type { LanguageServer, ServerState } from '../../client/server/language-server.ts';
import { type ConnectionsTeller, tellConnections } from '../../client/server/tell-connections.ts';
import { eventually, file, open } from './support.ts';

const account = (label: string, kind: 'pasted' | 'sandbox' = 'pasted'): Account =>
  kind === 'sandbox'
    ? { kind, id: label, label }
    : { kind, id: label, label, apiBaseUrl: 'https://api.example.com' };

describe('what the language server is told of connections', () => {
  /** What each account has; what it cannot say is an error. */
  let connections: Map<Account, string[] | Error>;
  let changed: vscode.EventEmitter<AccountsChange>;
  let state: vscode.EventEmitter<ServerState>;
  let told: unknown[];
  let asked: number;
  let log: Log;
  let teller: ConnectionsTeller;

  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    connections = new Map();
    changed = new vscode.EventEmitter();
    state = new vscode.EventEmitter();
    told = [];
    asked = 0;
    log = createLog('connections test');
    const loaded = {
      all: () => [...connections.keys()],
      connections: async (of: Account) => {
        asked += 1;
        const answer = connections.get(of) ?? [];
        if (answer instanceof Error) throw answer;
        return answer;
      },
    };
    const accounts = {
      exist: async () => connections.size > 0,
      load: async () => loaded,
      onDidChange: changed.event,
    };
    const server = {
      notify: async (_: string, { names }: { names: unknown }) => {
        told.push(names);
      },
      onDidChangeState: state.event,
    };
    teller = tellConnections(
      accounts as unknown as LazyAccounts,
      server as unknown as LanguageServer,
      log,
    );
    await open(file('tokens/map.cartotoken.json'));
  });
  afterEach(() => {
    teller.dispose();
    log.dispose();
  });

  const change = () => changed.fire({ added: [], removed: [], changed: [] });
  const toldLast = (names: unknown) =>
    eventually(
      `told ${JSON.stringify(names)}`,
      () => told.at(-1) ?? null,
      (last) => JSON.stringify(last) === JSON.stringify(names),
    );

  it('is those of all accounts, each once', async () => {
    connections.set(account('a'), ['y', 'x']).set(account('b'), ['x', 'z']);
    change();
    await toldLast(['x', 'y', 'z']);
  });

  it('is nothing while one account has not said what it has, and all again when it has', async () => {
    const slow = account('b');
    connections.set(account('a'), ['x']).set(slow, new Error('offline'));
    change();
    await eventually(
      'asked both',
      () => asked,
      (count) => count === 2,
    );
    assert.deepEqual(told, []);
    // Not asked again at every occasion, which would be many while it stays so: counted at the end.
    await open(file('tokens/sales.cartotoken.json'));
    connections.set(slow, ['z']);
    teller.refresh();
    await toldLast(['x', 'z']);
    assert.equal(asked, 4);
  });

  it('is nothing any more when nobody is signed in', async () => {
    connections.set(account('a'), ['x']);
    change();
    await toldLast(['x']);
    connections.clear();
    change();
    await toldLast(null);
  });

  it('is told anew to a server that was started anew', async () => {
    connections.set(account('a'), ['x']);
    change();
    await toldLast(['x']);
    state.fire('starting');
    state.fire('running');
    await eventually(
      'told twice',
      () => told,
      (all) => all.length === 2,
    );
    assert.deepEqual(told, [['x'], ['x']]);
  });

  it('is nothing of the sandbox, whose connections are not CARTO’s', async () => {
    connections.set(account('s', 'sandbox'), ['x']).set(account('a'), ['y']);
    change();
    await toldLast(['y']);
  });

  it('is asked for once, not with every declaration that is opened', async () => {
    connections.set(account('a'), ['x']);
    change();
    await toldLast(['x']);
    await open(file('tokens/sales.cartotoken.json'));
    await open(file('tokens/nightly-import.cartotoken.json'));
    assert.equal(asked, 1);
  });
});
