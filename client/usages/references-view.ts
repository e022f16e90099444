import * as vscode from 'vscode';
import type { PlaceNode } from './places-tree.ts';

/** What VS Code's built-in view of references takes, as its extension declares it. */
export interface ReferencesView {
  setInput(input: TreeInput): void;
}

export interface TreeInput {
  /** The value of the context key `reference-list.source`. */
  readonly contextValue: string;
  readonly title: string;
  /** Where the question was asked: it must be at a word. */
  readonly location: vscode.Location;
  resolve(): Promise<TreeModel | undefined>;
  with(location: vscode.Location): TreeInput;
}

export interface TreeModel {
  readonly provider: vscode.TreeDataProvider<PlaceNode>;
  readonly message: string | undefined;
}

/** The view, where the user has not disabled the extension that it comes with. */
export async function referencesView(): Promise<ReferencesView | undefined> {
  const extension =
    vscode.extensions.getExtension<Partial<ReferencesView>>('vscode.references-view');
  const view = await extension?.activate();
  return view?.setInput ? (view as ReferencesView) : undefined;
}
