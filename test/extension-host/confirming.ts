import * as vscode from 'vscode';

/**
 * Runs something that asks for confirmation, and gives it by a button's name; or not. Dialogs are refused in tests inside
 * VS Code.
 *
 * @returns what was asked
 */
export async function confirming(
  button: string | undefined,
  run: () => Thenable<unknown>,
): Promise<string[]> {
  const { showWarningMessage } = vscode.window;
  const asked: string[] = [];
  Object.assign(vscode.window, {
    showWarningMessage: async (message: string) => {
      asked.push(message);
      return button;
    },
  });
  try {
    await run();
  } finally {
    Object.assign(vscode.window, { showWarningMessage });
  }
  return asked;
}
