import path from 'node:path';
import * as vscode from 'vscode';
import { isEnvFile } from '../../core/dotenv.ts';
import { kindAt } from '../../disk/kind.ts';
import { makeOwnerOnly } from '../../disk/owner-only.ts';
import type { Log } from '../log.ts';

/** How long an edit that was asked for may wait to be made, in milliseconds. */
const WAITING = 60_000;

/**
 * Leaves the `.env` files to their owner alone that an edit is about to make: VS Code makes them for everybody to read, and empty, before
 * it writes a credential into them.
 *
 * @param edit what is made next, or never
 */
export function keepForOwner(edit: vscode.WorkspaceEdit | undefined, log: Log): void {
  const toBeMade = new Set(
    (edit?.entries() ?? [])
      .map(([uri]) => uri)
      .filter(({ scheme, fsPath }) => scheme === 'file' && isEnvFile(path.basename(fsPath)))
      .filter(({ fsPath }) => kindAt(fsPath) === undefined)
      .map(String),
  );
  if (toBeMade.size === 0) return;
  const subscription = vscode.workspace.onDidCreateFiles(({ files }) => {
    for (const uri of files) {
      if (!toBeMade.delete(uri.toString())) continue;
      try {
        makeOwnerOnly(uri.fsPath);
      } catch (error) {
        log.warn('A new .env file could not be left to its owner alone.', error);
      }
    }
    if (toBeMade.size === 0) subscription.dispose();
  });
  setTimeout(() => subscription.dispose(), WAITING);
}
