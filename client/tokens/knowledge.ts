import type * as vscode from 'vscode';
import { keyLimits } from '../../core/carto/key-grants.ts';
import type { KnownCredential } from '../../core/credentials/known.ts';
import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { Credential } from '../accounts/credentials.ts';
import type { CredentialLists } from './credential-lists.ts';
import type { Had, Memory } from './memory.ts';

/** What the accounts know of the credentials that they have, and of those they had. */
export class Knowledge implements vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #lists: CredentialLists;
  readonly #memory: Memory;
  readonly #subscription: vscode.Disposable;
  readonly onDidChange: CredentialLists['onDidChange'];

  constructor(accounts: Accounts, lists: CredentialLists, memory: Memory) {
    this.#accounts = accounts;
    this.#lists = lists;
    this.#memory = memory;
    this.onDidChange = lists.onDidChange;
    this.#subscription = lists.onDidChange((account) => this.#remember(account));
  }

  /** Asks each account that was not asked yet. Never throws. */
  async ask(): Promise<void> {
    await Promise.all(this.#accounts.all().map((account) => this.#lists.ask(account)));
  }

  /** Asks each account again that could not be asked. Never throws. */
  async askAgain(): Promise<void> {
    const failed = this.#accounts
      .all()
      .filter((account) => this.#lists.of(account).error !== undefined);
    await Promise.all(failed.map((account) => this.#lists.refresh(account)));
  }

  /** All that is known at the moment: nothing of an account that could not be asked last. */
  all(): KnownCredential[] {
    return this.#accounts.all().flatMap((account) => {
      const has = this.#listed(account);
      if (!has) return [];
      const there = new Set(has.map(({ fingerprint }) => fingerprint));
      const gone = this.#memory.of(account).filter(({ fingerprint }) => !there.has(fingerprint));
      return [
        ...has.map((credential) => known(account, credential)),
        ...gone.map((had) => deleted(account, had)),
      ];
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #listed(account: Account): readonly Credential[] | undefined {
    const { credentials, error } = this.#lists.of(account);
    return error === undefined ? credentials : undefined;
  }

  #remember(account: Account | undefined): void {
    if (!account) {
      this.#memory.keepOnly(this.#accounts.all());
      return;
    }
    const has = this.#listed(account);
    if (has && !this.#lists.of(account).isAsking) this.#memory.add(account, has);
  }
}

function known(account: Account, credential: Credential): KnownCredential {
  const { fingerprint, name } = credential;
  const common = { fingerprint, name, account: account.label, isDeleted: false };
  if (credential.kind === 'token') {
    const { kind, apis, grants, referers, expires } = credential;
    return { ...common, kind, apis, grants, referers, expires };
  }
  const { kind, type, grants } = credential;
  return { ...common, kind, type, limits: grants && keyLimits(grants) };
}

function deleted(account: Account, { fingerprint, kind, name }: Had): KnownCredential {
  const common = { fingerprint, name, account: account.label, isDeleted: true };
  return kind === 'token' ? { ...common, kind } : { ...common, kind, type: '' };
}
