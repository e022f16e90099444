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
    return (await (await this.#loaded())?.getChildren(node)) ?? [];
  }

  async getTreeItem(node: Node): Promise<vscode.TreeItem> {
    const tree = await this.#loaded();
    if (!tree) throw new Error('There is no node before the tree.');
    return tree.getTreeItem(node);
  }

  /** Also of what is to be shown before the view was ever looked at. */
  async getParent(node: Node): Promise<Node | undefined> {
    return (await (await this.#loaded())?.getParent?.(node)) ?? undefined;
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

  async #loaded(): Promise<vscode.TreeDataProvider<Node> | undefined> {
    const tree = this.#tree ?? (await this.#load());
    if (tree && !this.#tree) {
      this.#tree = tree;
      this.#subscription = tree.onDidChangeTreeData?.((changed) =>
        this.#change.fire(changed || undefined),
      );
    }
    return tree;
  }
}
