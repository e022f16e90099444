import * as vscode from 'vscode';

/** A query that is written in an SQL document beside the wizard. The document stays, whatever becomes of the wizard. */
export class QueryEditor {
  #document: vscode.TextDocument | undefined;

  /** @param query what a new document begins with */
  async open(query: string): Promise<void> {
    if (!this.#document || this.#document.isClosed) {
      this.#document = await vscode.workspace.openTextDocument({ language: 'sql', content: query });
    }
    await vscode.window.showTextDocument(this.#document, {
      viewColumn: vscode.ViewColumn.Beside,
      preview: false,
    });
  }

  /** What is written there. Undefined where the document was closed. */
  get query(): string | undefined {
    return this.#document?.isClosed === false ? this.#document.getText().trim() : undefined;
  }
}
