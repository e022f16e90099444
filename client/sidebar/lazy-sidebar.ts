import * as vscode from 'vscode';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';
import type { Surroundings } from '../commands/context.ts';
import { LazyDeclarations } from '../declarations/lazy-declarations.ts';
import type { TreeNode } from '../tokens/node.ts';
import { LazyTree } from './lazy-tree.ts';
import type { Sidebar } from './sidebar.ts';

/** The sidebar's place in the window: there with the activation, filled when it is looked at. */
export class LazySidebar implements vscode.Disposable {
  readonly #accounts: LazyAccounts;
  readonly #surroundings: Surroundings;
  readonly #disposables: vscode.Disposable;
  #sidebar: Promise<Sidebar> | undefined;

  constructor(accounts: LazyAccounts, surroundings: Omit<Surroundings, 'tokensView'>) {
    this.#accounts = accounts;
    const tokens = new LazyTree<TreeNode>(async () =>
      // Without an account nothing is loaded: the view's welcome text says what to do.
      (await accounts.exist()) ? (await this.load()).tokens : undefined,
    );
    const tokensView = vscode.window.createTreeView('cartotoken.tokens', {
      treeDataProvider: tokens,
      showCollapseAll: true,
      canSelectMany: true,
    });
    this.#surroundings = { ...surroundings, tokensView };
    this.#disposables = vscode.Disposable.from(
      tokensView,
      tokens,
      new LazyDeclarations(surroundings.server, surroundings.log),
      accounts.onDidChange(() => tokens.refresh()),
    );
  }

  /** @throws where it cannot be loaded; the next time it is tried again */
  load(): Promise<Sidebar> {
    this.#sidebar ??= this.#open().catch((error: unknown) => {
      this.#sidebar = undefined;
      throw error;
    });
    return this.#sidebar;
  }

  /** Asks all accounts again, where they were asked before. */
  async refresh(): Promise<void> {
    await this.#accounts.look();
    await (await this.#sidebar)?.refresh();
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#sidebar?.then((sidebar) => sidebar.dispose()).catch(() => undefined);
  }

  async #open(): Promise<Sidebar> {
    const { Sidebar } = await import('./sidebar.ts');
    return new Sidebar(await this.#accounts.load(), this.#surroundings);
  }
}
