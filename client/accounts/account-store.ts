import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import * as vscode from 'vscode';
import type { Account } from './account.ts';
import { KeyringError } from './keyring-error.ts';
import type { Secret } from './secret.ts';
import { ACCOUNT, STORED } from './stored.ts';
import { ACCOUNTS_KEY, SECRET_PREFIX, secretKeys } from './traces.ts';

/** Which accounts came, went, or are another. */
export interface AccountsChange {
  readonly added: readonly Account[];
  readonly removed: readonly Account[];
  readonly changed: readonly Account[];
}

/**
 * The accounts that are signed in to: an index without secrets in `globalState`, the secrets in the keyring. What is for
 * this session only is in neither. Follows what other windows do: at once where the keyring tells, as on the desktop; in a
 * browser, where it does not, when asked to look.
 */
export class AccountStore implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #keyring: vscode.SecretStorage;
  readonly #accounts = new Map<string, Account>();
  /** Those of this session only. */
  readonly #sessionSecrets = new Map<string, Secret>();
  /** What this window has last written into the keyring or seen in it, by account: what else it holds came from another. */
  readonly #texts = new Map<string, string>();
  /** The index as this window has last read or written it. */
  #seen: readonly Account[];
  readonly #change = new vscode.EventEmitter<AccountsChange>();
  readonly onDidChange = this.#change.event;
  readonly #subscription: vscode.Disposable;

  private constructor(state: vscode.Memento, keyring: vscode.SecretStorage) {
    this.#state = state;
    this.#keyring = keyring;
    this.#seen = readIndex(state);
    for (const account of this.#seen) this.#accounts.set(account.id, account);
    this.#subscription = keyring.onDidChange(({ key }) => {
      if (!key.startsWith(SECRET_PREFIX)) return;
      // A keyring that cannot be read says nothing of what is in it.
      this.#follow(key.slice(SECRET_PREFIX.length)).catch(() => undefined);
    });
  }

  static async open(state: vscode.Memento, keyring: vscode.SecretStorage): Promise<AccountStore> {
    const store = new AccountStore(state, keyring);
    await store.#complete();
    return store;
  }

  all(): Account[] {
    return [...this.#accounts.values()].sort((a, b) => a.label.localeCompare(b.label));
  }

  /** Takes over what other windows have written into the index since. */
  look(): void {
    const before = this.#seen;
    const now = readIndex(this.#state);
    this.#seen = now;
    for (const account of now) {
      if (!before.some((each) => isDeepStrictEqual(each, account))) this.#set(account);
    }
    for (const { id } of before) {
      if (!now.some((each) => each.id === id)) this.#unset(id);
    }
  }

  /** What opens an account; undefined where the keyring does not have it any more. */
  async secretOf(id: string): Promise<Secret | undefined> {
    const ours = this.#sessionSecrets.get(id);
    if (ours) return ours;
    return (await this.#read(id))?.secret;
  }

  /**
   * Keeps an account, in place of the one of its id if there is one.
   *
   * @param forSessionOnly keeps it in this window, and only as long as that is open
   * @throws KeyringError where its secret cannot be kept; then nothing is
   */
  async put(account: Account, secret: Secret, forSessionOnly = false): Promise<void> {
    if (forSessionOnly) {
      this.#sessionSecrets.set(account.id, secret);
    } else {
      await this.#keep(account, secret);
      this.#sessionSecrets.delete(account.id);
    }
    this.look();
    this.#set(account, true);
    await this.#writeIndex();
  }

  /** Replaces what opens an account that is there. Of one that was signed out meanwhile, nothing comes back. */
  async renew(id: string, secret: Secret): Promise<void> {
    const account = this.#accounts.get(id);
    if (!account) return;
    if (this.#sessionSecrets.has(id)) this.#sessionSecrets.set(id, secret);
    else if (await this.#read(id)) await this.#keep(account, secret);
  }

  async remove(id: string): Promise<void> {
    this.#sessionSecrets.delete(id);
    this.look();
    this.#unset(id);
    await this.#writeIndex();
    // Also of one that is for this session only: it may have been kept once.
    await this.#keyring.delete(SECRET_PREFIX + id);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#change.dispose();
  }

  async #keep(account: Account, secret: Secret): Promise<void> {
    const stored = JSON.stringify({ account, secret });
    this.#texts.set(account.id, stored);
    try {
      await this.#keyring.store(SECRET_PREFIX + account.id, stored);
    } catch (error) {
      throw new KeyringError(error instanceof Error ? error.message : String(error));
    }
    // Some keyrings take everything and keep nothing.
    if ((await this.#keyring.get(SECRET_PREFIX + account.id)) !== stored) {
      throw new KeyringError(vscode.l10n.t('it does not give back what it was given'));
    }
  }

  /** Adds to the index what it has lost, as when two windows wrote it at once: the keyring knows. */
  async #complete(): Promise<void> {
    const ids = (await secretKeys(this.#keyring)).map((key) => key.slice(SECRET_PREFIX.length));
    const lost = ids.filter((id) => !this.#accounts.has(id));
    if (lost.length === 0) return;
    for (const id of lost) {
      const stored = await this.#read(id).catch(() => undefined);
      if (stored) this.#set(stored.account);
    }
    await this.#writeIndex();
  }

  /** Another window, or this one, has changed what opens an account. */
  async #follow(id: string): Promise<void> {
    if (this.#sessionSecrets.has(id)) return;
    const before = this.#texts.get(id);
    const stored = await this.#read(id);
    if (!stored) {
      this.#unset(id);
      return;
    }
    // Grants are renewed time and again, and read from the keyring when they are.
    const isAnother = before !== this.#texts.get(id) && stored.secret.kind !== 'browser';
    this.#set(stored.account, isAnother);
  }

  async #read(id: string): Promise<v.InferOutput<typeof STORED> | undefined> {
    const text = await this.#keyring.get(SECRET_PREFIX + id);
    if (text !== undefined) this.#texts.set(id, text);
    const result = v.safeParse(STORED, text === undefined ? undefined : parsed(text));
    return result.success ? result.output : undefined;
  }

  /** @param isAnew whether it was signed in to, which matters even if it is the same account */
  #set(account: Account, isAnew = false): void {
    const before = this.#accounts.get(account.id);
    if (!isAnew && isDeepStrictEqual(before, account)) return;
    this.#accounts.set(account.id, account);
    this.#change.fire({ ...NONE, [before ? 'changed' : 'added']: [account] });
  }

  #unset(id: string): void {
    const account = this.#accounts.get(id);
    if (!account) return;
    this.#accounts.delete(id);
    this.#change.fire({ ...NONE, removed: [account] });
  }

  #writeIndex(): Thenable<void> {
    const kept = this.all().filter(({ id }) => !this.#sessionSecrets.has(id));
    this.#seen = kept;
    return this.#state.update(ACCOUNTS_KEY, kept);
  }
}

const NONE: AccountsChange = { added: [], removed: [], changed: [] };

/** What of the index can be read: it may be of another version. */
function readIndex(state: vscode.Memento): Account[] {
  const index = state.get<unknown>(ACCOUNTS_KEY);
  if (!Array.isArray(index)) return [];
  return index.flatMap((entry) => {
    const result = v.safeParse(ACCOUNT, entry);
    return result.success ? [result.output] : [];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
