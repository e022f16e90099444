import * as vscode from 'vscode';

/** A file as a document; undefined where it was deleted meanwhile, or is no text to VS Code. */
export async function openIfText(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}
