import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { TEMPLATES } from '../../core/declarations/templates.ts';
import { inspect } from '../../core/inspect.ts';
import { english } from '../../core/phrase.ts';
import { choosing } from './choosing.ts';

const SHAPE: readonly string[] = ['declaration-syntax', 'declaration-shape', 'shape-mixed'];

describe('CARTO: New Token Declaration', () => {
  afterEach(async () => {
    while (vscode.window.activeTextEditor?.document.isUntitled) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  for (const label of TEMPLATES.map((template) => english(template.label))) {
    it(`${label}: a declaration of the right shape, its first placeholder selected`, async () => {
      await choosing(label, newDeclaration);
      const editor = vscode.window.activeTextEditor;
      assert.ok(editor?.document.isUntitled);
      assert.equal(editor.document.languageId, 'cartotoken');
      const text = editor.document.getText();
      const { name } = JSON.parse(text);
      assert.equal(editor.document.getText(editor.selection), name);
      const rules = inspect({ text, isDeclaration: true }).map(({ rule }) => rule);
      assert.deepEqual(
        rules.filter((rule) => SHAPE.includes(rule)),
        [],
      );
    });
  }

  it('leaves an empty declaration alone that is there already', async () => {
    const empty = await vscode.workspace.openTextDocument({ language: 'cartotoken' });
    await vscode.window.showTextDocument(empty, { preview: false });
    await choosing('Public map', newDeclaration);
    assert.notEqual(vscode.window.activeTextEditor?.document, empty);
    assert.equal(empty.getText(), '');
  });

  it('makes nothing where none is chosen', async () => {
    const before = vscode.workspace.textDocuments.length;
    await choosing(undefined, newDeclaration);
    assert.equal(vscode.workspace.textDocuments.length, before);
  });
});

function newDeclaration(): Thenable<void> {
  return vscode.commands.executeCommand('cartotoken.newDeclaration');
}
