import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Account } from '../../client/accounts/account.ts';
import { AccountStore } from '../../client/accounts/account-store.ts';
import { Accounts } from '../../client/accounts/accounts.ts';
import type { Credential } from '../../client/accounts/credentials.ts';
import { CredentialClipboard } from '../../client/clipboard.ts';
import type { CommandContext } from '../../client/commands/context.ts';
import { createLog } from '../../client/log.ts';
import type { LanguageServer } from '../../client/server/language-server.ts';
import { TestPages } from '../../client/testing/test-pages.ts';
import { ArrangementStore } from '../../client/tokens/arrangement.ts';
import { CredentialLists } from '../../client/tokens/credential-lists.ts';
import type { CredentialNode, TreeNode } from '../../client/tokens/node.ts';
import { CartoError, type FailureKind } from '../../core/carto/error.ts';
import { EXAMPLE, type Sandbox, type Seed, startSandbox } from '../../sandbox/sandbox.ts';
import { FakeKeyring, FakeMemento } from './fakes.ts';

/** What commands work with, on a sandbox that stands for CARTO: one account of CARTO's and one of CARTO Engine. */
export class Stage {
  readonly sandbox: Sandbox;
  readonly carto: Account;
  readonly engine: Account;
  readonly context: CommandContext;
  readonly state = new FakeMemento();
  readonly keyring: FakeKeyring;
  readonly #folder: string;

  private constructor(
    sandbox: Sandbox,
    carto: Account,
    engine: Account,
    context: CommandContext,
    keyring: FakeKeyring,
    folder: string,
  ) {
    this.sandbox = sandbox;
    this.carto = carto;
    this.engine = engine;
    this.context = context;
    this.keyring = keyring;
    this.#folder = folder;
  }

  /** @param seed what the account has; the sandbox's example where it is left out */
  static async open(seed: Seed = EXAMPLE): Promise<Stage> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-stage-'));
    const sandbox = await startSandbox({ seed });
    const { addresses } = sandbox;
    const carto: Account = {
      kind: 'machine',
      id: 'carto',
      label: 'Acme',
      apiBaseUrl: addresses.apiBaseUrl,
      tokenUrl: addresses.oauthTokenUrl,
      clientId: addresses.clientId,
    };
    const engine: Account = {
      kind: 'engine',
      id: 'engine',
      label: 'Acme Engine',
      baseUrl: addresses.engineBaseUrl,
      username: addresses.username,
    };
    const keyring = new FakeKeyring();
    const globalState = new FakeMemento();
    const store = await AccountStore.open(globalState, keyring);
    await store.put(carto, { kind: 'machine', clientSecret: addresses.clientSecret });
    await store.put(engine, { kind: 'engine', masterKey: addresses.masterKey });
    store.dispose();

    const extension = {
      extension: { id: 'cartotokens.carto-tokens-stage' },
      globalState,
      workspaceState: new FakeMemento(),
      secrets: keyring,
      globalStorageUri: vscode.Uri.file(folder),
      subscriptions: [],
    } as unknown as vscode.ExtensionContext;
    const log = createLog('stage');
    const accounts = await Accounts.open(extension, log);
    const context: CommandContext = {
      extension,
      log,
      accounts,
      lists: new CredentialLists(accounts),
      arrangement: new ArrangementStore(extension.workspaceState),
      testPages: new TestPages(),
      clipboard: new CredentialClipboard(log),
      server: undefined as unknown as LanguageServer,
      // Nobody looks at it.
      tokensView: { reveal: async () => {} } as unknown as vscode.TreeView<TreeNode>,
    };
    return new Stage(sandbox, carto, engine, context, keyring, folder);
  }

  /** The item of a token or key in the view. */
  async node<C extends Credential>(account: Account, name: string): Promise<CredentialNode<C>> {
    const all = await this.context.lists.all(account);
    const credential = all.find((each) => each.name === name);
    if (!credential) throw new Error(`There is no ${name}: ${all.map((each) => each.name)}`);
    return { kind: 'credential', account, credential: credential as C };
  }

  /** Has everything that is asked of CARTO fail so, until it is undone. */
  failing(kind: FailureKind): { mend(): void } {
    const { accounts } = this.context;
    const { access } = accounts;
    accounts.access = async () => {
      throw new CartoError(kind, { host: 'carto.example.com' });
    };
    return {
      mend: () => {
        accounts.access = access;
      },
    };
  }

  async close(): Promise<void> {
    this.context.lists.dispose();
    this.context.testPages.dispose();
    this.context.clipboard.dispose();
    this.context.accounts.dispose();
    this.context.log.dispose();
    await this.sandbox.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}
