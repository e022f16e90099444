import * as vscode from 'vscode';

/** Has something happen while the user is asked, before the answer. Until the person leaves. */
export function onceAsked(happen: () => unknown): void {
  let isFirst = true;
  for (const name of ['showWarningMessage', 'showInformationMessage'] as const) {
    const ask = vscode.window[name] as (...args: unknown[]) => Thenable<unknown>;
    Object.assign(vscode.window, {
      [name]: async (...args: unknown[]) => {
        if (isFirst) {
          isFirst = false;
          await happen();
        }
        return ask(...args);
      },
    });
  }
}
