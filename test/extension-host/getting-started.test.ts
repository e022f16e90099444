import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, ours } from './support.ts';

const ID = 'cartotokens.carto-tokens';

describe('getting started', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens the walkthrough that package.json describes', async () => {
    const manifest = vscode.extensions.getExtension(ID)?.packageJSON;
    const [{ id }] = manifest.contributes.walkthroughs;
    const { executeCommand } = vscode.commands;
    const run: unknown[] = [];
    await vscode.extensions.getExtension(ID)?.activate();
    Object.assign(vscode.commands, {
      executeCommand: (...given: readonly [string]) => {
        run.push(given);
        return executeCommand(...given);
      },
    });
    try {
      await executeCommand('cartotoken.openWalkthrough');
    } finally {
      Object.assign(vscode.commands, { executeCommand });
    }
    // What runs in the background meanwhile is another's.
    assert.deepEqual(
      run.filter((given) => String(given).includes('alkthrough')),
      [['workbench.action.openWalkthrough', `${ID}#${id}`]],
    );
  });

  it('is told in the language that is shown, by keys that are all known', () => {
    const { contributes } = vscode.extensions.getExtension(ID)?.packageJSON ?? {};
    assert.equal(contributes.walkthroughs[0].title, 'Get started with CARTO tokens');
    assert.ok(!JSON.stringify(contributes).includes('"%'));
  });

  it('opens an example whose token is found, and no longer when it is read from the environment', async () => {
    await vscode.commands.executeCommand('cartotoken.openExample');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const { document } = editor;
    const found = () => ours(document.uri);
    const [problem] = await eventually('found', found, ({ length }) => length === 1);
    assert.ok(problem);
    const rule = typeof problem.code === 'object' ? problem.code.value : problem.code;
    assert.equal(rule, 'hardcoded-access-token');
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
    const { start, end } = problem.range;
    const quoted = new vscode.Range(start.translate(0, -1), end.translate(0, 1));
    await editor.edit((edit) => edit.replace(quoted, 'import.meta.env.VITE_CARTO_ACCESS_TOKEN'));
    await eventually('mended', found, ({ length }) => length === 0);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
