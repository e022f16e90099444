import * as vscode from 'vscode';
import { setContext } from '../context-keys.ts';
import type { Log } from '../log.ts';
import type { AccountsChange } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { hasAccounts } from './traces.ts';

const NO_CHANGE: AccountsChange = { added: [], removed: [], changed: [] };

/** The accounts, of which nothing but whether there are any is needed before someone asks: loaded then. */
export class LazyAccounts implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #log: Log;
  readonly #change = new vscode.EventEmitter<AccountsChange>();
  readonly onDidChange = this.#change.event;
  readonly #subscriptions: vscode.Disposable;
  #accounts: Promise<Accounts> | undefined;
  #exist: boolean | undefined;

  constructor(context: vscode.ExtensionContext, log: Log) {
    this.#context = context;
    this.#log = log;
    const look = () => {
      this.look().catch((error: unknown) => log.warn('The accounts could not be read.', error));
    };
    this.#subscriptions = vscode.Disposable.from(
      vscode.window.onDidChangeWindowState(({ focused }) => focused && look()),
      context.secrets.onDidChange(look),
    );
    look();
  }

  /** Whether there are any. They are not loaded for that. */
  async exist(): Promise<boolean> {
    if (this.#accounts) return (await this.#accounts).all().length > 0;
    return hasAccounts(this.#context.globalState, this.#context.secrets);
  }

  /** @throws where they cannot be loaded; the next time it is tried again */
  load(): Promise<Accounts> {
    this.#accounts ??= this.#open().catch((error: unknown) => {
      this.#accounts = undefined;
      throw error;
    });
    return this.#accounts;
  }

  /** Takes over what other windows have done meanwhile. */
  async look(): Promise<void> {
    (await this.#accounts)?.look();
    await this.#say();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#accounts?.then((accounts) => accounts.dispose()).catch(() => undefined);
    this.#change.dispose();
  }

  async #open(): Promise<Accounts> {
    const { Accounts } = await import('./accounts.ts');
    const accounts = await Accounts.open(this.#context, this.#log);
    accounts.onDidChange((change) => {
      void this.#say();
      this.#change.fire(change);
    });
    // What the index has may not be readable, and the keyring may have more.
    void Promise.resolve().then(() => this.#say());
    return accounts;
  }

  /** Says whether there are any where that is news. */
  async #say(): Promise<void> {
    const exist = await this.exist();
    if (exist === this.#exist) return;
    const isFirst = this.#exist === undefined;
    this.#exist = exist;
    await setContext('cartotoken.hasAccounts', exist);
    if (!isFirst && !this.#accounts) this.#change.fire(NO_CHANGE);
  }
}
