import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Credential } from '../../client/accounts/credentials.ts';
import { insertSnippet } from '../../client/commands/insert-snippet.ts';
import { insertToken } from '../../client/commands/insert-token.ts';
import { FAILURE_KINDS } from '../../core/carto/error.ts';
import { Person } from './person.ts';
import { running } from './running.ts';
import { Stage } from './stage.ts';
import { eventually, file } from './support.ts';

describe('inserting a credential', () => {
  let stage: Stage;
  let person: Person;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
  });
  afterEach(async () => {
    person.leave();
    await closeAll();
    await stage.close();
  });

  const run = (command: typeof insertToken, on?: unknown) => running(command, stage.context, on);
  const tokenOf = (name: string) =>
    stage.sandbox.account.tokens.find((token) => token.name === name)?.token ?? '';
  const map = () => stage.node(stage.carto, 'storefront-map');

  describe('as a snippet', () => {
    it('at the cursor, indented like its line, reading the variable; and can be undone', async () => {
      const document = await typed('python', 'def stores():\n    ');
      await run(insertSnippet, await stage.node(stage.carto, 'sales-dashboard'));
      const text = document.getText();
      assert.match(text, /^def stores\(\):\n {4}import os\n\n {4}import requests\n/);
      assert.match(text, /"Bearer " \+ os\.environ\["CARTO_ACCESS_TOKEN"\]/);
      assert.ok(!text.includes(tokenOf('sales-dashboard')));
      assert.deepEqual(person.offered, [], 'there is one for Python');
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), 'def stores():\n    ');
    });

    it('in JavaScript that Vite builds, reads Vite’s variable', async () => {
      const document = await vscode.workspace.openTextDocument(file('src/map.js'));
      const before = document.getText();
      await vscode.window.showTextDocument(document);
      person.answers('deck.gl');
      await run(insertSnippet, await map());
      assert.match(document.getText(), /accessToken: import\.meta\.env\.VITE_CARTO_ACCESS_TOKEN,/);
      assert.deepEqual(person.offered.at(-1), ['@carto/api-client', 'deck.gl']);
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), before);
    });

    it('in TypeScript of no known build, reads Node’s', async () => {
      const document = await typed('typescript', '');
      person.answers('@carto/api-client');
      await run(insertSnippet, await map());
      assert.match(document.getText(), /accessToken: process\.env\.CARTO_ACCESS_TOKEN,/);
    });

    it('in a language of which there is none, as any is picked', async () => {
      const document = await typed('markdown', '');
      person.answers('curl');
      await run(insertSnippet, await map());
      assert.deepEqual(person.offered.at(-1), [
        'curl',
        '@carto/api-client',
        'deck.gl',
        'Python requests',
      ]);
      assert.match(document.getText(), /"Authorization: Bearer \$CARTO_ACCESS_TOKEN"/);
    });

    it('in a new document where none is open', async () => {
      await closeAll();
      person.answers('new carto.Client({ … })');
      await run(insertSnippet, await stage.node(stage.engine, 'public-map'));
      const { document } = vscode.window.activeTextEditor ?? {};
      assert.equal(document?.isUntitled, true);
      assert.equal(document?.languageId, 'javascript');
      assert.match(document?.getText() ?? '', /apiKey: process\.env\.CARTO_API_KEY,/);
    });

    it('not at all where it is cancelled', async () => {
      const document = await typed('markdown', 'as before');
      for (const answers of [[], ['Acme'], ['Acme', 'prototype']]) {
        person.answers(...answers);
        await run(insertSnippet);
      }
      assert.equal(document.getText(), 'as before');
      assert.deepEqual(person.shown, []);
    });

    it('of a token that is good for nothing: says so', async () => {
      const node = await map();
      stage.context.lists.all = async () => [
        { ...node.credential, kind: 'token', apis: ['sql'] } as Credential,
      ];
      await run(insertSnippet, node);
      assert.match(person.last?.text ?? '', /nothing yet that storefront-map could be used for/);
    });
  });

  describe('itself', () => {
    it('where that is confirmed, and can be undone', async () => {
      const document = await typed('javascript', 'const token = "";');
      select(document, 'const token = "'.length);
      person.answers('Insert');
      await run(insertToken, await map());
      assert.equal(document.getText(), `const token = "${tokenOf('storefront-map')}";`);
      assert.match(
        person.last?.text ?? '',
        /Insert storefront-map into Untitled-\d+\?\nIt will stand/,
      );
      assert.ok(!person.last?.text.includes(tokenOf('storefront-map')));
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), 'const token = "";');
    });

    it('not at all where it is cancelled', async () => {
      const document = await typed('javascript', 'as before');
      for (const answers of [
        [],
        ['Acme'],
        ['Acme', 'prototype'],
        ['Acme', 'prototype', 'Add to .env'],
      ]) {
        person.answers(...answers);
        await run(insertToken);
      }
      assert.equal(document.getText(), 'as before');
      assert.match(person.offered.at(-1)?.join() ?? '', /\.env/, 'the file is asked for instead');
    });

    it('the master key, where that is confirmed once more', async () => {
      const document = await typed('plaintext', '');
      const master = await stage.node(stage.engine, 'Master');
      person.answers('Insert');
      await run(insertToken, master);
      assert.equal(document.getText(), '');
      person.answers('Insert', 'Insert');
      await run(insertToken, master);
      assert.equal(document.getText(), stage.sandbox.account.masterKey);
    });

    it('not into an editor that is read-only, which is said', async () => {
      const uri = vscode.Uri.parse('cartotoken-test-shown:/shown.txt');
      const shown = vscode.workspace.registerTextDocumentContentProvider(uri.scheme, {
        provideTextDocumentContent: () => 'as before',
      });
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      person.answers('Insert');
      await run(insertToken, await map());
      person.answers('curl');
      await run(insertSnippet, await map());
      shown.dispose();
      assert.equal(document.getText(), 'as before');
      const said = person.shown.filter(({ text }) => /shown\.txt: it is read-only/.test(text));
      assert.equal(said.length, 2);
    });

    it('not where there is no editor, which is said before anything is asked', async () => {
      await closeAll();
      await run(insertToken);
      assert.match(person.last?.text ?? '', /There is no file open/);
      assert.deepEqual(person.offered, []);
    });
  });

  for (const kind of FAILURE_KINDS) {
    it(`says once where the account cannot be listed: ${kind}`, async () => {
      const document = await typed('markdown', 'as before');
      const failure = stage.failing(kind);
      for (const command of [insertToken, insertSnippet]) {
        person.shown.length = 0;
        await run(command, stage.carto);
        assert.equal(person.shown.length, kind === 'cancelled' ? 0 : 1);
      }
      failure.mend();
      assert.equal(document.getText(), 'as before');
    });
  }
});

/** A new document that is shown, with the cursor at its end. */
async function typed(language: string, content: string): Promise<vscode.TextDocument> {
  // The next one of a name may for a moment still be the one that was closed.
  const document = await eventually(
    'a new document',
    () => vscode.workspace.openTextDocument({ language, content }),
    (opened) => opened.getText() === content,
  );
  await vscode.window.showTextDocument(document, { preview: false });
  select(document, content.length);
  return document;
}

function select(document: vscode.TextDocument, offset: number): void {
  const editor = vscode.window.activeTextEditor;
  const at = document.positionAt(offset);
  if (editor) editor.selection = new vscode.Selection(at, at);
}

async function closeAll(): Promise<void> {
  while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
}
