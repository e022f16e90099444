import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CONTEXT_KEYS } from '../../client/context-keys.ts';
import { CLIENT_SETTINGS } from '../../client/settings.ts';

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

  it('every setting of the person is one that the extension reads, with its default', () => {
    const properties: Record<string, { scope: string; default: unknown }> =
      vscode.extensions.getExtension(ID)?.packageJSON.contributes.configuration.properties;
    const all = Object.entries(properties);
    // That is read by the library of language clients.
    const read = all.filter(([name]) => name !== 'cartotoken.trace.server');
    const documented = read.filter(([, { scope }]) => scope !== 'resource');
    assert.deepEqual(
      Object.fromEntries(documented.map(([name, setting]) => [name, setting.default])),
      CLIENT_SETTINGS,
    );
  });

  it('the extension waits for a text, or until the window is there', () => {
    const events: string[] = vscode.extensions.getExtension(ID)?.packageJSON.activationEvents;
    assert.ok(events.length > 0);
    assert.ok(!events.includes('*'));
  });
});
