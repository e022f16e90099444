import * as vscode from 'vscode';
import { AccountFailure } from '../accounts/account-failure.ts';
import type { CommandContext } from '../commands/context.ts';
import { messageOf } from '../failures.ts';
import { withProgress } from '../progress.ts';
import type { CredentialNode } from '../tokens/node.ts';
import { type Deleted, deleteEach } from './delete-each.ts';
import { describeUsages } from './describe-usages.ts';
import { nameNodes } from './name-nodes.ts';
import { showUsages } from './show-usages.ts';
import { findUsagesIfPossible, type Usages } from './usages.ts';

/**
 * Deletes credentials, once the user has seen where they are used and has confirmed it, and says what came of it.
 *
 * @param note said in the confirmation beside the usages
 * @returns whether all of them are gone now
 * @throws AccountFailure where one could not be deleted; CancellationError where looking for usages was cancelled
 */
export async function deleteConfirmed(
  context: CommandContext,
  nodes: readonly CredentialNode[],
  note = '',
): Promise<boolean> {
  const credentials = nodes.map(({ credential }) => credential);
  const usages = await findUsagesIfPossible(context, credentials);
  const remove = vscode.l10n.t('Delete');
  const show = vscode.l10n.t('Show Usages');
  const choice = await vscode.window.showWarningMessage(
    question(nodes),
    { modal: true, detail: detail(nodes, usages, note) },
    remove,
    ...(usages.places.length > 0 ? [show] : []),
  );
  if (choice === show) await showUsages(context, nameNodes(nodes), credentials, usages);
  if (choice !== remove) return false;

  const title = vscode.l10n.t('Deleting {0}', nameNodes(nodes));
  const outcome = await withProgress(title, (signal, report) =>
    deleteEach(context, nodes, signal, report),
  );
  return tell(outcome);
}

function question(nodes: readonly CredentialNode[]): string {
  const [node] = nodes;
  if (nodes.length !== 1 || !node) {
    return vscode.l10n.t('Delete {0} credentials?', nodes.length);
  }
  const { account, credential } = node;
  return credential.kind === 'token'
    ? vscode.l10n.t('Delete the access token {0} of {1}?', credential.name, account.label)
    : vscode.l10n.t('Delete the API key {0} of {1}?', credential.name, account.label);
}

function detail(nodes: readonly CredentialNode[], usages: Usages, note: string): string {
  return [
    nodes.length > 1 && nameNodes(nodes),
    describeUsages(usages),
    note,
    vscode.l10n.t(
      'This cannot be undone: everything that uses a deleted credential is refused at once, also outside this workspace.',
    ),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Says what came of it. @returns whether all are gone @throws AccountFailure where one could not be deleted */
function tell({ deleted, gone, failed, left }: Deleted): boolean {
  const done = [
    deleted.length > 0 && vscode.l10n.t('Deleted: {0}.', nameNodes(deleted)),
    gone.length > 0 && alreadyGone(gone),
  ];
  const undone = [
    left.length > 0 && vscode.l10n.t('Cancelled, and not deleted: {0}.', nameNodes(left)),
    ...failed.map(({ node, error }) =>
      vscode.l10n.t('Not deleted: {0}. {1}', nameNodes([node]), messageOf(error)),
    ),
  ];
  const text = [...done, ...undone].filter(Boolean).join(' ');
  const [first] = failed;
  if (first) throw new AccountFailure(first.node.account, first.error, text);
  if (left.length > 0) void vscode.window.showWarningMessage(text);
  else void vscode.window.showInformationMessage(text);
  return left.length === 0;
}

/** That somebody else was faster. */
export function alreadyGone(nodes: readonly CredentialNode[]): string {
  return vscode.l10n.t('Already deleted elsewhere: {0}.', nameNodes(nodes));
}
