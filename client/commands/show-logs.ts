import type * as vscode from 'vscode';

export function showLogs(log: vscode.LogOutputChannel): void {
  log.show();
}
