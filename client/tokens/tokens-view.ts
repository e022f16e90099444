import * as vscode from 'vscode';
import { shown } from '../../core/wording.ts';
import { hostOf } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { setContext } from '../context-keys.ts';
import type { ArrangedLists, Counts } from './arranged-lists.ts';
import type { ArrangementStore } from './arrangement.ts';
import type { CredentialLists } from './credential-lists.ts';
import type { TreeNode } from './node.ts';

/** What is said around the tree of tokens: the badge, the message above it, its welcome text, and that it is being loaded. */
export class TokensView implements vscode.Disposable {
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #accounts: Accounts;
  readonly #lists: CredentialLists;
  readonly #arranged: ArrangedLists;
  readonly #arrangement: ArrangementStore;
  readonly #subscriptions: vscode.Disposable;
  #isLoading = false;

  constructor(
    view: vscode.TreeView<TreeNode>,
    accounts: Accounts,
    lists: CredentialLists,
    arrangement: ArrangementStore,
    arranged: ArrangedLists,
  ) {
    this.#view = view;
    this.#accounts = accounts;
    this.#lists = lists;
    this.#arrangement = arrangement;
    this.#arranged = arranged;
    this.#subscriptions = vscode.Disposable.from(
      lists.onDidChange(() => this.#say()),
      arrangement.onDidChange(() => this.#say()),
    );
    this.#say();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #say(): void {
    const counts = this.#arranged.counts();
    const { filter } = this.#arrangement.current;
    const welcome = this.#arranged.welcome();
    const words = filter && vscode.l10n.t('Filter: {0}', shown(filter));
    this.#view.badge = badgeOf(counts);
    // A message would keep VS Code from showing the welcome text.
    this.#view.message = welcome || !words ? '' : messageOf(words, counts);
    this.#view.description = welcome === 'no-match' ? words : welcome ? this.#onlyAccount() : '';
    void setContext('cartotoken.tokensWelcome', welcome);
    void setContext('cartotoken.isFiltered', filter !== '');
    this.#showLoading();
  }

  /** Whose text it is: no item of the account says so then. */
  #onlyAccount(): string {
    const [account] = this.#accounts.all();
    return account ? `${account.label}, ${hostOf(account)}` : '';
  }

  /** One progress for all that is asked at the same time. */
  #showLoading(): void {
    if (this.#isLoading || !this.#isAsking()) return;
    this.#isLoading = true;
    void vscode.window.withProgress({ location: { viewId: 'cartotoken.tokens' } }, async () => {
      while (this.#isAsking()) {
        await Promise.all(this.#accounts.all().map((account) => this.#lists.settled(account)));
      }
      this.#isLoading = false;
    });
  }

  #isAsking(): boolean {
    return this.#accounts.all().some((account) => this.#lists.of(account).isAsking);
  }
}

function badgeOf({ unrestricted }: Counts): vscode.ViewBadge | undefined {
  if (unrestricted === 0) return undefined;
  const tooltip =
    unrestricted === 1
      ? vscode.l10n.t('1 unrestricted token')
      : vscode.l10n.t('{0} unrestricted tokens', unrestricted);
  return { value: unrestricted, tooltip };
}

function messageOf(words: string, { found, all }: Counts): string {
  return vscode.l10n.t('{0} ({1} of {2})', words, found, all);
}
