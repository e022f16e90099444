import * as vscode from 'vscode';
import type { TextEdit } from '../../core/problem.ts';
import { applyEdits } from '../../core/text-edits.ts';
import { BOUNDS } from '../../disk/bounds.ts';
import { pathOf } from '../path-of.ts';
import { assertStaysInFolder, readWorkspaceFile, replaceWorkspaceFile } from '../workspace-file.ts';

/** The text of a file as it is in the editor, where it is open; undefined where there is no such file. @throws where it is no text */
export async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  return openDocument(uri)?.getText() ?? (await textOnDisk(uri));
}

/**
 * Changes a file; makes it where there is none. Where it is open, that can be undone, and what else is changed in it and
 * not saved stays so: then this is not saved either.
 *
 * @param edits to the text as it is then
 * @param mode the permissions that it gets where it is made
 * @returns whether it is saved
 * @throws where the file takes no changes or is a link that leads elsewhere, and what `edits` throws
 */
export async function editFile(
  uri: vscode.Uri,
  edits: (text: string) => readonly TextEdit[],
  mode: number,
): Promise<boolean> {
  assertStaysInFolder(uri);
  const document = openDocument(uri);
  if (document) return editDocument(document, edits);
  // Not as a document: VS Code keeps the text of one for a while, and may not know yet what another program has written.
  const text = (await textOnDisk(uri)) ?? '';
  await replaceWorkspaceFile(uri, applyEdits(text, edits(text)), mode);
  return true;
}

async function editDocument(
  document: vscode.TextDocument,
  edits: (text: string) => readonly TextEdit[],
): Promise<boolean> {
  const { uri, isDirty: wasDirty } = document;
  const change = new vscode.WorkspaceEdit();
  for (const { span, newText } of edits(document.getText())) {
    const range = new vscode.Range(document.positionAt(span.start), document.positionAt(span.end));
    change.replace(uri, range, newText);
  }
  const isDone =
    (await vscode.workspace.applyEdit(change)) && (wasDirty || (await document.save()));
  if (!isDone) {
    throw new Error(
      vscode.l10n.t(
        '{0} could not be written. Check that it is not read-only, and that no other program has changed it.',
        pathOf(uri),
      ),
    );
  }
  return !wasDirty;
}

/** The document of a file that is open in a tab, or has changes that are not saved. */
function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const isIt = (other: vscode.Uri) => other.toString() === uri.toString();
  const document = vscode.workspace.textDocuments.find((each) => isIt(each.uri));
  const inTab = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .some(({ input }) => input instanceof vscode.TabInputText && isIt(input.uri));
  return document?.isDirty || inTab ? document : undefined;
}

/** With its byte-order mark, where it has one, so that it can be written back. */
async function textOnDisk(uri: vscode.Uri): Promise<string | undefined> {
  const bytes = await readWorkspaceFile(uri, { bound: BOUNDS.environmentFile, links: 'followed' });
  if (bytes === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error(
      vscode.l10n.t('{0} is not a text in UTF-8. Save it in that encoding first.', pathOf(uri)),
    );
  }
}
