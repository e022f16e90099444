import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, expectDiagnostics, file, open, ours, quickFixAt, restore } from './support.ts';

const FINDING = 'hardcoded-access-token Warning 6:16-6:160';

describe('suppressing a credential in VS Code', () => {
  let document: vscode.TextDocument;
  let before: string;

  beforeEach(async () => {
    document = await open(file('src/heatmap.js'));
    before = document.getText();
    await expectDiagnostics(document.uri, [FINDING]);
  });
  afterEach(async () => {
    await restore(document, before);
    await vscode.workspace.fs.delete(file('.cartotokenignore')).then(undefined, () => undefined);
    await expectDiagnostics(document.uri, [FINDING]);
  });

  /** Applies the quick fix of the finding whose title begins so. */
  async function quickFix(title: string): Promise<void> {
    const [finding] = ours(document.uri);
    assert.ok(finding);
    const { edit } = await quickFixAt(document.uri, finding.range, (action) =>
      action.title.startsWith(title),
    );
    assert.ok(edit);
    assert.ok(await vscode.workspace.applyEdit(edit));
  }

  it('a comment silences it where it stands, and its reason is typed over', async () => {
    await quickFix('It is fine here');
    await expectDiagnostics(document.uri, []);
    const { selection } = vscode.window.activeTextEditor ?? {};
    assert.equal(document.getText(selection), 'why it is fine');
    await vscode.commands.executeCommand('type', { text: 'public map' });
    assert.match(
      document.lineAt(6).text,
      /^ *\/\/ cartotoken-disable-next-line hardcoded-access-token -- public map$/,
    );
    assert.deepEqual(ours(document.uri), []);
  });

  it('an entry of .cartotokenignore does so everywhere, also before it is saved and after', async () => {
    await quickFix('It is fine everywhere');
    await expectDiagnostics(document.uri, []);
    const ignoring = await vscode.workspace.openTextDocument(file('.cartotokenignore'));
    assert.equal(ignoring.languageId, 'ignore');
    assert.match(ignoring.getText(), /^sha256:[0-9a-f]{64} -- /);
    await ignoring.save();
    await vscode.window.showTextDocument(ignoring);
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    await eventually(
      'no problem while the file is on disk only',
      () => ours(document.uri).length,
      (count) => count === 0,
    );
    assert.equal(document.getText(), before);
  });

  it('a comment that suppresses nothing is removed by its quick fix', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '// cartotoken-disable-next-line -- x\n');
    await vscode.workspace.applyEdit(edit);
    await eventually(
      'the unused comment',
      () => ours(document.uri),
      (found) => found.some(({ range }) => range.start.line === 0),
    );
    const [unused] = ours(document.uri).filter(({ range }) => range.start.line === 0);
    assert.ok(unused);
    const fix = await quickFixAt(
      document.uri,
      unused.range,
      ({ title }) => title === 'Remove the comment',
    );
    assert.ok(fix.edit);
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), before);
  });
});
