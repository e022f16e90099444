import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';

/** What one start of VS Code measures, in milliseconds. */
export interface Activation {
  /** From the file being open in the extension host to `activate` having returned. */
  readonly openToActivated: number;
  /** From then to the first diagnostics: the language client loaded, the server started, the file judged. */
  readonly activatedToDiagnostics: number;
}

/** Run inside VS Code, in a folder that holds no declaration, so that opening one activates the extension. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('cartotokens.carto-tokens');
  const results = process.env['CARTOTOKEN_TEST_RESULTS'];
  if (!extension || !results) throw new Error('This measures the extension for scripts/bench.mts.');
  // VS Code has opened a text of its own (an input box is one), or its window was there first: nothing to measure this time.
  if (extension.isActive) return writeFile(results, 'null');

  const folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-bench-'));
  const file = vscode.Uri.file(path.join(folder, 'a.cartotoken.json'));
  await writeFile(file.fsPath, '{ "referers": ["https://example.com"] }');

  const opened = new Promise<number>((resolve) => {
    vscode.workspace.onDidOpenTextDocument(({ uri }) => {
      if (uri.path === file.path) resolve(performance.now());
    });
  });
  const diagnosed = new Promise<number>((resolve) => {
    vscode.languages.onDidChangeDiagnostics(() => {
      if (vscode.languages.getDiagnostics(file).length > 0) resolve(performance.now());
    });
  });
  void vscode.workspace.openTextDocument(file).then(vscode.window.showTextDocument);

  const openedAt = await opened;
  while (!extension.isActive) await setImmediate();
  const activatedAt = performance.now();
  const activation: Activation = {
    openToActivated: activatedAt - openedAt,
    activatedToDiagnostics: (await diagnosed) - activatedAt,
  };
  await writeFile(results, JSON.stringify(activation));
}
