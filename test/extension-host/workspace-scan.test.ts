import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { accessToken } from '../support/synthetic.ts';
import { expectDiagnostics, file, open } from './support.ts';

const TOKEN = accessToken({ seed: 'workspace-scan' });
const FINDING = `hardcoded-access-token Warning 1:3-1:${TOKEN.length + 3}`;

/** Files that appear, change and go outside of VS Code. */
describe('files that are not open', () => {
  const below = 'src/never-opened';
  const first = file(`${below}/first.py`);
  const second = file(`${below}/deep/second.js`);

  async function put(uri: vscode.Uri, text: string): Promise<void> {
    await mkdir(path.dirname(uri.fsPath), { recursive: true });
    await writeFile(uri.fsPath, text);
  }

  before(() => put(first, `\n# '${TOKEN}'\n`));
  after(() => rm(file(below).fsPath, { recursive: true, force: true }));

  it('have their findings among the problems, from the start', async () => {
    await vscode.commands.executeCommand('cartotoken.restartServer');
    await expectDiagnostics(first, [FINDING]);
  });

  it('have them once they appear, and as they change', async () => {
    await put(second, `\n// ${TOKEN}`);
    await expectDiagnostics(second, [FINDING]);
    await put(second, '//');
    await expectDiagnostics(second, []);
    await put(second, `\n// ${TOKEN}`);
    await expectDiagnostics(second, [FINDING]);
  });

  it('have them once, whether they are open or not', async () => {
    await open(first);
    await expectDiagnostics(first, [FINDING]);
    const edit = new vscode.WorkspaceEdit();
    edit.delete(first, new vscode.Range(0, 0, 1, 0));
    await vscode.workspace.applyEdit(edit);
    await expectDiagnostics(first, [`hardcoded-access-token Warning 0:3-0:${TOKEN.length + 3}`]);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await expectDiagnostics(first, [FINDING]);
  });

  it('lose them when they are deleted, their folder too', async () => {
    await put(second, `\n// ${TOKEN}`);
    await expectDiagnostics(second, [FINDING]);
    await rm(first.fsPath);
    await expectDiagnostics(first, []);
    await expectDiagnostics(second, [FINDING]);
    await rm(path.dirname(second.fsPath), { recursive: true });
    await expectDiagnostics(second, []);
  });

  it('are looked at again when that is asked for', async () => {
    await put(second, `\n// ${TOKEN}`);
    await vscode.commands.executeCommand('cartotoken.scan');
    await expectDiagnostics(second, [FINDING]);
  });
});
