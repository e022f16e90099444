import * as vscode from 'vscode';
import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Credential } from '../accounts/credentials.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';

/** What is known of an account's credentials. The last list stays known while it is asked for anew, and when that fails. */
export interface CredentialList {
  readonly credentials?: readonly Credential[];
  /** When they were listed, in milliseconds since 1970. */
  readonly listedAt?: number;
  readonly isAsking: boolean;
  /** Why the last time of asking brought no list. */
  readonly error?: unknown;
}

interface Entry {
  list: CredentialList;
  /** The one request that is under way, however many wait for it. */
  asking?: { readonly answer: Promise<CredentialList>; readonly abort: AbortController };
}

const NOTHING_KNOWN: CredentialList = { isAsking: false };

/** The credentials of all accounts, each asked once until a refresh. */
export class CredentialLists implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #entries = new Map<string, Entry>();
  readonly #change = new vscode.EventEmitter<Account | undefined>();
  /** Fired with the account of which something else is known now; undefined where accounts came or went. */
  readonly onDidChange = this.#change.event;
  readonly #subscription: vscode.Disposable;

  constructor(accounts: Accounts, changes: LazyAccounts['onDidChange'] = accounts.onDidChange) {
    this.#accounts = accounts;
    this.#subscription = changes(({ changed, removed }) => {
      for (const { id } of [...changed, ...removed]) this.#forget(id);
      this.#change.fire(undefined);
    });
  }

  /** What is known at the moment. Asks nobody. */
  of({ id }: Account): CredentialList {
    return this.#entries.get(id)?.list ?? NOTHING_KNOWN;
  }

  /** What an account has, asked for where that is not known. A failure is part of the answer. Never throws. */
  async ask(account: Account): Promise<CredentialList> {
    const entry = this.#entries.get(account.id);
    if (entry?.asking) return entry.asking.answer;
    if (entry && (entry.list.credentials || entry.list.error)) return entry.list;
    return this.#start(account);
  }

  /** Waits for what is under way. Asks nobody. Never throws. */
  async settled({ id }: Account): Promise<void> {
    await this.#entries.get(id)?.asking?.answer;
  }

  /** Asks anew; where that is under way already, it is waited for. A failure is part of the answer. Never throws. */
  async refresh(account: Account): Promise<CredentialList> {
    return this.#entries.get(account.id)?.asking?.answer ?? this.#start(account);
  }

  /** Asks anew after a change was made: what is under way may be too old, what others begin after it is not. */
  async refreshAfterChange(account: Account): Promise<CredentialList> {
    await this.settled(account);
    return this.refresh(account);
  }

  /** The credentials of an account, for a command that needs them. @throws what listing them throws */
  async all(account: Account): Promise<readonly Credential[]> {
    const { credentials, error } = await this.ask(account);
    if (credentials && error === undefined) return credentials;
    const again = await this.refresh(account);
    if (again.error !== undefined) throw again.error;
    return again.credentials ?? [];
  }

  dispose(): void {
    for (const id of this.#entries.keys()) this.#forget(id);
    this.#subscription.dispose();
    this.#change.dispose();
  }

  #start(account: Account): Promise<CredentialList> {
    const entry: Entry = this.#entries.get(account.id) ?? { list: NOTHING_KNOWN };
    this.#entries.set(account.id, entry);
    const abort = new AbortController();
    const answer = this.#list(account, entry, abort.signal);
    entry.asking = { answer, abort };
    entry.list = { ...entry.list, isAsking: true };
    this.#change.fire(account);
    return answer;
  }

  async #list(account: Account, entry: Entry, signal: AbortSignal): Promise<CredentialList> {
    const { credentials, listedAt } = entry.list;
    let list: CredentialList;
    try {
      list = {
        credentials: await this.#accounts.credentials(account, signal),
        listedAt: Date.now(),
        isAsking: false,
      };
    } catch (error) {
      list = {
        ...(credentials && listedAt ? { credentials, listedAt } : {}),
        isAsking: false,
        error,
      };
    }
    if (signal.aborted) return list;
    entry.list = list;
    delete entry.asking;
    this.#change.fire(account);
    return list;
  }

  #forget(id: string): void {
    this.#entries.get(id)?.asking?.abort.abort();
    this.#entries.delete(id);
  }
}
