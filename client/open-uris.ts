import * as vscode from 'vscode';

/** The URIs of what is open, as texts. */
export function openUris(): ReadonlySet<string> {
  return new Set([
    ...vscode.workspace.textDocuments.map(({ uri }) => uri.toString()),
    // After a reload a tab has no document until it is looked at.
    ...vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .flatMap(({ input }) => (input instanceof vscode.TabInputText ? input.uri.toString() : [])),
  ]);
}
