import * as vscode from 'vscode';
import { type Credential, isDeletable } from '../accounts/credentials.ts';
import type { CredentialNode } from '../tokens/node.ts';
import { alreadyGone, deleteConfirmed } from '../usages/deletion.ts';
import { nameNodes } from '../usages/name-nodes.ts';
import { targetsOf } from '../usages/targets.ts';
import type { SidebarCommand } from './context.ts';

/**
 * Deletes tokens and keys, one or several, once it is confirmed.
 *
 * @throws where one cannot be deleted
 */
export const deleteCredential: SidebarCommand = async (context, on, selected) => {
  const targets = await targetsOf(context, on, selected, {
    title: vscode.l10n.t('Delete'),
    isFit: (credential): credential is Credential => isDeletable(credential),
    none: vscode.l10n.t('There is nothing to delete: {0}', everyUserHasThem()),
  });
  if (!targets) return;
  const { nodes, gone } = targets;
  const deletable = nodes.filter(({ credential }) => isDeletable(credential));
  const kept = nodes.filter(({ credential }) => !isDeletable(credential));
  const notes = [
    kept.length > 0 && vscode.l10n.t('{0} stays. {1}', nameNodes(kept), everyUserHasThem()),
    gone.length > 0 && alreadyGone(gone),
  ].filter((note) => note !== false);
  if (deletable.length > 0) await deleteConfirmed(context, deletable, notes.join('\n\n'));
  else sayNothingToDelete(kept, notes.join(' '));
};

/** @throws where that is because of what it is run on */
function sayNothingToDelete(kept: readonly CredentialNode[], text: string): void {
  if (kept.length > 0) throw new Error(text);
  void vscode.window.showInformationMessage(text);
}

function everyUserHasThem(): string {
  return vscode.l10n.t(
    'Master and default public keys cannot be deleted: CARTO gives them to every user.',
  );
}
