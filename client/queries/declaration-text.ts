import * as vscode from 'vscode';
import { BOUNDS } from '../../disk/bounds.ts';
import { readWorkspaceFile } from '../workspace-file.ts';

export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

/**
 * A declaration's text: as it is being edited, else as it is stored, wherever that may be. Undefined where it is
 * nowhere: what was deleted may still stand in an editor, but only what nobody has saved yet is more than a shadow there.
 */
export async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  const document = openDocument(uri);
  if (document?.isDirty || uri.scheme === 'untitled') return document?.getText();
  try {
    const stored = await readWorkspaceFile(uri, { bound: BOUNDS.declaration, links: 'followed' });
    if (stored === undefined) return undefined;
    return openDocument(uri)?.getText() ?? (await vscode.workspace.decode(stored, { uri }));
  } catch (error) {
    const shown = openDocument(uri)?.getText();
    if (shown === undefined) throw error;
    return shown;
  }
}
