import * as vscode from 'vscode';

/** Long enough for a loaded machine, in milliseconds: nothing waits this long unless it fails. */
const PATIENCE = 120_000;

/** Asks until the answer is one. @throws with what was asked for and what was seen last */
export async function eventually<T>(
  what: string,
  ask: () => T | Thenable<T>,
  isIt: (answer: T) => boolean,
): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  let answer = await ask();
  while (!isIt(answer)) {
    if (Date.now() > deadline) throw new Error(`Not ${what}; last: ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
    answer = await ask();
  }
  return answer;
}

/** A file of the workspace, which is a copy of examples/storefront. */
export function file(relative: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The tests need the storefront as their workspace.');
  return vscode.Uri.joinPath(folder.uri, relative);
}

/** Opens a file in a tab of its own: a document whose tab is taken by the next one has no diagnostics any more. */
export async function open(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** A diagnostic in one line, as `rule severity line:character-line:character`. */
export function inShort(diagnostic: vscode.Diagnostic): string {
  const { range, severity, code } = diagnostic;
  const rule = typeof code === 'object' ? code.value : code;
  const place = ({ line, character }: vscode.Position) => `${line}:${character}`;
  return `${rule} ${vscode.DiagnosticSeverity[severity]} ${place(range.start)}-${place(range.end)}`;
}

/** Our diagnostics of a document, in short, once they are the expected ones. */
export async function expectDiagnostics(uri: vscode.Uri, expected: string[]): Promise<void> {
  const wanted = JSON.stringify([...expected].sort());
  await eventually(
    `the diagnostics ${wanted}`,
    () => ours(uri).map(inShort).sort(),
    (found) => JSON.stringify(found) === wanted,
  );
}

/**
 * The quick fix at a place that is the wanted one. Asked for again where VS Code drops the request for its own one, which it makes when
 * the cursor or the text has just changed: a person presses again.
 *
 * @param resolved how many of them are worked out in full
 */
export async function quickFixAt(
  uri: vscode.Uri,
  range: vscode.Range,
  isWanted: (action: vscode.CodeAction) => boolean,
  resolved = 0,
): Promise<vscode.CodeAction> {
  const ask = () =>
    vscode.commands
      .executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        range,
        vscode.CodeActionKind.QuickFix.value,
        resolved,
      )
      .then(
        (actions) => actions,
        (error: Error) => {
          if (error.message === 'Canceled') return [];
          throw error;
        },
      );
  const actions = await eventually('offered', ask, (offered) => offered.some(isWanted));
  return actions.find(isWanted) as vscode.CodeAction;
}

export function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'CARTO');
}

/** Undoes what a test has changed in a document, on disk too. */
export async function restore(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const whole = new vscode.Range(0, 0, document.lineCount, 0);
  edit.replace(document.uri, whole, text);
  await vscode.workspace.applyEdit(edit);
  await document.save();
}
