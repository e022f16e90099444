import * as vscode from 'vscode';
import { isCartoError } from '../../core/carto/error.ts';
import type { Account } from '../accounts/account.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';
import { messageOf, needsSignIn, showFailure } from '../failures.ts';
import type { MessageNode, TreeNode } from './node.ts';
import { treeItem } from './tree-item.ts';

/** The view of accounts and their credentials. An account is asked when it is opened in it, once until a refresh. */
export class TokensView implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #accounts: LazyAccounts;
  readonly #log: vscode.LogOutputChannel;
  readonly #change = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#change.event;
  /** What an account was last asked, by its id. */
  readonly #asked = new Map<string, Promise<TreeNode[]>>();
  /** The accounts of which was said that they have to be signed in to again: once is enough. */
  readonly #told = new Set<string>();
  readonly #view: vscode.TreeView<TreeNode>;
  readonly #subscription: vscode.Disposable;
  #closing = new AbortController();

  constructor(accounts: LazyAccounts, log: vscode.LogOutputChannel) {
    this.#accounts = accounts;
    this.#log = log;
    this.#subscription = accounts.onDidChange(({ changed, removed }) => {
      for (const { id } of [...changed, ...removed]) {
        this.#asked.delete(id);
        this.#told.delete(id);
      }
      this.#change.fire(undefined);
    });
    this.#view = vscode.window.createTreeView('cartotoken.tokens', {
      treeDataProvider: this,
      showCollapseAll: true,
    });
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node) return node.kind === 'account' ? this.#credentials(node.account) : [];
    if (!(await this.#accounts.exist())) return [];
    const accounts = await this.#accounts.load();
    return accounts.all().map((account) => ({ kind: 'account', account }));
  }

  /** Asks all accounts again. */
  async refresh(): Promise<void> {
    await this.#accounts.look();
    this.#closing.abort();
    this.#closing = new AbortController();
    this.#asked.clear();
    this.#change.fire(undefined);
  }

  dispose(): void {
    this.#closing.abort();
    this.#subscription.dispose();
    this.#view.dispose();
    this.#change.dispose();
  }

  #credentials(account: Account): Promise<TreeNode[]> {
    const asked = this.#asked.get(account.id);
    if (asked) return asked;
    const answer = this.#ask(account, this.#closing.signal);
    this.#asked.set(account.id, answer);
    return answer;
  }

  async #ask(account: Account, signal: AbortSignal): Promise<TreeNode[]> {
    try {
      const accounts = await this.#accounts.load();
      const found = await accounts.credentials(account, signal);
      return found.length > 0
        ? found.map((credential) => ({ ...credential, account }))
        : [{ kind: 'empty', account, text: 'No tokens yet' }];
    } catch (error) {
      if (signal.aborted) return [];
      this.#log.warn(`The credentials of ${account.label} could not be listed.`, error);
      this.#tell(account, error);
      return [failureNode(account, error)];
    }
  }

  /** What only the user can mend is said beside the view, too. */
  #tell(account: Account, error: unknown): void {
    if (!needsSignIn(error) || this.#told.has(account.id)) return;
    this.#told.add(account.id);
    void showFailure(error, this.#log, account);
  }
}

function failureNode(account: Account, error: unknown): MessageNode {
  const text = needsSignIn(error)
    ? 'Signed out: sign in again'
    : isCartoError(error)
      ? error.reason
      : messageOf(error);
  return {
    kind: 'failure',
    account,
    text,
    detail: messageOf(error),
    needsSignIn: needsSignIn(error),
  };
}
