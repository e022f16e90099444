import * as vscode from 'vscode';
import type { AccountsChange } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { hasAccounts } from './traces.ts';

/** Set while there is an account, for welcome texts and menus. */
const HAS_ACCOUNTS = 'cartotoken.hasAccounts';

/** The accounts, of which nothing but whether there are any is needed before someone asks: loaded then. */
export class LazyAccounts implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #change = new vscode.EventEmitter<AccountsChange>();
  readonly onDidChange = this.#change.event;
  readonly #subscription: vscode.Disposable;
  #accounts: Promise<Accounts> | undefined;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#log = log;
    void this.exist().then((exist) => this.#tell(exist));
    this.#subscription = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void this.look();
    });
  }

  /** Whether there are any. They are not loaded for that. */
  async exist(): Promise<boolean> {
    if (this.#accounts) return (await this.#accounts).all().length > 0;
    return hasAccounts(this.#context.globalState, this.#context.secrets);
  }

  load(): Promise<Accounts> {
    this.#accounts ??= import('./accounts.ts').then(async ({ Accounts }) => {
      const accounts = await Accounts.open(this.#context, this.#log);
      accounts.onDidChange((change) => {
        void this.#tell(accounts.all().length > 0);
        this.#change.fire(change);
      });
      return accounts;
    });
    return this.#accounts;
  }

  /** Takes over what other windows have done meanwhile. */
  async look(): Promise<void> {
    (await this.#accounts)?.look();
  }

  dispose(): void {
    this.#subscription.dispose();
    void this.#accounts?.then((accounts) => accounts.dispose());
    this.#change.dispose();
  }

  #tell(hasAny: boolean): Thenable<unknown> {
    return vscode.commands.executeCommand('setContext', HAS_ACCOUNTS, hasAny);
  }
}
