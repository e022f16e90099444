import * as vscode from 'vscode';
import { isCancellation, showFailure } from '../failures.ts';
import type { Log } from '../log.ts';
import type { SidebarCommandId } from '../sidebar/commands.ts';

/** The commands of package.json's `contributes.commands`. */
export type CommandId =
  | SidebarCommandId
  | 'cartotoken.signIn'
  | 'cartotoken.signInAgain'
  | 'cartotoken.signOut'
  | 'cartotoken.useSandbox'
  | 'cartotoken.refresh'
  | 'cartotoken.newDeclaration'
  | 'cartotoken.editQuery'
  | 'cartotoken.openWalkthrough'
  | 'cartotoken.restartServer'
  | 'cartotoken.scan'
  | 'cartotoken.cancelScan'
  | 'cartotoken.showLogs';

/**
 * Registers a command so that a failure is logged and shown once, with a button that helps.
 *
 * @param run gets what the command is run on, where it is run on something: an item of a view, and all that are selected
 */
export function registerCommand(
  id: CommandId,
  run: (on?: unknown, selected?: unknown) => Promise<void> | void,
  log: Log,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (on?: unknown, selected?: unknown) => {
    try {
      await run(on, selected);
    } catch (error) {
      if (isCancellation(error)) return;
      log.error(`${id} failed`, error);
      void showFailure(error, log);
    }
  });
}
