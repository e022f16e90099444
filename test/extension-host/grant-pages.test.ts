import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { draftOf, type GrantDraft, grantOf } from '../../client/wizards/grant-draft.ts';
import { grantPages } from '../../client/wizards/grant-pages.ts';
import { QueryEditor, QueryEditors } from '../../client/wizards/query-editor.ts';
import { runWizard } from '../../client/wizards/wizard.ts';
import type { Api } from '../../core/carto/apis.ts';
import { answering, type Inputs } from './inputs.ts';
import { eventually } from './support.ts';

const CONNECTION = 'On which connection';
const KIND = 'What may be read';
const TABLE = 'The full name of the table';
const QUERY = 'Write the query';
const ALL = 'Everything on carto_dw';

describe('asking for a grant', () => {
  const ask = async (
    person: (inputs: Inputs) => Promise<void>,
    apis: readonly Api[] = ['maps', 'sql'],
    values: GrantDraft = {},
    connections: () => Promise<readonly string[]> = async () => ['carto_dw', 'warehouse'],
  ) => {
    const pages = grantPages({ apis, connections, editor: new QueryEditor() });
    const draft = await answering(() => runWizard<GrantDraft>('Grant', pages, { values }), person);
    return draft && grantOf(draft);
  };
  /** Picks a connection once it is listed. */
  const connect = async (inputs: Inputs, name: string) => {
    const input = await inputs.asks(CONNECTION);
    await eventually(
      'listed',
      () => input.items.map(({ label }) => label),
      (labels) => labels.includes(name),
    );
    assert.equal(input.busy, false);
    await inputs.pick(CONNECTION, name);
  };
  const write = async (query: string) => {
    const { document } = await eventually(
      'an SQL editor',
      () => vscode.window.activeTextEditor as vscode.TextEditor,
      (editor) => editor?.document.languageId === 'sql' && editor.document.isUntitled,
    );
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), query);
    assert.ok(await vscode.workspace.applyEdit(edit));
    return document;
  };
  const opened = (query: string) =>
    eventually(
      `"${query}" in the editor`,
      () => vscode.window.activeTextEditor?.document.getText(),
      (text) => text === query,
    );
  afterEach(async () => {
    for (const tab of vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs)) {
      const { uri } = (tab.input ?? {}) as { uri?: vscode.Uri };
      if (uri?.scheme !== 'untitled') continue;
      await vscode.window.showTextDocument(uri);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  });

  it('on a table, whose name is checked as the rules do', async () => {
    const grant = await ask(async (inputs) => {
      await connect(inputs, 'warehouse');
      await inputs.pick(KIND, 'A table');
      await inputs.answer(TABLE, 'stores');
      await inputs.refused('a table has to be named in full');
      await inputs.answer(TABLE, 'SELECT 1');
      await inputs.refused('This is a query, not a table');
      await inputs.answer(TABLE, 'public.stores');
    });
    assert.deepEqual(grant, { connection_name: 'warehouse', source: 'public.stores' });
  });

  it('on a query, written in an editor that stays', async () => {
    const grant = await ask(async (inputs) => {
      await connect(inputs, 'carto_dw');
      await inputs.pick(KIND, 'A query');
      await inputs.asks(QUERY);
      await write('DELETE FROM stores');
      await inputs.pick(QUERY, 'Use the query');
      await inputs.refused('does more than read');
      await write('SELECT a\nFROM stores\n');
      await inputs.pick(QUERY, 'Use the query');
    });
    assert.deepEqual(grant, { connection_name: 'carto_dw', source: 'SELECT a\nFROM stores' });
  });

  it('closes the editors of queries that were granted, without a question, and no others', async () => {
    const editors = new QueryEditors();
    for (const query of ['SELECT granted', 'SELECT dropped']) {
      await editors.another().open('', new AbortController().signal);
      await write(query);
    }
    await editors.close(['SELECT granted']);
    const texts = () =>
      vscode.workspace.textDocuments
        .filter(({ isUntitled, isClosed }) => isUntitled && !isClosed)
        .map((document) => document.getText());
    await eventually('closed', texts, (open) => !open.includes('SELECT granted'));
    assert.ok(texts().includes('SELECT dropped'));
  });

  it('leaves what was written in the editor where it is cancelled, and opens it again where it was closed', async () => {
    let document: vscode.TextDocument | undefined;
    const cancelled = await ask(async (inputs) => {
      await connect(inputs, 'carto_dw');
      await inputs.pick(KIND, 'A query');
      await inputs.asks(QUERY);
      document = await write('SELECT typed');
      await inputs.cancel(QUERY);
    });
    assert.equal(cancelled, undefined);
    assert.equal(document?.getText(), 'SELECT typed');
    assert.equal(document?.isClosed, false);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');

    await ask(
      async (inputs) => {
        await inputs.pick(CONNECTION, 'carto_dw');
        await inputs.pick(KIND, 'A query');
        await opened('SELECT before');
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        await inputs.pick(QUERY, 'Use the query');
        await inputs.refused('The editor was closed');
        await opened('SELECT before');
        await inputs.pick(QUERY, 'Use the query');
      },
      ['sql'],
      draftOf({ connection_name: 'carto_dw', source: 'SELECT before' }),
    );
  });

  it('on all sources, once that is confirmed', async () => {
    const grant = await ask(async (inputs) => {
      await connect(inputs, 'carto_dw');
      await inputs.pick(KIND, 'All sources');
      await inputs.refused('tables of the future included');
      await inputs.pick(ALL, 'Choose a table');
      await inputs.pick(KIND, 'All sources');
      await inputs.pick(ALL, 'Grant all sources');
    });
    assert.deepEqual(grant, { connection_name: 'carto_dw', source: '*' });
  });

  it('says why a table is no use to the SQL API alone', async () => {
    await ask(
      async (inputs) => {
        await connect(inputs, 'carto_dw');
        const kinds = await inputs.asks(KIND);
        const labels = kinds.items.map(({ label }) => label);
        assert.deepEqual(labels, [
          'A query',
          'All sources',
          'Not with these APIs',
          'A table or tileset',
        ]);
        await inputs.pick(KIND, 'A table');
        await inputs.refused('SQL API accepts no grant on a table or tileset');
        await inputs.cancel(KIND);
      },
      ['sql'],
    );
  });

  it('lets the connection be typed where the account’s cannot be listed', async () => {
    const grant = await ask(
      async (inputs) => {
        await inputs.refused('Nothing answers');
        await inputs.pick(CONNECTION, 'Type its name');
        await inputs.answer('The connection’s name', '');
        await inputs.refused('is needed');
        await inputs.answer('The connection’s name', 'mine');
        await inputs.pick(KIND, 'A table');
        (await inputs.asks(TABLE)).back();
        (await inputs.asks(KIND)).back();
        assert.equal((await inputs.asks('The connection’s name')).value, 'mine');
        await inputs.answer('The connection’s name');
        await inputs.pick(KIND, 'A table');
        await inputs.answer(TABLE, 'a.b');
      },
      ['maps'],
      {},
      async () => {
        throw new Error('Nothing answers.');
      },
    );
    assert.deepEqual(grant, { connection_name: 'mine', source: 'a.b' });
  });
});
