import * as vscode from 'vscode';

/** What a view shows, loaded when the view is first looked at. */
export class LazyTree<Node> implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  readonly #load: () => Promise<vscode.TreeDataProvider<Node> | undefined>;
  readonly #change = new vscode.EventEmitter<Node | Node[] | undefined>();
  readonly onDidChangeTreeData = this.#change.event;
  #tree: vscode.TreeDataProvider<Node> | undefined;
  #subscription: vscode.Disposable | undefined;

  /** @param load asked each time the view is, until there is something to show */
  constructor(load: () => Promise<vscode.TreeDataProvider<Node> | undefined>) {
    this.#load = load;
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const tree = this.#tree ?? (await this.#load());
    if (!tree) return [];
    if (!this.#tree) {
      this.#tree = tree;
      this.#subscription = tree.onDidChangeTreeData?.((changed) =>
        this.#change.fire(changed || undefined),
      );
    }
    return (await tree.getChildren(node)) ?? [];
  }

  getTreeItem(node: Node): vscode.TreeItem | Thenable<vscode.TreeItem> {
    if (!this.#tree) throw new Error('There is no node before the tree.');
    return this.#tree.getTreeItem(node);
  }

  getParent(node: Node): vscode.ProviderResult<Node> {
    return this.#tree?.getParent?.(node);
  }

  resolveTreeItem(
    item: vscode.TreeItem,
    node: Node,
    token: vscode.CancellationToken,
  ): vscode.ProviderResult<vscode.TreeItem> {
    return this.#tree?.resolveTreeItem?.(item, node, token);
  }

  refresh(): void {
    this.#change.fire(undefined);
  }

  dispose(): void {
    this.#subscription?.dispose();
    this.#change.dispose();
  }
}
