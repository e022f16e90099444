import * as vscode from 'vscode';
import { setContext } from '../context-keys.ts';

/** The queries that are written for a wizard, each in a document of its own. */
export class QueryEditors {
  readonly #editors: QueryEditor[] = [];

  another(): QueryEditor {
    const editor = new QueryEditor();
    this.#editors.push(editor);
    return editor;
  }

  /** Closes those of the queries that stand elsewhere by now. What is written in the others is not lost. */
  async close(queries: readonly string[]): Promise<void> {
    for (const editor of this.#editors) {
      if (editor.query !== undefined && queries.includes(editor.query)) await editor.close();
    }
  }
}

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

  /** Closes the document without a question: what is written there is not kept. */
  async close(): Promise<void> {
    const document = this.#document;
    const tab = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ input }) => input instanceof vscode.TabInputText && isOf(input, document));
    if (!document || !tab) return;
    const { viewColumn } = tab.group;
    await vscode.window.showTextDocument(document, { viewColumn });
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }

  /** What is written there. Undefined where the document was closed. */
  get query(): string | undefined {
    return this.#document?.isClosed === false ? this.#document.getText().trim() : undefined;
  }
}

function isOf({ uri }: vscode.TabInputText, document: vscode.TextDocument | undefined): boolean {
  return uri.toString() === document?.uri.toString();
}
