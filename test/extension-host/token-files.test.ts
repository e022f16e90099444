import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { TokenCredential } from '../../client/accounts/credentials.ts';
import { TokenFiles } from '../../client/editing/token-files.ts';
import { tokenUri } from '../../client/editing/token-uri.ts';
import { LazyFileSystem } from '../../client/lazy-file-system.ts';
import { FAILURE_KINDS } from '../../core/carto/error.ts';
import { type TokenChanges, type TokensApi, tokensApi } from '../../core/carto/tokens-api.ts';
import type { Token } from '../../sandbox/account.ts';
import { EXAMPLE, type Seed } from '../../sandbox/sandbox.ts';
import { Person } from './person.ts';
import { Stage } from './stage.ts';
import { eventually } from './support.ts';

/** A scheme beside that of the extension, which has accounts of its own. */
const SCHEME = 'cartotoken-test';

const EXPIRES = '2099-01-01T00:00:00.000Z';

const SEED: Seed = {
  ...EXAMPLE,
  tokens: [
    ...(EXAMPLE.tokens ?? []),
    {
      name: 'a/b',
      allowed_apis: ['lds'],
      grants: [],
      referers: [],
      expiration_date: EXPIRES,
    },
  ],
};

describe('a token as a file', () => {
  let stage: Stage;
  let person: Person;
  let files: LazyFileSystem<TokenFiles>;
  /** What came of each time of saving: an empty text, or why not. */
  let outcomes: string[];

  beforeEach(async () => {
    stage = await Stage.open(SEED);
    person = new Person();
    outcomes = [];
    files = register();
  });

  afterEach(async () => {
    while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    files.dispose();
    person.leave();
    await stage.close();
  });

  const register = () =>
    new LazyFileSystem(SCHEME, async (tell) => {
      const work = new TokenFiles(stage.context, tell);
      const write = work.writeFile.bind(work);
      work.writeFile = (uri, content) =>
        write(uri, content).then(
          () => void outcomes.push(''),
          (error: Error) => {
            outcomes.push(error.message);
            throw error;
          },
        );
      return work;
    });
  /** What cannot be saved stays as it is, with a reason. */
  const refuses = async (document: vscode.TextDocument, reason: RegExp) => {
    const text = document.getText();
    assert.equal(await document.save(), false);
    assert.equal(document.isDirty, true);
    assert.equal(document.getText(), text);
    assert.match(outcomes.at(-1) ?? '', reason);
  };
  const held = (name: string): Token => {
    const token = stage.sandbox.account.tokens.find((each) => each.name === name);
    assert.ok(token, `there is no ${name}`);
    return token;
  };
  const changes = () => stage.sandbox.requests.received['PATCH /v3/tokens/:token'] ?? 0;
  const uriOf = async (name: string) => {
    const node = await stage.node<TokenCredential>(stage.carto, name);
    return tokenUri(node).with({ scheme: SCHEME });
  };
  const open = async (name: string) => {
    const document = await vscode.workspace.openTextDocument(await uriOf(name));
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  };
  /** Changes the token behind the window's back. */
  const elsewhere = async (name: string, body: TokenChanges) => {
    const { token } = held(name);
    await (await tokensOf(stage)).update(token, body);
  };

  it('is its declaration, in the language of declarations, under its name', async () => {
    const document = await open('storefront-map');
    assert.equal(document.languageId, 'cartotoken');
    assert.equal(document.uri.path, '/Acme/storefront-map.cartotoken.json');
    const { name, allowed_apis, grants, referers } = held('storefront-map');
    assert.deepEqual(JSON.parse(document.getText()), { name, allowed_apis, grants, referers });
    assert.ok(!document.uri.toString(true).includes(held('storefront-map').token));
  });

  it('has an address that is a file’s, whatever it is called', async () => {
    const document = await open('a/b');
    assert.equal(document.uri.path, '/Acme/a-b.cartotoken.json');
    assert.equal(JSON.parse(document.getText()).expiration_date, EXPIRES);
  });

  describe('saved', () => {
    it('sends what has changed, in one request, and nothing else', async () => {
      const document = await open('sales-dashboard');
      const before = held('sales-dashboard');
      await type(document, (body) => ({ ...body, name: 'sales' }));
      assert.ok(await document.save());
      assert.equal(document.isDirty, false);
      assert.equal(changes(), 1);
      assert.deepEqual(held('sales'), { ...before, name: 'sales' });
      assert.deepEqual(person.shown, []);
      const names = stage.context.lists.of(stage.carto).credentials?.map(({ name }) => name);
      assert.ok(names?.includes('sales'));

      await type(document, (body) => ({ ...body, name: 'sales again' }));
      assert.ok(await document.save(), 'saved a second time');
      assert.equal(held('sales again').token, before.token);
      assert.equal(changes(), 2);
    });

    it('sends nothing where nothing has changed but the writing', async () => {
      const document = await open('storefront-map');
      await type(document, ({ grants, ...body }) => ({
        ...body,
        grants: grants.map((grant) => ({ ...grant, source: `\`${grant.source}\`` })),
      }));
      assert.ok(await document.save());
      assert.equal(changes(), 0);
    });

    it('asks before access widens, by account, token and what widens', async () => {
      const document = await open('storefront-map');
      await type(document, (body) => ({
        ...body,
        allowed_apis: ['maps', 'sql'],
        grants: [...body.grants, { connection_name: 'warehouse', source: '*' }],
        referers: [],
      }));
      person.answers('Widen Access');
      assert.ok(await document.save(), outcomes.join());
      const { text } = person.last ?? { text: '' };
      assert.match(text, /storefront-map of Acme/);
      assert.match(text, /SQL API can be used/);
      assert.match(text, /Maps API, SQL API can read everything on warehouse/);
      assert.match(text, /every website/);
      assert.equal(changes(), 1);
      assert.deepEqual(held('storefront-map').referers, []);
    });

    it('stays unsaved where that is not confirmed', async () => {
      const document = await open('storefront-map');
      const before = held('storefront-map');
      await type(document, (body) => ({ ...body, referers: [] }));
      await refuses(document, /Acme: You did not confirm/);
      assert.equal(changes(), 0);
      assert.deepEqual(held('storefront-map'), before);
      assert.deepEqual(
        person.shown.map(({ level, buttons }) => [level, buttons]),
        [['warning', ['Widen Access']]],
      );
    });

    it('stays unsaved where the token was changed elsewhere while that was asked', async () => {
      const document = await open('storefront-map');
      await type(document, (body) => ({ ...body, referers: [] }));
      const { showWarningMessage } = vscode.window;
      Object.assign(vscode.window, {
        showWarningMessage: async () => {
          await elsewhere('storefront-map', { referers: ['https://other.example/'] });
          return 'Widen Access';
        },
      });
      try {
        assert.equal(await document.save(), false);
      } finally {
        Object.assign(vscode.window, { showWarningMessage });
      }
      assert.equal(document.isDirty, true);
      assert.deepEqual(held('storefront-map').referers, ['https://other.example/']);
    });

    const broken: Readonly<Record<string, readonly [string, RegExp]>> = {
      'what is not JSON': ['{ "name": ', /Line 1: /],
      'what is no object': ['[]', /Line 1: /],
      'an unknown property': ['{"allowed_apis":["lds"],"referrers":[]}', /Line 1: .*referrers/],
      'what the rules call an error': [
        '{\n"name": "storefront-map",\n"allowed_apis": ["lds", "imports"],"grants":[{"connection_name":"x","source":"a.b.c"}]}',
        /Line 3: .*Imports API cannot be combined/,
      ],
      'an expiry': [
        '{"allowed_apis":["lds"],"expiration_date":"2090-01-01T00:00:00Z"}',
        /expiry be set only when it is created: remove/,
      ],
      'an API key': ['{"name":"k","grants":[{"type":"apis","apis":["sql"]}]}', /API key of CARTO/],
    };
    for (const [what, [text, reason]] of Object.entries(broken)) {
      it(`refuses ${what}`, async () => {
        const document = await open('storefront-map');
        const before = held('storefront-map');
        await replace(document, text);
        await refuses(document, reason);
        assert.deepEqual(held('storefront-map'), before);
        assert.equal(changes(), 0);
        assert.deepEqual(person.shown, []);
      });
    }

    it('refuses another expiry, and takes the same one written otherwise', async () => {
      const document = await open('a/b');
      await type(document, (body) => ({ ...body, expiration_date: '2098-01-01T00:00:00Z' }));
      await refuses(document, /does not let a token’s expiry be changed: write/);
      await type(document, ({ expiration_date, ...body }) => body);
      await refuses(document, /write "expiration_date": "2099-01-01T00:00:00.000Z" again/);
      await type(document, (body) => ({
        ...body,
        name: 'ab',
        expiration_date: '2099-01-01T01:00:00+01:00',
      }));
      assert.ok(await document.save());
      assert.equal(held('ab').expiration_date, EXPIRES);
    });

    it('tells what CARTO refuses', async () => {
      const document = await open('storefront-map');
      await type(document, (body) => ({ ...body, name: 'prototype' }));
      await refuses(document, /Acme: .*There is a token named "prototype" already/);
      assert.equal(held('storefront-map').name, 'storefront-map');
    });

    it('is not done automatically', async () => {
      const document = await open('storefront-map');
      await type(document, (body) => ({ ...body, name: 'half typed' }));
      const settings = vscode.workspace.getConfiguration('files');
      // VS Code's own default is another in a browser than what these tests are run with.
      const before = settings.inspect('autoSave')?.globalValue;
      await settings.update('autoSave', 'afterDelay', true);
      try {
        await type(document, (body) => ({ ...body, name: 'more of it' }));
        await eventually(
          'refused',
          () => outcomes.join(),
          (outcome) => outcome.includes('not saved automatically'),
        );
      } finally {
        await settings.update('autoSave', before, true);
      }
      assert.equal(document.isDirty, true);
      assert.equal(changes(), 0);
      assert.ok(await document.save());
      assert.equal(held('more of it').name, 'more of it');
    });
  });

  describe('changed elsewhere', () => {
    it('is not saved over, and is saved once it was looked at', async () => {
      const document = await open('storefront-map');
      await type(document, (body) => ({ ...body, name: 'mine' }));
      const mine = document.getText();
      await elsewhere('storefront-map', { name: 'theirs' });
      assert.equal(await document.save(), false);
      assert.equal(document.isDirty, true);
      assert.equal(document.getText(), mine);
      assert.equal(held('theirs').name, 'theirs');
      assert.equal(changes(), 1);
      await eventually(
        'the view to know it, too',
        () => stage.context.lists.of(stage.carto).credentials?.map(({ name }) => name),
        (names) => names?.includes('theirs') === true,
      );

      await vscode.commands.executeCommand('workbench.action.files.revert');
      assert.equal(JSON.parse(document.getText()).name, 'theirs');
      await type(document, (body) => ({ ...body, name: 'ours' }));
      assert.ok(await document.save());
      assert.equal(held('ours').name, 'ours');
    });

    it('shows what it is now, where nothing was typed', async () => {
      const document = await open('storefront-map');
      await elsewhere('storefront-map', { name: 'theirs' });
      await stage.context.lists.refresh(stage.carto);
      await eventually(
        'the new name',
        () => JSON.parse(document.getText()).name,
        (name) => name === 'theirs',
      );
    });

    it('is still noticed by a window that is opened later', async () => {
      const uri = await uriOf('storefront-map');
      const before = await vscode.workspace.fs.stat(uri);
      await open('storefront-map');
      files.dispose();
      files = register();
      assert.equal((await vscode.workspace.fs.stat(uri)).mtime, before.mtime);
      await elsewhere('storefront-map', { name: 'theirs' });
      const after = await vscode.workspace.fs.stat(uri);
      assert.ok(after.mtime > before.mtime);
      assert.notEqual(after.size, before.size);
    });

    it('keeps nothing of a token but fingerprints', async () => {
      await open('storefront-map');
      const { workspaceState } = stage.context.extension;
      const kept = JSON.stringify(workspaceState.keys().map((key) => workspaceState.get(key)));
      assert.ok(kept.includes('digest'));
      const { token, referers } = held('storefront-map');
      for (const text of [token, ...referers]) assert.ok(!kept.includes(text));
    });

    it('to the same is no reason not to save', async () => {
      const document = await open('storefront-map');
      await elsewhere('storefront-map', { referers: ['https://a.example/'] });
      await stage.context.lists.refresh(stage.carto);
      await eventually(
        'the new referer',
        () => document.getText(),
        (text) => text.includes('a.example'),
      );
      await type(document, (body) => ({ ...body, name: 'mine' }));
      assert.ok(await document.save());
      assert.deepEqual(held('mine').referers, ['https://a.example/']);
    });
  });

  describe('that is gone', () => {
    it('is not saved, and can be saved elsewhere', async () => {
      const document = await open('storefront-map');
      await type(document, (body) => ({ ...body, name: 'mine' }));
      await (await tokensOf(stage)).delete(held('storefront-map').token);
      await refuses(document, /any more.* Your text is still in this editor: save it as a decl/);
      assert.equal(changes(), 0);
      await assert.rejects(async () => vscode.workspace.fs.stat(document.uri), isNotFound);
    });

    it('with its account says so', async () => {
      const document = await open('storefront-map');
      await type(document, (body) => ({ ...body, name: 'mine' }));
      await stage.context.accounts.signOut(stage.carto);
      await refuses(document, /not signed in to Acme any more\. Sign in/);
      await assert.rejects(
        async () => vscode.workspace.fs.readFile(document.uri),
        /not signed in to Acme/,
      );
    });

    it('was never there', async () => {
      const uri = await uriOf('storefront-map');
      for (const query of ['', '{}', '[]', '{"account":"carto","credential":"none"}']) {
        const gone = uri.with({ query });
        await assert.rejects(async () => vscode.workspace.fs.stat(gone), isNotFound);
      }
    });
  });

  for (const kind of FAILURE_KINDS) {
    it(`fails with ${kind}: the text stays, and nothing is sent`, async () => {
      const document = await open('storefront-map');
      await type(document, (body) => ({ ...body, name: 'mine' }));
      const { mend } = stage.failing(kind);
      try {
        assert.equal(await document.save(), false);
        assert.equal(document.isDirty, true);
        const again = person.shown.length;
        assert.ok(again <= 1, 'one message at most beside VS Code’s own');
        if (again === 1) assert.ok(person.last?.buttons.includes('Sign In Again'));
      } finally {
        mend();
      }
      assert.ok(await document.save(), 'saved once it is mended');
      assert.equal(held('mine').name, 'mine');
      assert.equal(changes(), 1);
    });
  }

  it('says at the place what cannot be edited', async () => {
    const document = await open('a/b');
    const found = () =>
      vscode.languages
        .getDiagnostics(document.uri)
        .map(({ severity, message, range }) => [
          vscode.DiagnosticSeverity[severity],
          document.getText(range),
          message.slice(0, 20),
        ]);
    assert.deepEqual(found(), [['Information', EXPIRES, 'This cannot be chang']]);
    await type(document, (body) => ({ ...body, usage: 'server', expiration_date: 'x' }));
    assert.deepEqual(found(), [
      ['Error', 'x', 'CARTO does not let a'],
      ['Information', 'usage', 'CARTO does not keep '],
    ]);
  });
});

interface Body {
  readonly name?: string;
  readonly grants: readonly { readonly connection_name: string; readonly source: string }[];
  readonly expiration_date?: string;
}

function type(document: vscode.TextDocument, change: (body: Body) => object): Promise<void> {
  return replace(document, JSON.stringify(change(JSON.parse(document.getText())), null, 2));
}

async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

function isNotFound(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}

/** What another window, or CARTO's Workspace, changes tokens with. */
async function tokensOf(stage: Stage): Promise<TokensApi> {
  const { carto } = await stage.context.accounts.access(stage.carto);
  assert.ok(carto);
  return tokensApi(carto);
}
