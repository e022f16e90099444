import * as vscode from 'vscode';
import { isCartoError } from '../../core/carto/error.ts';
import { showFailure } from '../failures.ts';

/** The commands of package.json's `contributes.commands`. */
export type CommandId =
  | 'cartotoken.signIn'
  | 'cartotoken.signInAgain'
  | 'cartotoken.signOut'
  | 'cartotoken.useSandbox'
  | 'cartotoken.refresh'
  | 'cartotoken.newDeclaration'
  | 'cartotoken.editQuery'
  | 'cartotoken.restartServer'
  | 'cartotoken.showLogs';

/**
 * Registers a command so that a failure is logged and shown once, with a way to the log.
 *
 * @param run gets what the command is run on, where it is run on something: an item of a view
 */
export function registerCommand(
  id: CommandId,
  run: (on?: unknown) => Promise<void> | void,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (on?: unknown) => {
    try {
      await run(on);
    } catch (error) {
      if (error instanceof vscode.CancellationError) return;
      if (isCartoError(error) && error.kind === 'cancelled') return;
      log.error(`${id} failed`, error);
      await showFailure(error, log);
    }
  });
}
