import * as vscode from 'vscode';

/** The commands of package.json's `contributes.commands`. */
export type CommandId =
  | 'cartotoken.newDeclaration'
  | 'cartotoken.editQuery'
  | 'cartotoken.restartServer'
  | 'cartotoken.showLogs';

/** Registers a command so that a failure is logged and shown once, with a way to the log. */
export function registerCommand(
  id: CommandId,
  run: () => Promise<void> | void,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async () => {
    try {
      await run();
    } catch (error) {
      log.error(`${id} failed`, error);
      const reason = error instanceof Error ? error.message : String(error);
      const choice = await vscode.window.showErrorMessage(`CARTO Tokens: ${reason}`, 'Show Logs');
      if (choice) log.show();
    }
  });
}
