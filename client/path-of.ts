import * as vscode from 'vscode';
import { shown } from '../core/wording.ts';

/** A file as a person knows it: its path in the workspace. */
export function pathOf(uri: vscode.Uri): string {
  return shown(vscode.workspace.asRelativePath(uri));
}
