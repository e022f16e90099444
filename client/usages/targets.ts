import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';
import type { Account } from '../accounts/account.ts';
import { withAccount } from '../accounts/account-failure.ts';
import { accountNow } from '../accounts/choose-account.ts';
import type { Credential } from '../accounts/credentials.ts';
import { type Choice, chooseCredential } from '../commands/choose-credential.ts';
import type { CommandContext } from '../commands/context.ts';
import { waitFor } from '../progress.ts';
import type { CredentialNode } from '../tokens/node.ts';

/** What a keybinding runs a command on: whatever is selected in the view. */
export const SELECTION = 'selection';

/** As long as reading the tree anew may take, and how often is looked whether it has, in milliseconds. */
const REREAD = 1000;
const LOOK = 25;

/** The credentials that a command is meant for. */
export interface Targets<C extends Credential = Credential> {
  /** As they are at CARTO now. */
  readonly nodes: readonly CredentialNode<C>[];
  /** What was deleted elsewhere meanwhile. */
  readonly gone: readonly CredentialNode[];
}

/**
 * The credentials that a command is meant for, one or several, with what CARTO has of them now: it may have been changed
 * elsewhere since it was listed, and what is about to be done cannot be undone.
 *
 * @returns undefined where there is none, which is said, or none was chosen
 * @throws AccountFailure where an account's credentials cannot be listed
 */
export async function targetsOf(
  context: CommandContext,
  on: unknown,
  selected: unknown,
  choice: Choice<Credential>,
): Promise<Targets | undefined> {
  const items = await itemsOf(context, on, selected);
  const meant = items.filter(isCredentialNode);
  if (meant.length === 0) {
    // Something else is selected, such as a grant.
    if (on === SELECTION && items.length > 0) return undefined;
    const chosen = await chooseCredential(context, on, choice);
    if (!chosen) return undefined;
    meant.push(chosen);
  }
  const all = new Map<string, readonly Credential[]>();
  const nodes: CredentialNode[] = [];
  const gone: CredentialNode[] = [];
  for (const node of meant) {
    const account = accountNow(context.accounts, node.account);
    const known = all.get(account.id) ?? (await listNow(context, account));
    all.set(account.id, known);
    const credential = known.find(({ id }) => id === node.credential.id);
    if (credential) nodes.push({ kind: 'credential', account, credential });
    else gone.push({ ...node, account });
  }
  return { nodes, gone };
}

/** The one credential that a command is meant for, as CARTO has it now. @throws as {@link targetsOf} does; Error where it is gone */
export async function targetOf<C extends Credential>(
  context: CommandContext,
  on: unknown,
  choice: Choice<C>,
): Promise<CredentialNode<C> | undefined> {
  const chosen = await chooseCredential(context, on, choice);
  if (!chosen) return undefined;
  await listNow(context, chosen.account);
  return chooseCredential(context, chosen, choice);
}

/** All that an account has now, not when it was last listed. @throws AccountFailure where it cannot be asked */
export function listNow(
  { lists }: Pick<CommandContext, 'lists'>,
  account: Account,
): Promise<readonly Credential[]> {
  return withAccount(account, async () => {
    const title = vscode.l10n.t('Listing the credentials of {0}', account.label);
    const { credentials = [], error } = await waitFor(title, lists.refresh(account));
    if (error !== undefined) throw error;
    return credentials;
  });
}

/** What a command is run on: an item and all that are selected with it, or what a keybinding finds selected. */
async function itemsOf(
  { tokensView }: CommandContext,
  on: unknown,
  selected: unknown,
): Promise<readonly unknown[]> {
  if (on !== SELECTION) return Array.isArray(selected) ? selected : [on];
  // VS Code cannot say what is selected while the tree is being read anew.
  for (let waited = 0; tokensView.selection.length === 0 && waited < REREAD; waited += LOOK) {
    await setTimeout(LOOK);
  }
  return tokensView.selection;
}

function isCredentialNode(item: unknown): item is CredentialNode {
  const { kind, account, credential } = asRecord(item) ?? {};
  return (
    kind === 'credential' && asRecord(account) !== undefined && asRecord(credential) !== undefined
  );
}
