import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { confirming } from './confirming.ts';
import { Person } from './person.ts';
import { expectDiagnostics, ours, quickFixAt } from './support.ts';

/** The extension as it is put together, with its own sandbox. */
describe('a credential in code that an account knows', () => {
  let person: Person;
  beforeEach(async () => {
    person = new Person();
    await vscode.commands.executeCommand('cartotoken.useSandbox');
  });
  afterEach(async () => {
    person.leave();
    await vscode.env.clipboard.writeText('');
    while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    await confirming('Sign Out', () => vscode.commands.executeCommand('cartotoken.signOut'));
  });

  /** A document with a token of the sandbox's. */
  const documentWith = async (name: string, language: string) => {
    person.answers(name);
    await vscode.commands.executeCommand('cartotoken.copyToken');
    const token = await vscode.env.clipboard.readText();
    const content = `<script>const accessToken = '${token}';</script>\n`;
    const document = await vscode.workspace.openTextDocument({ language, content });
    await vscode.window.showTextDocument(document, { preview: false });
    return document;
  };
  const isGraded = (uri: vscode.Uri, severity: 'Error' | 'Warning' | 'Hint') =>
    expectDiagnostics(uri, [`hardcoded-access-token ${severity} 0:29-0:193`]);
  const action = (uri: vscode.Uri, wanted: string) => {
    const [range] = ours(uri).map((each) => each.range);
    assert.ok(range);
    return quickFixAt(uri, range, ({ title }) => title === wanted);
  };

  it('is graded, named behind it, and opened from it', async () => {
    const { uri } = await documentWith('storefront-map', 'html');
    await isGraded(uri, 'Hint');
    assert.match(ours(uri)[0]?.message ?? '', /"storefront-map" of Sandbox .*That is fine/);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      uri,
      new vscode.Range(0, 0, 1, 0),
    );
    assert.deepEqual(
      hints.map(({ label }) => label),
      ['storefront-map · restricted'],
    );
    const open = await action(uri, 'Open its token');
    assert.ok(open.command);
    const { command, arguments: on = [] } = open.command;
    await vscode.commands.executeCommand(command, ...on);
    assert.equal(vscode.window.activeTextEditor?.document.uri.scheme, 'cartotoken');
  });

  it('is an error where it is not restricted, and a warning when nobody is signed in any more', async () => {
    const { uri } = await documentWith('prototype', 'python');
    await isGraded(uri, 'Error');
    await confirming('Sign Out', () => vscode.commands.executeCommand('cartotoken.signOut'));
    await isGraded(uri, 'Warning');
    await action(uri, 'Sign in to see what it reaches');
    await vscode.commands.executeCommand('cartotoken.useSandbox');
    await isGraded(uri, 'Error');
  });
});
