import * as vscode from 'vscode';
import { DOCUMENTS } from './documents.ts';

/**
 * Calls once, as soon as a document is open that the language server looks at. Activation alone is no reason to start
 * a server: VS Code's own input boxes are texts as well, and a workspace may hold declarations that nobody opens.
 *
 * @param selector narrows down which documents count
 */
export function onFirstDocument(
  call: () => void,
  selector: vscode.DocumentSelector = [...DOCUMENTS],
): vscode.Disposable {
  const counts = (document: vscode.TextDocument) => vscode.languages.match(selector, document) > 0;
  if (vscode.workspace.textDocuments.some(counts)) {
    call();
    return vscode.Disposable.from();
  }
  const listener = vscode.workspace.onDidOpenTextDocument((document) => {
    if (!counts(document)) return;
    listener.dispose();
    call();
  });
  return listener;
}
