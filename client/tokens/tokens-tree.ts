import * as vscode from 'vscode';
import type { Account } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { messageOf, needsSignIn, showFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { ArrangedLists } from './arranged-lists.ts';
import type { ArrangementStore } from './arrangement.ts';
import { childrenBelow, parentBelow } from './children.ts';
import type { CredentialLists } from './credential-lists.ts';
import { messagesOf } from './messages.ts';
import type { AccountNode, GroupNode, TreeNode } from './node.ts';
import { tooltipOf } from './tooltip.ts';
import { treeItem } from './tree-item.ts';

/** What the view of tokens shows: accounts, their credentials, and what restricts each. An account is asked when it is opened in it. */
export class TokensTree implements vscode.TreeDataProvider<TreeNode>, vscode.Disposable {
  readonly #accounts: Accounts;
  readonly #lists: CredentialLists;
  readonly #arranged: ArrangedLists;
  readonly #log: Log;
  readonly #change = new vscode.EventEmitter<TreeNode | undefined>();
  readonly onDidChangeTreeData = this.#change.event;
  /** The nodes that VS Code has: only of these it can be told that something changed below them. */
  readonly #roots = new Map<string, AccountNode>();
  /** The accounts whose credentials are waited for. */
  readonly #awaited = new Set<string>();
  /** The failures of which was said that the account has to be signed in to again: once is enough. */
  readonly #told = new WeakSet<object>();
  readonly #subscription: vscode.Disposable;
  /** Whether a text was in the place of the tree when it was last asked for. */
  #hadWelcome = false;

  constructor(
    accounts: Accounts,
    lists: CredentialLists,
    arrangement: ArrangementStore,
    arranged: ArrangedLists,
    log: Log,
  ) {
    this.#accounts = accounts;
    this.#lists = lists;
    this.#arranged = arranged;
    this.#log = log;
    this.#subscription = vscode.Disposable.from(
      lists.onDidChange((account) => this.#changed(account)),
      arrangement.onDidChange(() => this.#change.fire(undefined)),
    );
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    return treeItem(node);
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    item.tooltip ??= tooltipOf(node, new Date());
    return item;
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (!node) return this.#root();
    switch (node.kind) {
      case 'account':
        return this.#inAccount(node.account);
      case 'group':
        return inGroup(node);
      case 'empty':
      case 'failure':
      case 'kept':
        return [];
      default:
        return childrenBelow(node);
    }
  }

  getParent(node: TreeNode): TreeNode | undefined {
    const { account } = node;
    switch (node.kind) {
      case 'account':
        return undefined;
      case 'group':
      case 'empty':
      case 'failure':
      case 'kept':
        return { kind: 'account', account };
      case 'credential': {
        const groups = this.#arranged.groupsOf(account) ?? [];
        const isIn = ({ credentials }: { credentials: GroupNode['credentials'] }) =>
          credentials.some(({ id }) => id === node.credential.id);
        const group = groups.find(isIn);
        return group ? { kind: 'group', account, ...group } : { kind: 'account', account };
      }
      default:
        return parentBelow(node);
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#change.dispose();
  }

  #root(): TreeNode[] {
    this.#hadWelcome = this.#arranged.welcome() !== undefined;
    if (this.#hadWelcome) return [];
    const roots = this.#accounts.all().map((account) => ({ kind: 'account', account }) as const);
    this.#roots.clear();
    for (const root of roots) this.#roots.set(root.account.id, root);
    return roots;
  }

  async #inAccount(account: Account): Promise<TreeNode[]> {
    this.#awaited.add(account.id);
    const list = await this.#known(account);
    this.#awaited.delete(account.id);
    if (list.error !== undefined) this.#tell(account, list.error);
    const groups = this.#arranged.groupsOf(account);
    const found = this.#arranged.of(account);
    return [
      ...messagesOf(account, list, found.length, new Date()),
      ...(groups
        ? groups.map((group) => ({ kind: 'group', account, ...group }) as const)
        : found.map((credential) => ({ kind: 'credential', account, credential }) as const)),
    ];
  }

  /** While it is asked for anew the last list stays. */
  #known(account: Account) {
    const list = this.#lists.of(account);
    return list.isAsking && list.credentials ? list : this.#lists.ask(account);
  }

  #changed(account: Account | undefined): void {
    if (account && this.#lists.of(account).isAsking) return;
    const hasWelcome = this.#arranged.welcome() !== undefined;
    if (!account || hasWelcome || this.#hadWelcome) this.#change.fire(undefined);
    else if (!this.#awaited.has(account.id)) this.#change.fire(this.#roots.get(account.id));
  }

  /** What only the user can mend is said beside the view, too. */
  #tell(account: Account, error: unknown): void {
    if (typeof error !== 'object' || error === null || this.#told.has(error)) return;
    this.#told.add(error);
    this.#log.warn(`The credentials of ${account.label} could not be listed.`, messageOf(error));
    if (needsSignIn(error)) void showFailure(error, this.#log, account);
  }
}

function inGroup({ account, credentials }: GroupNode): TreeNode[] {
  return credentials.map((credential) => ({ kind: 'credential', account, credential }));
}
