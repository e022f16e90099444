import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { expectDiagnostics, file, inShort, open, ours, quickFixAt, restore } from './support.ts';

const MISMATCH = 'grant-api-mismatch Error 6:17-6:58';
const EXCLUSIVE = 'import-api-exclusive Error 2:27-2:34';
const SLASH = 'referer-trailing-slash Warning 13:16-13:46';
const LOCAL = 'referer-localhost Warning 13:50-13:72';

describe('declarations in VS Code', () => {
  it('a bad declaration has exactly its diagnostics, each with a link to its rule', async () => {
    const bad = file('tokens/bad.cartotoken.json');
    const document = await open(bad);
    assert.equal(document.languageId, 'cartotoken');
    await expectDiagnostics(bad, [EXCLUSIVE, MISMATCH, SLASH, LOCAL]);
    for (const { code } of ours(bad)) {
      assert.ok(typeof code === 'object');
      assert.ok(code.target.toString(true).endsWith(`docs/rules.md#${code.value}`));
    }
  });

  it('a good declaration has none, and JSON says nothing of its own', async () => {
    const bad = file('tokens/bad.cartotoken.json');
    const good = file('tokens/map.cartotoken.json');
    await open(good);
    await open(bad);
    await expectDiagnostics(bad, [EXCLUSIVE, MISMATCH, SLASH, LOCAL]);
    assert.deepEqual(vscode.languages.getDiagnostics(good), []);
  });

  it('the quick fix leaves the file right', async () => {
    const bad = file('tokens/bad.cartotoken.json');
    const document = await open(bad);
    const before = document.getText();
    await expectDiagnostics(bad, [EXCLUSIVE, MISMATCH, SLASH, LOCAL]);
    const slash = ours(bad).find((diagnostic) => inShort(diagnostic) === SLASH);
    assert.ok(slash);
    try {
      const isPreferred = (action: vscode.CodeAction) => action.isPreferred === true;
      const fix = await quickFixAt(bad, slash.range, isPreferred);
      assert.ok(fix.edit);
      assert.equal(fix.title, 'Add the trailing slash: https://storefront.example.com/');

      await vscode.workspace.applyEdit(fix.edit);
      await document.save();
      await expectDiagnostics(bad, [EXCLUSIVE, MISMATCH, LOCAL.replace(/\d+-13:\d+/, '51-13:73')]);
      const after = Buffer.from(await vscode.workspace.fs.readFile(bad)).toString();
      assert.equal(
        after,
        before.replace('"https://storefront.example.com"', '"https://storefront.example.com/"'),
      );
    } finally {
      await restore(document, before);
    }
  });

  it('diagnostics follow what is typed, without saving', async () => {
    const uri = file('tokens/map.cartotoken.json');
    const document = await open(uri);
    const before = document.getText();
    try {
      const edit = new vscode.WorkspaceEdit();
      const api = before.indexOf('maps"]');
      const at = (offset: number) => document.positionAt(offset);
      edit.replace(uri, new vscode.Range(at(api), at(api + 'maps'.length)), 'sql');
      await vscode.workspace.applyEdit(edit);
      await expectDiagnostics(uri, ['grant-api-mismatch Error 6:17-6:58']);
    } finally {
      await restore(document, before);
    }
    await expectDiagnostics(uri, []);
  });

  it('an untitled declaration is judged by its language', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'cartotoken',
      content: '{ "referers": ["https://example.com"], "name": "a", "allowed_apis": ["lds"] }',
    });
    await vscode.window.showTextDocument(document);
    await expectDiagnostics(document.uri, ['referer-trailing-slash Warning 0:16-0:35']);
  });
});
