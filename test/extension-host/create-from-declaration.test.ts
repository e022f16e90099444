import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { createTokenFromDeclaration } from '../../client/commands/create-token-from-declaration.ts';
import { CartoError, FAILURE_KINDS } from '../../core/carto/error.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';
import { eventually, file, open, restore } from './support.ts';

const TOKEN = {
  name: 'declared',
  environment: 'production',
  allowed_apis: ['maps'],
  grants: [{ connection_name: 'carto_dw', source: 'demo.tables.stores' }],
  referers: ['https://example.com/'],
};
const KEY = {
  name: 'declared-key',
  grants: [
    { type: 'apis', apis: ['sql'] },
    {
      type: 'database',
      tables: [{ schema: 'public', name: 'stores', permissions: ['select'] }],
    },
  ],
};

describe('creating a token from its declaration', () => {
  let stage: Stage;
  let person: Person;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await close();
    await stage.close();
  });

  /** The next text that is typed may be called as the last one: that has to be gone. */
  const close = async () => {
    const document = vscode.window.activeTextEditor?.document;
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually(
      'closed',
      () => !document?.isUntitled || document.isClosed,
      (isClosed) => isClosed,
    );
  };
  /** Types a declaration, and saves it nowhere. */
  const type = async (declaration: object | string) => {
    const content =
      typeof declaration === 'string' ? declaration : JSON.stringify(declaration, null, 2);
    const document = await vscode.workspace.openTextDocument({ language: 'cartotoken', content });
    await vscode.window.showTextDocument(document, { preview: false });
    // The editor of the test before may be taken for the active one for a moment longer.
    await eventually(
      'active',
      () => vscode.window.activeTextEditor?.document === document,
      (isActive) => isActive,
    );
    return document.uri;
  };
  const create = (on?: unknown) => createTokenFromDeclaration(stage.context, on, undefined);
  const performed = (what: string) => stage.sandbox.requests.performed[what] ?? 0;

  it('as it is typed, once it is confirmed what it can do and where', async () => {
    await type(TOKEN);
    person.answers('Create Token');
    await create();
    const { name, allowed_apis, grants, referers } = stage.sandbox.account.tokens.at(-1) ?? {};
    const { environment, ...body } = TOKEN;
    assert.deepEqual({ name, allowed_apis, grants, referers }, body);
    assert.deepEqual(
      person.shown.map(({ text }) => text),
      [
        [
          'Create declared in Acme?',
          'demo.tables.stores on carto_dw — Maps API: yes',
          'Allowed APIs: maps',
          'Referers: https://example.com/',
          'Expires: never',
        ].join('\n'),
        'Created declared in Acme',
      ],
    );
    await stage.node(stage.carto, 'declared');
  });

  it('an API key of CARTO Engine, from the item of a view', async () => {
    const uri = await type(KEY);
    person.answers('Create API Key');
    await create({ kind: 'declaration', uri });
    assert.deepEqual(stage.sandbox.account.keys.at(-1)?.name, 'declared-key');
    assert.equal(
      person.shown[0]?.text,
      'Create declared-key in Acme Engine?\nAPIs: sql\npublic.stores: select',
    );
  });

  it('shows warnings, and creates nothing where that is cancelled', async () => {
    await type({ ...TOKEN, referers: [] });
    person.answers(undefined);
    await create();
    assert.match(person.last?.text ?? '', /⚠ No referer limits this token/);
    assert.equal(performed('POST /v3/tokens'), 0);
  });

  it('does not ask CARTO for what the rules hold for an error', async () => {
    for (const [declaration, says] of [
      ['{ "name": ', 'CARTO would refuse this declaration'],
      [{ ...TOKEN, allowed_apis: ['maps', 'imports'] }, 'cannot be combined'],
      [{ ...TOKEN, grants: [{ connection_name: 'nowhere', source: 'a.b' }] }, 'no connection'],
    ] as const) {
      await type(declaration);
      await create();
      assert.equal(person.last?.level, 'error', person.last?.text);
      assert.ok(person.last?.text.includes(says), person.last?.text);
      assert.deepEqual(person.last?.buttons, ['Open Problems']);
      await close();
    }
    assert.equal(performed('POST /v3/tokens'), 0);
  });

  it('says that the name is taken where another window has it, and keeps the text', async () => {
    const uri = await type({ ...TOKEN, name: 'prototype' });
    person.answers('Create Token');
    await assert.rejects(create(uri), /collides with what is there already/);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? '', /prototype/);
    assert.equal(performed('POST /v3/tokens'), 0);
  });

  it('finds what was created although the answer never came, in an account not looked at before', async () => {
    const { carto } = await stage.context.accounts.access(stage.carto);
    assert.ok(carto);
    const { send } = carto;
    Object.assign(carto, {
      async send(request: { method: string }, schema: never) {
        const answer = await send.call(carto, request as never, schema);
        if (request.method !== 'POST') return answer;
        throw new CartoError('connection-lost', { host: 'carto.example.com' });
      },
    });
    await type(TOKEN);
    person.answers('Create Token');
    await create();
    assert.equal(person.last?.text, 'Created declared in Acme');
    assert.equal(performed('POST /v3/tokens'), 1);
  });

  it('fails with one message, whatever the reason', async () => {
    await type(TOKEN);
    for (const kind of FAILURE_KINDS) {
      const failing = stage.failing(kind);
      person.answers('Create Token');
      const { reason } = new CartoError(kind, { host: 'carto.example.com' });
      await assert.rejects(create(), (error: Error) => {
        assert.equal(error.name, 'AccountFailure');
        assert.ok(error.message.startsWith(reason), error.message);
        return true;
      });
      failing.mend();
      // Cancelled before there was a question.
      assert.equal(person.shown.length, kind === 'cancelled' ? 0 : 1, kind);
      person.shown.length = 0;
    }
    assert.equal(performed('POST /v3/tokens'), 0);
  });

  it('says so where no declaration is open, or no account fits', async () => {
    await open(file('README.md'));
    await assert.rejects(create(), /Open a \*\.cartotoken\.json/);
    await type(TOKEN);
    await stage.context.accounts.signOut(stage.carto);
    await create();
    assert.match(person.last?.text ?? '', /Sign in to CARTO to create it/);
  });

  it('is offered at the top of each declaration, by what it declares, unless that is switched off', async () => {
    const titles = async (uri: vscode.Uri) => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        uri,
      );
      return lenses.map(({ command }) => command?.title);
    };
    const document = await open(file('tokens/map.cartotoken.json'));
    const before = document.getText();
    assert.deepEqual(await titles(document.uri), ['Create token…']);
    await restore(document, JSON.stringify(KEY));
    assert.deepEqual(await titles(document.uri), ['Create API key…']);
    await restore(document, before);

    const settings = vscode.workspace.getConfiguration('cartotoken');
    await settings.update('codeLens.enabled', false);
    await eventually(
      'none',
      () => titles(document.uri),
      ({ length }) => length === 0,
    );
    await settings.update('codeLens.enabled', undefined);
  });
});
