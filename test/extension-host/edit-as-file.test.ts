import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { confirming } from './confirming.ts';
import { Person } from './person.ts';
import { eventually, expectDiagnostics, file, open } from './support.ts';

/** The extension's own sandbox, since what is tested is the extension as it is put together. */
describe('CARTO: Edit as File', () => {
  let person: Person;
  const declared = file('tokens/edited.cartotoken.json');

  before(() => vscode.commands.executeCommand('cartotoken.useSandbox'));
  beforeEach(() => {
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });
  after(async () => {
    await vscode.workspace.fs.delete(declared).then(undefined, () => undefined);
    await confirming('Sign Out', () => vscode.commands.executeCommand('cartotoken.signOut'));
  });

  const edit = async (name: string) => {
    person.answers(name);
    await vscode.commands.executeCommand('cartotoken.editToken');
    assert.deepEqual(person.shown, []);
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.equal(document?.uri.scheme, 'cartotoken');
    return document;
  };

  it('opens a token once, with the whole language service', async () => {
    const document = await edit('prototype');
    assert.equal(document.languageId, 'cartotoken');
    await expectDiagnostics(document.uri, [
      'grant-all-sources Error 6:17-6:18',
      'referer-missing Warning 9:14-9:16',
    ]);
    const api = document.positionAt(document.getText().indexOf('"maps"') + 2);
    const [hover] = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      api,
    );
    const [said] = (hover?.contents ?? []) as vscode.MarkdownString[];
    assert.match(said?.value ?? '', /Maps API/);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      api,
    );
    assert.ok(items.some(({ label }) => JSON.stringify(label).includes('lds')));
    assert.equal(await edit('prototype'), document);
  });

  it('is the token that a declaration of the workspace declares, and no second one', async () => {
    const token = await edit('nightly-import');
    await vscode.workspace.fs.writeFile(declared, Buffer.from(token.getText()));
    const declaration = await open(declared);
    await expectDiagnostics(declared, []);
    await expectDiagnostics(token.uri, []);
    // A second declaration is one: the server has both texts by then.
    const another = file('tokens/edited-again.cartotoken.json');
    await vscode.workspace.fs.writeFile(another, Buffer.from(declaration.getText()));
    try {
      await open(another);
      await expectDiagnostics(another, ['name-duplicate Error 1:11-1:25']);
    } finally {
      await vscode.workspace.fs.delete(another);
    }
    await expectDiagnostics(token.uri, []);
  });

  it('saves to the account, by the extension itself', async () => {
    const document = await edit('sales-dashboard');
    const text = document.getText();
    const name = async (from: string, to: string) => {
      const change = new vscode.WorkspaceEdit();
      const at = document.getText().indexOf(from);
      const range = new vscode.Range(
        document.positionAt(at),
        document.positionAt(at + from.length),
      );
      change.replace(document.uri, range, to);
      assert.ok(await vscode.workspace.applyEdit(change));
      assert.ok(await document.save());
    };
    await name('sales-dashboard', 'sales-map');
    await eventually(
      'the list with the new name',
      async () => {
        person.answers('sales-map');
        await vscode.commands.executeCommand('cartotoken.editToken');
        return vscode.window.activeTextEditor?.document;
      },
      (active) => active === document,
    );
    await name('sales-map', 'sales-dashboard');
    assert.equal(document.getText(), text);
    assert.deepEqual(person.shown, []);
  });
});
