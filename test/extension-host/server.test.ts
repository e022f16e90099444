import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { serverProcesses } from './processes.ts';
import { eventually, expectDiagnostics, file, open } from './support.ts';

const FINDING = 'hardcoded-access-token Warning 6:16-6:160';

describe('the language server in VS Code', () => {
  it('is restarted by its command', async () => {
    const uri = file('src/heatmap.js');
    await open(uri);
    await expectDiagnostics(uri, [FINDING]);
    const [before] = await serverProcesses();
    assert.ok(before);

    await vscode.commands.executeCommand('cartotoken.restartServer');
    await eventually('one new server', serverProcesses, (found) => isAnother(found, before));
    await expectDiagnostics(uri, [FINDING]);
  });

  it('is restarted once, however often it is asked to while it starts', async () => {
    const uri = file('src/heatmap.js');
    await open(uri);
    await expectDiagnostics(uri, [FINDING]);
    const [before] = await serverProcesses();
    assert.ok(before);

    const restart = () => vscode.commands.executeCommand('cartotoken.restartServer');
    await Promise.all([restart(), restart(), restart()]);
    await eventually('one new server', serverProcesses, (found) => isAnother(found, before));
    await expectDiagnostics(uri, [FINDING]);
  });

  it('is restarted after a crash, and goes on where it was', async () => {
    const uri = file('src/heatmap.js');
    await open(uri);
    await expectDiagnostics(uri, [FINDING]);
    const [before] = await serverProcesses();
    assert.ok(before);

    process.kill(before, 'SIGKILL');
    await eventually('one new server', serverProcesses, (found) => isAnother(found, before));
    // A new text, which the crashed server cannot have judged.
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uri, new vscode.Position(0, 0), '\n');
    await vscode.workspace.applyEdit(edit);
    await expectDiagnostics(uri, ['hardcoded-access-token Warning 7:16-7:160']);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await expectDiagnostics(uri, [FINDING]);
  });
});

function isAnother(processes: number[], before: number): boolean {
  return processes.length === 1 && processes[0] !== before;
}
