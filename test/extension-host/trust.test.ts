import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { testToken } from '../../client/commands/test-token.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';
import { eventually, ours } from './support.ts';

/** What a workspace might try to have credentials sent elsewhere by. */
const NAMES = ['apiBaseUrl', 'baseUrl', 'authUrl', 'tokenUrl', 'oauthTokenUrl', 'engineBaseUrl'];

describe('a workspace', () => {
  it('has no credential sent elsewhere by its settings', async () => {
    const stage = await Stage.open();
    const person = new Person();
    const elsewhere = await startSandbox({});
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const file = vscode.Uri.joinPath(folder.uri, '.vscode/settings.json');
    const before = await vscode.workspace.fs.readFile(file).then(
      (bytes) => bytes,
      () => undefined,
    );
    try {
      const { apiBaseUrl } = elsewhere.addresses;
      const planted = NAMES.flatMap((name) =>
        ['', 'accounts.', 'sandbox.', 'engine.'].map((section) => [
          `cartotoken.${section}${name}`,
          apiBaseUrl,
        ]),
      );
      const text = JSON.stringify({ ...Object.fromEntries(planted), 'cartotoken.url': apiBaseUrl });
      await vscode.workspace.fs.writeFile(file, Buffer.from(text));
      await eventually(
        'the workspace’s settings',
        () => vscode.workspace.getConfiguration('cartotoken', folder.uri).get('apiBaseUrl'),
        (value) => value === apiBaseUrl,
      );
      await stage.context.lists.refresh(stage.carto);
      await testToken(stage.context, await stage.node(stage.carto, 'storefront-map'), undefined);
      assert.match(person.last?.text ?? '', /the request works/);
      assert.deepEqual(elsewhere.requests.received, {});
    } finally {
      if (before) await vscode.workspace.fs.writeFile(file, before);
      else await vscode.workspace.fs.delete(file);
      person.leave();
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await elsewhere.stop();
      await stage.close();
    }
  });
});

describe('a virtual workspace', () => {
  it('has its open declarations checked', async () => {
    const bytes = Buffer.from('{ "name": "map", "allowed_apis": ["maps", "maps"], "grants": [] }');
    const registration = vscode.workspace.registerFileSystemProvider('vscode-vfs', filesOf(bytes), {
      isReadonly: true,
    });
    const uri = vscode.Uri.parse('vscode-vfs://github/acme/shop/map.cartotoken.json');
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document, { preview: false });
      const problems = await eventually(
        'judged',
        () => ours(uri),
        ({ length }) => length > 0,
      );
      const rules = problems.map(({ code }) => (typeof code === 'object' ? code.value : code));
      assert.ok(rules.includes('api-duplicate'), rules.join(', '));
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      registration.dispose();
    }
  });
});

/** A file system on which everything is the same file. */
function filesOf(bytes: Uint8Array): vscode.FileSystemProvider {
  const refuse = () => {
    throw vscode.FileSystemError.NoPermissions();
  };
  return {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: () => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: bytes.length }),
    readFile: () => bytes,
    readDirectory: refuse,
    createDirectory: refuse,
    writeFile: refuse,
    delete: refuse,
    rename: refuse,
  };
}
