import * as vscode from 'vscode';
import { DECLARATION_SUFFIX } from '../../core/declarations/declaration.ts';
import { setContext } from '../context-keys.ts';
import type { Log } from '../log.ts';
import type { LanguageServer } from '../server/language-server.ts';
import { declarationItem } from './declaration-item.ts';
import { listDeclarations } from './list-declarations.ts';
import type { DeclarationNode } from './node.ts';

/** How long nothing must change before is asked again, in milliseconds. */
const QUIET = 200;

/** What the view of declarations shows. It is asked again when someone says that something has changed, and never else. */
export class DeclarationsTree
  implements vscode.TreeDataProvider<DeclarationNode>, vscode.Disposable
{
  readonly #server: LanguageServer;
  readonly #log: Log;
  readonly #change = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#change.event;
  readonly #subscriptions: vscode.Disposable;
  #waiting: NodeJS.Timeout | undefined;

  constructor(server: LanguageServer, log: Log) {
    this.#server = server;
    this.#log = log;
    const changed = () => this.#changed();
    // The server tells of those that it sees; of a virtual workspace's, VS Code does.
    const watcher = vscode.workspace.createFileSystemWatcher(`**/*${DECLARATION_SUFFIX}`);
    this.#subscriptions = vscode.Disposable.from(
      watcher,
      watcher.onDidCreate(changed),
      watcher.onDidDelete(changed),
      server.onDidChangeDeclarations(changed),
      server.onDidChangeState((state) => state === 'running' && changed()),
      vscode.workspace.onDidChangeWorkspaceFolders(changed),
    );
  }

  getTreeItem(node: DeclarationNode): vscode.TreeItem {
    return declarationItem(node);
  }

  async getChildren(node?: DeclarationNode): Promise<DeclarationNode[]> {
    if (node) return [];
    const declarations = await listDeclarations(this.#server, this.#log);
    void setContext('cartotoken.areDeclarationsListed', true);
    return declarations;
  }

  /** All stand side by side. */
  getParent(): undefined {
    return undefined;
  }

  dispose(): void {
    clearTimeout(this.#waiting);
    this.#subscriptions.dispose();
    this.#change.dispose();
  }

  #changed(): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#change.fire(undefined), QUIET);
  }
}
