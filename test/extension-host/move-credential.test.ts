import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually, expectDiagnostics, file, open, quickFixAt } from './support.ts';

const { fs } = vscode.workspace;
const TITLE = 'Move to an environment variable (in .env)';

describe('moving a credential out of the code', () => {
  const source = file('src/heatmap.js');
  const environment = file('.env');
  afterEach(async () => {
    for (const uri of [environment, source]) {
      const isOpen = vscode.workspace.textDocuments.some((each) => `${each.uri}` === `${uri}`);
      if (!isOpen) continue;
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await fs.delete(environment).then(undefined, () => undefined);
  });

  it('moves it to .env in one edit, which one undo takes back', async () => {
    const document = await open(source);
    await expectDiagnostics(source, ['hardcoded-access-token Warning 6:16-6:160']);
    const before = document.getText();
    const place = new vscode.Range(6, 20, 6, 20);
    const { edit } = await quickFixAt(source, place, ({ title }) => title === TITLE, 10);
    assert.ok(edit, 'it is resolved');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /accessToken: import\.meta\.env\.VITE_CARTO_ACCESS_TOKEN,/);
    const [token] = /eyJ[\w.-]+/.exec(before) ?? [];
    assert.ok(token);
    assert.equal(await textOf(environment), `VITE_CARTO_ACCESS_TOKEN=${token}\n`);
    if (process.platform !== 'win32') {
      await eventually(
        'for its owner alone',
        async () => (await stat(environment.fsPath)).mode & 0o777,
        (mode) => mode === 0o600,
      );
    }

    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    await eventually(
      'as it was',
      () => document.getText(),
      (text) => text === before,
    );
    await eventually(
      'no .env',
      () =>
        fs.stat(environment).then(
          () => true,
          () => false,
        ),
      (isThere) => !isThere,
    );
  });
});

async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}
