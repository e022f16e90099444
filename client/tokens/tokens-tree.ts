import * as vscode from 'vscode';
import { isCartoError } from '../../core/carto/error.ts';
import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { messageOf, needsSignIn, showFailure } from '../failures.ts';
import type { CredentialLists } from './credential-lists.ts';
import type { MessageNode, TreeNode } from './node.ts';
import { treeItem } from './tree-item.ts';

/** The tree of accounts and their credentials. An account is asked when it is opened in it. */
export class TokensTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #lists: CredentialLists;
  readonly #log: vscode.LogOutputChannel;
  readonly #change = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#change.event;
  /** The failures of which was said that the account has to be signed in to again: once is enough. */
  readonly #told = new WeakSet<object>();
  readonly #subscription: vscode.Disposable;

  constructor(accounts: Accounts, lists: CredentialLists, log: vscode.LogOutputChannel) {
    this.#accounts = accounts;
    this.#lists = lists;
    this.#log = log;
    this.#subscription = lists.onDidChange(() => this.#change.fire(undefined));
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node);
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node) return node.kind === 'account' ? this.#credentials(node.account) : [];
    return this.#accounts.all().map((account) => ({ kind: 'account', account }));
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#change.dispose();
  }

  async #credentials(account: Account): Promise<TreeNode[]> {
    const { credentials = [], error } = await this.#lists.ask(account);
    if (error !== undefined) {
      this.#tell(account, error);
      return [failureNode(account, error)];
    }
    return credentials.length > 0
      ? credentials.map((credential) => ({ kind: 'credential', account, credential }))
      : [{ kind: 'empty', account, text: 'No tokens yet' }];
  }

  /** What only the user can mend is said beside the view, too. */
  #tell(account: Account, error: unknown): void {
    if (typeof error !== 'object' || error === null || this.#told.has(error)) return;
    this.#told.add(error);
    this.#log.warn(`The credentials of ${account.label} could not be listed.`, error);
    if (needsSignIn(error)) void showFailure(error, this.#log, account);
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
