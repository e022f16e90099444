import assert from 'node:assert/strict';
import * as vscode from 'vscode';

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

  it('the extension waits for a text, never for the window', () => {
    const events: string[] = vscode.extensions.getExtension(ID)?.packageJSON.activationEvents;
    assert.ok(events.length > 0);
    assert.ok(!events.some((event) => event === '*' || event === 'onStartupFinished'));
  });
});
