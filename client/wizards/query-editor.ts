import * as vscode from 'vscode';
import { setContext } from '../context-keys.ts';

/** A query that is written in an SQL document below the wizard. The document stays, whatever becomes of the wizard. */
export class QueryEditor {
  #document: vscode.TextDocument | undefined;

  /**
   * @param query what a new document begins with
   * @param signal aborted when it is no longer waited for
   */
  async open(query: string, signal: AbortSignal): Promise<void> {
    const say = (isWriting: boolean) => void setContext('cartotoken.writesQuery', isWriting);
    say(true);
    signal.addEventListener('abort', () => say(false));
    if (!this.#document || this.#document.isClosed) {
      this.#document = await vscode.workspace.openTextDocument({ language: 'sql', content: query });
    }
    const document = this.#document;
    const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
    // The wizard covers the top of the window, beginnings of queries included.
    if (!shown) await vscode.commands.executeCommand('workbench.action.newGroupBelow');
    const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.Active;
    await vscode.window.showTextDocument(document, { viewColumn, preview: false });
  }

  /** What is written there. Undefined where the document was closed. */
  get query(): string | undefined {
    return this.#document?.isClosed === false ? this.#document.getText().trim() : undefined;
  }
}
