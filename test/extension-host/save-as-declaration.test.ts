import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { saveAsDeclaration } from '../../client/commands/save-as-declaration.ts';
import { CartoError, FAILURE_KINDS } from '../../core/carto/error.ts';
import { declarationText } from '../../core/declarations/body.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';
import { file } from './support.ts';

describe('saving as a declaration', () => {
  let stage: Stage;
  let person: Person;
  const { showSaveDialog } = vscode.window;
  /** Where the dialog proposed to save. */
  let proposed: vscode.Uri[];
  let chosen: vscode.Uri | undefined;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
    proposed = [];
    chosen = undefined;
    Object.assign(vscode.window, {
      showSaveDialog: async ({ defaultUri }: vscode.SaveDialogOptions) => {
        if (defaultUri) proposed.push(defaultUri);
        return chosen;
      },
    });
  });
  afterEach(async () => {
    Object.assign(vscode.window, { showSaveDialog });
    person.leave();
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
    for (const name of ['prototype', 'public-map', 'elsewhere/x']) {
      await vscode.workspace.fs
        .delete(file(`tokens/${name}.cartotoken.json`))
        .then(undefined, () => undefined);
    }
    await stage.close();
  });

  const save = async (name: string, account = stage.carto) =>
    saveAsDeclaration(stage.context, await stage.node(account, name), undefined);
  const read = async (uri: vscode.Uri) =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

  it('writes what restricts a token beside the other declarations, opens it, and never the token', async () => {
    await save('prototype');
    const place = file('tokens/prototype.cartotoken.json');
    const text = await read(place);
    assert.equal(
      text,
      declarationText({
        name: 'prototype',
        allowed_apis: ['maps', 'sql'],
        grants: [{ connection_name: 'warehouse', source: '*' }],
        referers: [],
      }),
    );
    const active = vscode.window.activeTextEditor?.document;
    assert.equal(active?.uri.toString(), place.toString());
    assert.equal(active?.languageId, 'cartotoken');
    const secret = stage.sandbox.account.tokens.find(({ name }) => name === 'prototype')?.token;
    assert.ok(secret && !text.includes(secret));
  });

  it('writes what an API key may do', async () => {
    await save('public-map', stage.engine);
    const text = await read(file('tokens/public-map.cartotoken.json'));
    const { name, grants } = JSON.parse(text);
    assert.equal(name, 'public-map');
    assert.deepEqual(grants[0], { type: 'apis', apis: ['maps', 'sql'] });
    const secret = stage.sandbox.account.keys.find((key) => key.name === 'public-map')?.token;
    assert.ok(secret && !text.includes(secret));
  });

  it('overwrites nothing unless that is wanted, and can be saved elsewhere', async () => {
    const place = file('tokens/prototype.cartotoken.json');
    await vscode.workspace.fs.writeFile(place, new TextEncoder().encode('mine'));
    person.answers(undefined);
    await save('prototype');
    assert.equal(await read(place), 'mine');
    assert.match(person.last?.text ?? '', /tokens\/prototype.cartotoken.json exists already/);

    person.answers('Save Elsewhere…');
    await save('prototype');
    assert.deepEqual(proposed.map(String), [place.toString()]);
    assert.equal(await read(place), 'mine');

    person.answers('Save Elsewhere…');
    chosen = file('tokens/elsewhere/x.cartotoken.json');
    await save('prototype');
    assert.match(await read(chosen), /"prototype"/);
    assert.equal(await read(place), 'mine');

    await vscode.workspace.fs.delete(chosen);
    person.answers('Overwrite');
    await save('prototype');
    assert.match(await read(place), /"prototype"/);
  });

  it('opens a document that is saved nowhere where no folder is open', async () => {
    const folders = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders');
    assert.ok(folders?.configurable);
    Object.defineProperty(vscode.workspace, 'workspaceFolders', {
      ...folders,
      get: () => undefined,
    });
    try {
      await save('prototype');
    } finally {
      Object.defineProperty(vscode.workspace, 'workspaceFolders', folders);
    }
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document?.isUntitled);
    assert.match(document.getText(), /"prototype"/);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('asks which one from the palette, and does nothing where that is cancelled', async () => {
    person.answers('Acme', undefined);
    await saveAsDeclaration(stage.context, undefined, undefined);
    assert.deepEqual(person.offered.at(-1)?.toSorted(), [
      'nightly-import',
      'prototype',
      'sales-dashboard',
      'storefront-map',
    ]);
    await assert.rejects(read(file('tokens/prototype.cartotoken.json')));
  });

  it('says that it is gone where another window has deleted it', async () => {
    const node = await stage.node(stage.carto, 'prototype');
    const gone = { ...node, credential: { ...node.credential, id: 'gone' } };
    await assert.rejects(
      saveAsDeclaration(stage.context, gone, undefined),
      /Acme does not have prototype any more/,
    );
  });

  it('fails with one message where the account cannot be asked', async () => {
    for (const kind of FAILURE_KINDS) {
      const failing = stage.failing(kind);
      const { message } = new CartoError(kind, { host: 'carto.example.com' });
      await assert.rejects(
        saveAsDeclaration(stage.context, { kind: 'account', account: stage.carto }, undefined),
        { name: 'AccountFailure', message },
      );
      failing.mend();
    }
    assert.deepEqual(person.shown, []);
  });
});
