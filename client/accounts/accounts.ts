import * as vscode from 'vscode';
import { listConnections } from '../../core/carto/connections-api.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { withLock } from '../../disk/lock.ts';
import type { Log } from '../log.ts';
import { type Access, openAccess } from './access.ts';
import type { Account, AccountKind } from './account.ts';
import { AccountStore } from './account-store.ts';
import { BrowserLogin } from './browser-login.ts';
import { type Credential, listCredentials } from './credentials.ts';
import { isKeyringError } from './keyring-error.ts';
import { SandboxHost } from './sandbox-host.ts';
import type { Secret } from './secret.ts';
import type { Services } from './sign-in/method.ts';
import { type SignedIn, signIn, signInAgain } from './sign-in/sign-in.ts';
import { SigningIn } from './signing-in.ts';

const SESSION_ONLY = vscode.l10n.t('This Session Only');

/** The accounts that are signed in to, and what can be done with them. */
export class Accounts implements vscode.Disposable {
  readonly #store: AccountStore;
  readonly #services: Services;
  readonly #login: BrowserLogin;
  readonly #sandbox: SandboxHost;
  /** Where the extension's windows meet. */
  readonly #folder: string;
  readonly #log: Log;
  readonly #signingIn = new SigningIn();
  /** Opened ones, by id: each has one supply of tokens, however many use it. */
  readonly #open = new Map<string, Promise<Access>>();
  /** What the credentials of accounts open anything with, by the account's id and their own. In memory only. */
  readonly #listed = new Map<string, ReadonlyMap<string, string>>();
  readonly #subscription: vscode.Disposable;
  readonly onDidChange: AccountStore['onDidChange'];

  private constructor(store: AccountStore, context: vscode.ExtensionContext, log: Log) {
    // VS Code's own, looked up each time: it knows the user's proxy and certificates.
    const http = createHttp((url, init) => globalThis.fetch(url, init));
    this.#store = store;
    this.#login = new BrowserLogin(http, context.extension.id);
    this.#folder = context.globalStorageUri.fsPath;
    this.#log = log;
    this.#sandbox = new SandboxHost(this.#folder, log);
    const learn = (secret: string) => log.redactor.learn(secret);
    this.#services = { http, login: this.#login, sandbox: this.#sandbox, learn };
    this.onDidChange = this.#store.onDidChange;
    this.#subscription = this.onDidChange(({ removed, changed }) => {
      for (const { id } of [...removed, ...changed]) {
        this.#open.delete(id);
        this.#listed.delete(id);
      }
    });
  }

  static async open(context: vscode.ExtensionContext, log: Log): Promise<Accounts> {
    const store = await AccountStore.open(context.globalState, context.secrets);
    return new Accounts(store, context, log);
  }

  all(): Account[] {
    return this.#store.all();
  }

  /** Takes over what other windows have done, where that was not told. */
  look(): void {
    this.#store.look();
  }

  /**
   * What can be done with an account.
   *
   * @throws KeyringError where its secret is gone; where the sandbox is its account and cannot be started, what says so
   */
  access(account: Account): Promise<Access> {
    // The sandbox's address may be another when the window that ran it is closed.
    const isLasting = account.kind !== 'sandbox' || this.#sandbox.isOurs;
    const opened = isLasting ? this.#open.get(account.id) : undefined;
    if (opened) return opened;
    const access = openAccess(account, {
      http: this.#services.http,
      secret: async () => this.#learned(await this.#store.secretOf(account.id)),
      keep: (secret) => this.#renew(account, this.#learned(secret)),
      alone: (work) => withLock(this.#folder, `renewal-${account.id}`, work),
      sandbox: () => this.#sandbox.addresses(),
    });
    this.#open.set(account.id, access);
    access.catch(() => this.#open.delete(account.id));
    return access;
  }

  /** All tokens and keys of an account. @throws as {@link access} does, and CartoError */
  async credentials(account: Account, signal?: AbortSignal): Promise<readonly Credential[]> {
    const listed = await listCredentials(await this.access(account), signal);
    this.#listed.set(account.id, listed.secrets);
    for (const secret of listed.secrets.values()) this.#services.learn(secret);
    return listed.credentials;
  }

  /**
   * What a credential opens anything with, as it was when the account's were last listed: asked for where a command cannot
   * do without it, and kept by nobody.
   *
   * @throws Error where it is not known any more
   */
  secret(account: Account, { id, name }: Pick<Credential, 'id' | 'name'>): string {
    const secret = this.#listed.get(account.id)?.get(id);
    if (secret === undefined) {
      throw new Error(
        vscode.l10n.t(
          '{0} does not have {1} any more. Refresh the view of tokens.',
          account.label,
          name,
        ),
      );
    }
    return secret;
  }

  /** The names of an account's connections; none of CARTO Engine, which has no such thing. @throws as {@link access} does, and CartoError */
  async connections(account: Account, signal?: AbortSignal): Promise<string[]> {
    const { carto } = await this.access(account);
    return carto ? (await listConnections(carto, signal)).map(({ name }) => name) : [];
  }

  /** Has the user sign in to an account. @returns undefined where that was cancelled */
  async signIn(kind?: AccountKind): Promise<Account | undefined> {
    const labels = this.all().map(({ label }) => label);
    return this.#signingIn.during(async () => {
      const signedIn = await signIn(this.#services, labels, kind);
      return signedIn && this.#keep(signedIn);
    });
  }

  /** Has the user enter again what opens an account. @returns undefined where that was cancelled */
  async signInAgain(account: Account): Promise<Account | undefined> {
    return this.#signingIn.during(async () => {
      const signedIn = await signInAgain(this.#services, account);
      return signedIn && this.#keep(signedIn);
    });
  }

  /** Forgets an account. What it has at CARTO stays as it is. */
  signOut(account: Account): Promise<void> {
    return this.#store.remove(account.id);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#store.dispose();
    this.#login.dispose();
    this.#sandbox.dispose();
  }

  /** Has nothing that an account is opened with repeated, in a log or a message. @returns the same */
  #learned<S extends Secret | undefined>(secret: S): S {
    const { kind: _, ...values } = secret ?? { kind: undefined };
    for (const value of Object.values(values)) {
      if (typeof value === 'string') this.#services.learn(value);
    }
    return secret;
  }

  /** Where it cannot be kept it is good for this session all the same. */
  async #renew(account: Account, secret: Secret): Promise<void> {
    try {
      await this.#store.renew(account.id, secret);
    } catch (error) {
      this.#log.warn(`The renewed sign-in to ${account.label} could not be kept.`, error);
    }
  }

  async #keep({ account, secret }: SignedIn): Promise<Account | undefined> {
    this.#learned(secret);
    try {
      await this.#store.put(account, secret);
    } catch (error) {
      if (!isKeyringError(error)) throw error;
      const choice = await vscode.window.showWarningMessage(
        vscode.l10n.t(
          'The system’s keyring does not keep the credentials of {0}: {1}. They are written nowhere else: you can sign in for this session only, or set the keyring up first.',
          account.label,
          error.message,
        ),
        SESSION_ONLY,
      );
      if (choice !== SESSION_ONLY) return undefined;
      await this.#store.put(account, secret, true);
    }
    return account;
  }
}
