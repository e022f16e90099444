import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findCredentialUsages } from '../../client/commands/find-usages.ts';
import { createLog } from '../../client/log.ts';
import { LanguageServer } from '../../client/server/language-server.ts';
import { type PlaceNode, placeNodes } from '../../client/usages/places-tree.ts';
import type { TreeInput } from '../../client/usages/references-view.ts';
import { findUsages } from '../../client/usages/usages.ts';
import { FIND_USAGES } from '../../server/protocol.ts';
import { Person } from './person.ts';
import { clear, make, notSearching, searching, serving } from './searching.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

describe('finding usages', () => {
  let stage: Stage;
  let person: Person;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await stage.close();
    await clear();
  });

  /** What the view of references shows. */
  async function shownInView(): Promise<TreeInput | undefined> {
    const view = vscode.extensions.getExtension('vscode.references-view');
    return (await view?.activate())?.getInput();
  }

  it('shows them in the view of references, by file, without the credential', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const secret = stage.context.accounts.secret(stage.carto, node.credential);
    await make('.env', `\n\nCARTO_TOKEN=${secret}\n`);
    await make('a.cartotoken.json', '{ "name": "prototype", "allowed_apis": [] }');
    await findCredentialUsages(searching(stage.context), node, undefined);

    const input = await eventually(
      'shown',
      shownInView,
      (found) => found?.title === 'Usages of prototype (Acme)',
    );
    const model = await input?.resolve();
    assert.ok(model);
    const files = (await model.provider.getChildren()) as PlaceNode[];
    const lines = await Promise.all(
      files.map(async (node) => {
        const [place] = (await model.provider.getChildren(node)) as PlaceNode[];
        assert.ok(place);
        assert.equal(model.provider.getParent?.(place), node);
        const [above, item] = [node, place].map((each) => model.provider.getTreeItem(each));
        return [
          (await above)?.resourceUri?.path.split('/').at(-1),
          String((await above)?.description).replace(/\d+/, 'N'),
          (await item)?.label,
          (await item)?.description,
        ];
      }),
    );
    assert.deepEqual(lines.sort(), [
      ['.env', 'made-by-test-N · 1', 'CARTO_TOKEN=…', 'Line 3'],
      [
        'a.cartotoken.json',
        'made-by-test-N · 1',
        '{ "name": "prototype", "allowed_apis": [] }',
        'Line 1 · declares its name',
      ],
    ]);
    const again = await input?.with(input.location).resolve();
    assert.equal((await again?.provider.getChildren())?.length, 2);
    assert.deepEqual(person.shown, []);
  });

  it('shows no part of what is encoded either', async () => {
    const node = await stage.node(stage.engine, 'public-map');
    const secret = stage.context.accounts.secret(stage.engine, node.credential);
    const basic = Buffer.from(`acme:${secret}`).toString('base64');
    const uri = await make('a.http', `A: Basic ${basic} ${secret} B: Basic ${basic}`);
    const { places } = await findUsages(searching(stage.context), [node.credential]);
    assert.equal(places.filter(({ location }) => `${location.uri}` === `${uri}`).length, 3);
    const [found] = await placeNodes(places);
    assert.equal(found?.places[0]?.line, 'A: Basic … … B: Basic …');
  });

  it('says that there are none, and what was not searched', async () => {
    const node = await stage.node(stage.engine, 'public-map');
    await make('image.bin', '\0\0');
    await findCredentialUsages(searching(stage.context), node, undefined);
    assert.match(
      person.last?.text ?? '',
      /^public-map \(Acme Engine\): No usages were found in this workspace\. Binary files that were not searched: \d+$/,
    );
  });

  it('from the palette asks which one, and stops where none is chosen', async () => {
    person.answers('Acme', undefined);
    await findCredentialUsages(searching(stage.context), undefined, undefined);
    assert.deepEqual(person.shown, []);
    person.answers('Acme Engine', 'public-map');
    await findCredentialUsages(searching(stage.context), undefined, undefined);
    assert.match(person.last?.text ?? '', /^public-map/);
  });

  it('is silent where it is cancelled, and fails where the server does', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    await assert.rejects(
      findCredentialUsages(notSearching(stage.context), node, undefined),
      vscode.CancellationError,
    );
    const broken = serving(stage.context, async () => {
      throw new Error('the server does not start');
    });
    await assert.rejects(findCredentialUsages(broken, node, undefined), /does not start/);
    assert.deepEqual(person.shown, []);
  });

  it('tells the server no credential, and no name that may be one', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const secret = stage.context.accounts.secret(stage.carto, node.credential);
    let told = '';
    const context = serving(stage.context, async (params) => {
      told = JSON.stringify(params);
      return { usages: [], declarations: [], skipped: [] };
    });
    await findCredentialUsages(context, node, undefined);
    const { fingerprint } = node.credential;
    const sought = { fingerprint, kind: 'token', name: 'prototype' };
    assert.deepEqual(JSON.parse(told), { credentials: [sought] });
    assert.ok(!told.includes(secret));
  });

  it('says why less is searched where the workspace is not on this machine', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const { workspaceFolders = [] } = vscode.workspace;
    const elsewhere = { uri: vscode.Uri.parse('vscode-vfs://github/a/b'), name: 'b', index: 1 };
    const expected: [readonly vscode.WorkspaceFolder[] | undefined, RegExp][] = [
      [[elsewhere], /The workspace is virtual .*, so only open documents were searched\./],
      [[...workspaceFolders, elsewhere], /not on this machine: b\./],
      [undefined, /No folder is open, so only open documents were searched\./],
    ];
    const { descriptor, define } = redefining();
    try {
      for (const [folders, limit] of expected) {
        define(folders);
        await findCredentialUsages(searching(stage.context), node, undefined);
        assert.match(person.last?.text ?? '', limit);
      }
    } finally {
      Object.defineProperty(vscode.workspace, 'workspaceFolders', descriptor);
    }
  });

  it('asks the language server that is shipped, and cancels what it does', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const secret = stage.context.accounts.secret(stage.carto, node.credential);
    const uri = await make('.env.production', `TOKEN=${secret}`);
    const extension = vscode.extensions.getExtension('cartotokens.carto-tokens');
    const module = vscode.Uri.joinPath(extension?.extensionUri ?? uri, 'dist/server.js').fsPath;
    // The process says that it ends after the stage is closed.
    const log = createLog('usages');
    const server = new LanguageServer(module, log);
    try {
      const { places } = await findUsages({ server }, [{ ...node.credential, name: '' }]);
      assert.deepEqual(
        places.map(({ location }) => location.uri.toString()),
        [uri.toString()],
      );
      const params = { credentials: [{ fingerprint: '', kind: 'key' }] };
      const ending = new AbortController();
      const asked = server.request(FIND_USAGES, params, ending.signal);
      ending.abort();
      await assert.rejects(asked, vscode.CancellationError);
    } finally {
      server.dispose();
    }
  });
});

/** Puts other folders into the workspace's place. */
function redefining() {
  const descriptor = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders');
  assert.ok(descriptor);
  const define = (value: readonly vscode.WorkspaceFolder[] | undefined) =>
    Object.defineProperty(vscode.workspace, 'workspaceFolders', {
      configurable: true,
      get: () => value,
    });
  return { descriptor, define };
}
