import * as vscode from 'vscode';
import type { Log } from '../log.ts';
import type { LanguageServer } from '../server/language-server.ts';
import { LazyTree } from '../sidebar/lazy-tree.ts';
import type { DeclarationsTree } from './declarations-tree.ts';
import type { DeclarationNode } from './node.ts';

/** The view of declarations: there with the activation, filled when it is looked at. */
export class LazyDeclarations implements vscode.Disposable {
  readonly #disposables: vscode.Disposable;
  #tree: Promise<DeclarationsTree> | undefined;

  constructor(server: LanguageServer, log: Log) {
    const tree = new LazyTree<DeclarationNode>(() => {
      this.#tree ??= import('./declarations-tree.ts').then(
        ({ DeclarationsTree }) => new DeclarationsTree(server, log),
        (error: unknown) => {
          this.#tree = undefined; // tried again the next time
          throw error;
        },
      );
      return this.#tree;
    });
    const view = vscode.window.createTreeView('cartotoken.declarations', {
      treeDataProvider: tree,
    });
    this.#disposables = vscode.Disposable.from(view, tree);
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#tree?.then((tree) => tree.dispose()).catch(() => undefined);
  }
}
