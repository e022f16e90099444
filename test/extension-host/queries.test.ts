import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { choosing } from './choosing.ts';
import { eventually, file, open } from './support.ts';

interface Grant {
  readonly connection_name: string;
  readonly source: string;
}

const TABLE: Grant = { connection_name: 'carto_dw', source: 'project.dataset.table' };
const STORES = query('SELECT * FROM stores');
/** The same query on another connection. */
const ELSEWHERE: Grant = { ...STORES, connection_name: 'other' };
const SALES = query('SELECT * FROM sales');
const ZONES = query('SELECT * FROM zones');

describe('CARTO: Edit Query', () => {
  /** A file of its own for each test: what VS Code still knows of one is of no matter to the next. */
  let uri: vscode.Uri;
  let count = 0;

  beforeEach(() => {
    count += 1;
    uri = file(`tokens/queries-${count}.cartotoken.json`);
  });

  afterEach(async () => {
    while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await vscode.workspace.fs.delete(uri).then(undefined, () => undefined);
  });

  describe('opens', () => {
    it('the query at the cursor, as SQL under a name of its own', async () => {
      const declaration = await declare(uri, TABLE, STORES, SALES);
      const sql = await edit(declaration, SALES);
      assert.equal(sql.getText(), SALES.source);
      assert.equal(sql.languageId, 'sql');
      assert.equal(sql.uri.path, '/queries-test · grant 3.sql');
      assert.equal(vscode.window.activeTextEditor?.document, sql);
    });

    it('the only query there is, wherever the cursor stands', async () => {
      const declaration = await declare(uri, TABLE, STORES);
      assert.equal((await edit(declaration, TABLE)).getText(), STORES.source);
    });

    it('the one chosen of several, where the cursor is in none', async () => {
      const declaration = await declare(uri, TABLE, STORES, { ...SALES, connection_name: 'other' });
      await putCursor(declaration, TABLE);
      const offered = await choosing('other', editQuery);
      assert.deepEqual(offered, ['carto_dw', 'other']);
      assert.equal(vscode.window.activeTextEditor?.document.getText(), SALES.source);
    });

    it('nothing where none is chosen', async () => {
      const declaration = await declare(uri, TABLE, STORES, SALES);
      await putCursor(declaration, TABLE);
      await choosing(undefined, editQuery);
      assert.equal(vscode.window.activeTextEditor?.document, declaration);
    });

    it('the same document for the same grant, wherever it has moved, and another for another', async () => {
      const declaration = await declare(uri, STORES);
      const stores = await edit(declaration, STORES);
      await type(declaration, json(SALES, STORES));
      assert.equal(await edit(declaration, STORES), stores);
      const sales = await edit(declaration, SALES);
      assert.notEqual(sales, stores);
      assert.notEqual(sales.uri.path, stores.uri.path);
      assert.equal(sales.getText(), SALES.source);
    });

    it('nothing where no query is granted', async () => {
      const declaration = await declare(uri, TABLE);
      await putCursor(declaration, TABLE);
      const said: string[] = [];
      const { showInformationMessage } = vscode.window;
      Object.assign(vscode.window, {
        showInformationMessage: async (text: string) => said.push(text),
      });
      try {
        await editQuery();
      } finally {
        Object.assign(vscode.window, { showInformationMessage });
      }
      assert.match(said.join(), /grants no query.*"source": "SELECT/);
      assert.equal(vscode.window.activeTextEditor?.document, declaration);
    });
  });

  describe('saves', () => {
    it('into the JSON string, escaped, and saves the declaration with it', async () => {
      const declaration = await declare(uri, TABLE, STORES, SALES);
      const sql = await edit(declaration, STORES);
      const text = 'SELECT "a", \'\\d\'\n\tFROM `é/😀`\n-- \u0001';
      await type(sql, text);
      assert.ok(await sql.save());
      assert.equal(sql.isDirty, false);
      assert.deepEqual(await stored(uri), [TABLE, query(text), SALES]);
      assert.equal(declaration.isDirty, false);
      assert.equal(declaration.getText(), json(TABLE, query(text), SALES));
    });

    it('what can be undone in the declaration, and the query follows', async () => {
      const declaration = await declare(uri, STORES);
      const before = declaration.getText();
      const sql = await edit(declaration, STORES);
      await type(sql, 'SELECT 2');
      await sql.save();
      await open(declaration.uri);
      await vscode.commands.executeCommand('undo');
      assert.equal(declaration.getText(), before);
      await eventually(
        'the query as before',
        () => sql.getText(),
        (text) => text === STORES.source,
      );
      assert.equal(sql.isDirty, false);
    });

    it('without saving what else was changed in the declaration', async () => {
      const declaration = await declare(uri, STORES);
      await type(declaration, json(STORES, SALES));
      const sql = await edit(declaration, STORES);
      await type(sql, 'SELECT 2');
      assert.ok(await sql.save());
      assert.equal(declaration.getText(), json(query('SELECT 2'), SALES));
      assert.equal(declaration.isDirty, true);
      assert.deepEqual(await stored(uri), [STORES]);
    });

    it('into a declaration that was never saved', async () => {
      const declaration = await vscode.workspace.openTextDocument({
        language: 'cartotoken',
        content: json(STORES),
      });
      await vscode.window.showTextDocument(declaration, { preview: false });
      const sql = await edit(declaration, STORES);
      await type(sql, 'SELECT 2');
      assert.ok(await sql.save());
      assert.equal(declaration.getText(), json(query('SELECT 2')));
      assert.equal(declaration.isUntitled, true);
    });

    it('into a declaration whose tab is closed', async () => {
      const declaration = await declare(uri, STORES);
      const sql = await edit(declaration, STORES);
      const tab = vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ input }) => {
          return input instanceof vscode.TabInputText && input.uri.path === uri.path;
        });
      assert.ok(tab && (await vscode.window.tabGroups.close(tab)));
      await type(sql, 'SELECT 2');
      assert.ok(await sql.save());
      assert.deepEqual(await stored(uri), [query('SELECT 2')]);
    });

    it('no line break at the end that a formatter has added', async () => {
      const declaration = await declare(uri, STORES);
      const sql = await edit(declaration, STORES);
      await type(sql, `${STORES.source}\n`);
      const { version } = declaration;
      assert.ok(await sql.save());
      assert.equal(declaration.version, version);
      await type(sql, 'SELECT 2\n');
      assert.ok(await sql.save());
      assert.deepEqual(await stored(uri), [query('SELECT 2')]);
    });

    it('time and again, even what is no query for a while', async () => {
      const declaration = await declare(uri, TABLE, STORES);
      const sql = await edit(declaration, STORES);
      for (const text of ['', 'SEL', 'SELECT 3']) {
        await type(sql, text);
        assert.ok(await sql.save());
        assert.deepEqual(await stored(uri), [TABLE, query(text)]);
      }
    });
  });

  describe('finds the grant again', () => {
    const cases: Readonly<Record<string, readonly [before: Grant[], after: Grant[], own?: Grant]>> =
      {
        'after one was added above': [
          [TABLE, STORES],
          [SALES, TABLE, STORES],
        ],
        'after one was removed above': [
          [TABLE, SALES, STORES],
          [SALES, STORES],
        ],
        'after all were reordered': [
          [TABLE, STORES, SALES],
          [SALES, TABLE, STORES],
        ],
        'beside one of the same query on another connection': [
          [ELSEWHERE, STORES],
          [STORES, ELSEWHERE],
        ],
        'after its connection was renamed': [[TABLE, ELSEWHERE], [TABLE, STORES], ELSEWHERE],
      };
    for (const [name, [before, after, own = STORES]] of Object.entries(cases)) {
      it(name, async () => {
        const declaration = await declare(uri, ...before);
        const sql = await edit(declaration, own);
        await type(sql, 'SELECT 2');
        await type(declaration, json(...after));
        await declaration.save();
        assert.ok(await sql.save());
        assert.deepEqual(
          await stored(uri),
          after.map((grant) => (grant === STORES ? query('SELECT 2') : grant)),
        );
      });
    }

    it('after it was moved on disk', async () => {
      const declaration = await declare(uri, STORES);
      const sql = await edit(declaration, STORES);
      await type(sql, 'SELECT 2');
      await store(uri, json(SALES, STORES));
      await eventually(
        'the declaration read again',
        () => declaration.getText(),
        (text) => text === json(SALES, STORES),
      );
      assert.ok(await sql.save());
      assert.deepEqual(await stored(uri), [SALES, query('SELECT 2')]);
    });

    it('in a declaration that is not JSON for the moment', async () => {
      const declaration = await declare(uri, TABLE, STORES, SALES);
      const sql = await edit(declaration, STORES);
      await type(sql, 'SELECT 2');
      const broken = (grant: Grant) =>
        json(TABLE, grant, SALES).replace('"grants"', '"name" 1, x,\n  "grants"').slice(0, -8);
      await type(declaration, broken(STORES));
      assert.ok(await sql.save());
      assert.equal(declaration.getText(), broken(query('SELECT 2')));
    });
  });

  describe('loses nothing', () => {
    for (const [length, other] of [
      ['another', 'SELECT * FROM something_else'],
      ['the same', 'SELECT * FROM shores'],
    ] as const) {
      it(`where the query was changed meanwhile, to one of ${length} length`, async () => {
        const declaration = await declare(uri, TABLE, STORES);
        const sql = await edit(declaration, STORES);
        const before = await vscode.workspace.fs.stat(sql.uri);
        await type(sql, 'SELECT 2');
        const changed = json(TABLE, query(other));
        await type(declaration, changed);
        assert.equal(await sql.save(), false);
        assert.equal(sql.isDirty, true);
        assert.equal(sql.getText(), 'SELECT 2');
        assert.equal(declaration.getText(), changed);
        const after = await vscode.workspace.fs.stat(sql.uri);
        assert.ok(after.mtime > before.mtime);
      });
    }

    it('where the query was changed on disk meanwhile', async () => {
      const declaration = await declare(uri, TABLE, STORES);
      const sql = await edit(declaration, STORES);
      await type(sql, 'SELECT 2');
      const changed = json(TABLE, SALES);
      await store(uri, changed);
      await eventually(
        'the declaration read again',
        () => declaration.getText(),
        (text) => text === changed,
      );
      assert.equal(await sql.save(), false);
      assert.equal(sql.getText(), 'SELECT 2');
      assert.deepEqual(await stored(uri), [TABLE, SALES]);
    });

    it('where nothing was typed: the document follows the declaration', async () => {
      const declaration = await declare(uri, TABLE, STORES);
      const sql = await edit(declaration, STORES);
      await type(declaration, json(TABLE, ZONES));
      await eventually(
        'the new query',
        () => sql.getText(),
        (text) => text === ZONES.source,
      );
      assert.equal(sql.isDirty, false);
    });

    const ALL = [TABLE, STORES, SALES];
    const gone: Readonly<Record<string, readonly [before: Grant[], after: Grant[]]>> = {
      'the grant was removed': [ALL, [TABLE, SALES]],
      'the grant was removed, and another added elsewhere': [ALL, [ZONES, TABLE, SALES]],
      'the grant was removed, and one of the same query stays': [
        [STORES, TABLE, ELSEWHERE],
        [ELSEWHERE, SALES],
      ],
      'the grant was changed, and all were reordered': [ALL, [SALES, TABLE, ZONES]],
      'the grant names a table now': [ALL, [TABLE, { ...STORES, source: 'a.b.c' }, SALES]],
      'another grant stands in its place': [
        ALL,
        [TABLE, { ...ZONES, connection_name: 'x' }, SALES],
      ],
      'there are no grants any more': [ALL, []],
    };
    for (const [name, [before, after]] of Object.entries(gone)) {
      it(`where ${name}`, async () => {
        const declaration = await declare(uri, ...before);
        const sql = await edit(declaration, STORES);
        await type(sql, 'SELECT 2');
        await type(declaration, json(...after));
        await refuses(sql, /queries-\d+\.cartotoken\.json no longer has the grant.*copy it into/);
        assert.equal(declaration.getText(), json(...after));

        await type(declaration, json(...before));
        assert.ok(await sql.save(), 'saved after the grant is back');
        const saved = before.map((grant) => (grant === STORES ? query('SELECT 2') : grant));
        assert.equal(declaration.getText(), json(...saved));
      });
    }

    it('where the declaration is too broken to find the grant', async () => {
      const declaration = await declare(uri, TABLE, STORES);
      const sql = await edit(declaration, STORES);
      await type(sql, 'SELECT 2');
      const broken = json(TABLE, STORES).replace('"grants"', 'grants');
      await type(declaration, broken);
      await refuses(sql, /is not valid JSON.*mend the declaration/);
      assert.equal(declaration.getText(), broken);
    });

    it('where the declaration was deleted', async () => {
      const declaration = await declare(uri, TABLE, STORES);
      const sql = await edit(declaration, STORES);
      await type(sql, 'SELECT 2');
      await vscode.workspace.fs.delete(uri);
      await refuses(sql, /was deleted, renamed or closed.*copy it/);
      await assert.rejects(async () => vscode.workspace.fs.stat(uri));
    });
  });
});

