import * as vscode from 'vscode';
import { accessToken } from '../support/synthetic.ts';
import { expectDiagnostics } from './support.ts';

describe('notebooks', () => {
  it('are looked at cell by cell, as they are typed', async () => {
    const cell = new vscode.NotebookCellData(
      vscode.NotebookCellKind.Code,
      `token = '${accessToken()}'`,
      'python',
    );
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([cell]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const { document } = notebook.cellAt(0);
    await expectDiagnostics(document.uri, ['hardcoded-access-token Warning 0:9-0:153']);

    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '\n');
    await vscode.workspace.applyEdit(edit);
    await expectDiagnostics(document.uri, ['hardcoded-access-token Warning 1:9-1:153']);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
