import assert from 'node:assert/strict';
import { rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { DeclarationsTree } from '../../client/declarations/declarations-tree.ts';
import { createLog } from '../../client/log.ts';
import { LanguageServer } from '../../client/server/language-server.ts';
import { eventually, file, open, restore } from './support.ts';

describe('the view of declarations', () => {
  const log = createLog('declarations view');
  let server: LanguageServer;
  let tree: DeclarationsTree;
  before(() => {
    const extension = vscode.extensions.getExtension('cartotokens.carto-tokens');
    assert.ok(extension);
    server = new LanguageServer(`${extension.extensionPath}/dist/server.js`, log);
    tree = new DeclarationsTree(server, log);
  });
  after(() => {
    tree.dispose();
    server.dispose(); // which goes on to write to the log
  });

  const items = async () => (await tree.getChildren()).map((node) => tree.getTreeItem(node));
  const read = async () =>
    Object.fromEntries((await items()).map(({ label, description }) => [label, description]));
  const bad = async () => String((await read())['bad']);

  it('lists all of the workspace, judged though nobody has opened them', async () => {
    const found = await read();
    const names = ['bad', 'map', 'nightly-import', 'sales'];
    // Other tests leave files of their own.
    assert.deepEqual(
      Object.keys(found).filter((name) => names.includes(name)),
      names,
    );
    assert.match(String(found['bad']), /^2 errors, \d+ warnings? · tokens\/bad\.cartotoken\.json$/);
    assert.equal(found['map'], 'tokens/map.cartotoken.json');
  });

  it('opens a declaration at a click, and says its problems in words', async () => {
    const item = (await items()).find(({ label }) => label === 'bad');
    assert.equal(item?.contextValue, 'declaration');
    assert.deepEqual(item?.command?.arguments?.map(String), [
      file('tokens/bad.cartotoken.json').toString(),
    ]);
    assert.match(item?.accessibilityInformation?.label ?? '', /^bad, 2 errors, .+, tokens\/bad/);
    assert.equal((item?.iconPath as vscode.ThemeIcon | undefined)?.id, 'error');
  });

  it('follows what is typed, before it is saved', async () => {
    const before = await bad();
    const document = await open(file('tokens/bad.cartotoken.json'));
    const text = document.getText();
    let told = 0;
    const listening = tree.onDidChangeTreeData(() => {
      told += 1;
    });
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), '{');
      await vscode.workspace.applyEdit(edit);
      await eventually(
        'told of',
        () => told,
        (count) => count > 0,
      );
      assert.notEqual(await bad(), before);
    } finally {
      listening.dispose();
      await restore(document, text);
    }
    await eventually('as before', bad, (now) => now === before);
  });

  it('follows files that come and go', async () => {
    const made = file('tokens/just-made.cartotoken.json');
    const isThere = async () => 'just-made' in (await read());
    await writeFile(made.fsPath, '{}');
    await eventually('there', isThere, (there) => there);
    await rm(made.fsPath);
    await eventually('gone', isThere, (there) => !there);
  });

  it('lists names where there is no server, and says that they are not checked', async () => {
    const broken = new LanguageServer('/nowhere/server.js', log);
    broken.request = async () => {
      throw new Error('There is none.');
    };
    const names = new DeclarationsTree(broken, log);
    const [first] = await names.getChildren();
    assert.ok(first);
    assert.match(
      String(names.getTreeItem(first).description),
      /^not checked until it is opened · /,
    );
    names.dispose();
    broken.dispose();
  });
});