function query(source: string): Grant {
  return { connection_name: 'carto_dw', source };
}

function json(...grants: readonly Grant[]): string {
  return JSON.stringify({ name: 'queries-test', allowed_apis: ['maps'], grants }, null, 2);
}

/** Writes a declaration and opens it. */
async function declare(uri: vscode.Uri, ...grants: readonly Grant[]): Promise<vscode.TextDocument> {
  await store(uri, json(...grants));
  return open(uri);
}

async function store(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
}

/** The grants as they are on disk. */
async function stored(uri: vscode.Uri): Promise<Grant[]> {
  return JSON.parse(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString()).grants;
}

/** Puts the cursor into a grant of a declaration that is open. */
async function putCursor(declaration: vscode.TextDocument, grant: Grant): Promise<void> {
  const editor = await vscode.window.showTextDocument(declaration, { preview: false });
  const connection = JSON.stringify(grant.connection_name);
  const source = JSON.stringify(grant.source);
  const at = declaration.getText().search(pattern(`${connection},\n      "source": ${source}`));
  assert.ok(at >= 0);
  const position = declaration.positionAt(at);
  editor.selection = new vscode.Selection(position, position);
}

function pattern(text: string): RegExp {
  return new RegExp(text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
}

function editQuery(): Thenable<void> {
  return vscode.commands.executeCommand('cartotoken.editQuery');
}

/** Opens the query of a grant with the cursor in it. */
async function edit(declaration: vscode.TextDocument, grant: Grant): Promise<vscode.TextDocument> {
  await putCursor(declaration, grant);
  await editQuery();
  const document = vscode.window.activeTextEditor?.document;
  assert.equal(document?.uri.scheme, 'cartotoken-query');
  return document;
}

/** Replaces a document's text, as typing does. */
async function type(document: vscode.TextDocument, text: string): Promise<void> {
  const change = new vscode.WorkspaceEdit();
  change.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert.ok(await vscode.workspace.applyEdit(change));
}

/** A query that cannot be saved stays as it is, with a reason; and is no file that could be read. */
async function refuses(sql: vscode.TextDocument, reason: RegExp): Promise<void> {
  const text = sql.getText();
  assert.equal(await sql.save(), false);
  assert.equal(sql.isDirty, true);
  assert.equal(sql.getText(), text);
  await assert.rejects(
    async () => vscode.workspace.fs.writeFile(sql.uri, Buffer.from(text)),
    reason,
  );
  await assert.rejects(
    async () => vscode.workspace.fs.stat(sql.uri),
    (error) => error instanceof vscode.FileSystemError && error.code === 'FileNotFound',
  );
}
