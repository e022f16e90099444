import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../../client/context-keys.ts';

const ID = 'cartotokens.carto-tokens';

describe('the manifest in VS Code', () => {
  it('every contributed command is registered, and every registered one is contributed', async () => {
    const extension = vscode.extensions.getExtension(ID);
    assert.ok(extension);
    await extension.activate();
    const contributed: { command: string }[] = extension.packageJSON.contributes.commands;
    const { views } = extension.packageJSON.contributes;
    const ids: string[] = views.cartotoken.map(({ id }: { id: string }) => `${id}.`);
    const registered = (await vscode.commands.getCommands(true)).filter(
      (command) =>
        command.startsWith('cartotoken.') && !ids.some((view) => command.startsWith(view)), // VS Code's own for each view
    );
    assert.deepEqual(registered.sort(), contributed.map(({ command }) => command).sort());
  });

  it('every name that a when clause asks for is a context key, and every key is asked for', () => {
    const { contributes } = vscode.extensions.getExtension(ID)?.packageJSON ?? {};
    const views: string[] = contributes.views.cartotoken.map(({ id }: { id: string }) => id);
    const clauses = JSON.stringify(contributes).matchAll(/"(?:when|enablement)":"([^"]*)"/g);
    const asked = Array.from(clauses, ([, clause = '']) =>
      Array.from(clause.matchAll(/(?<![.\w])cartotoken\.\w+/g), ([name]) => name),
    ).flat();
    const names = new Set(asked.filter((name) => !views.includes(name)));
    assert.deepEqual([...names].sort(), [...CONTEXT_KEYS].sort());
  });

  it('the extension waits for a text, never for the window', () => {
    const events: string[] = vscode.extensions.getExtension(ID)?.packageJSON.activationEvents;
    assert.ok(events.length > 0);
    assert.ok(!events.some((event) => event === '*' || event === 'onStartupFinished'));
  });
});
