import * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';
import { shown } from '../../core/wording.ts';
import { withAccount } from '../accounts/account-failure.ts';
import { chooseAccount } from '../accounts/choose-account.ts';
import type { Credential } from '../accounts/credentials.ts';
import { waitFor } from '../progress.ts';
import type { CredentialNode } from '../tokens/node.ts';
import type { CommandContext } from './context.ts';

/** Which credential a command is meant for. */
export interface Choice<C extends Credential> {
  /** What the command does. */
  readonly title: string;
  /** Which credentials it can be done with. */
  readonly isFit: (credential: Credential) => credential is C;
  /** Said where the account has none of them. */
  readonly none: string;
}

/**
 * The credential that a command is meant for: the item it is run on, or the user's choice. What it is now, not what it was when the item was made.
 * Undefined where there is none, which is said, or none was chosen.
 *
 * @throws AccountFailure where the account's credentials cannot be listed; Error where what it is run on is gone, or not fit
 */
export async function chooseCredential<C extends Credential>(
  { accounts, lists }: Pick<CommandContext, 'accounts' | 'lists'>,
  on: unknown,
  { title, isFit, none }: Choice<C>,
): Promise<CredentialNode<C> | undefined> {
  const account = await chooseAccount(accounts, on, title);
  if (!account) return undefined;
  const all = await withAccount(account, () =>
    waitFor(vscode.l10n.t('Listing the credentials of {0}', account.label), lists.all(account)),
  );
  const meant = asRecord(asRecord(on)?.['credential']);
  if (meant) {
    const credential = all.find(({ id }) => id === meant['id']);
    if (!credential) {
      throw new Error(
        vscode.l10n.t('{0} does not have {1} any more.', account.label, String(meant['name'])),
      );
    }
    if (!isFit(credential)) throw new Error(none);
    return { kind: 'credential', account, credential };
  }
  const fit = all.filter(isFit);
  if (fit.length === 0) {
    void vscode.window.showInformationMessage(`${account.label}: ${none}`);
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    fit.map((credential) => ({
      label: credential.name,
      description: descriptionOf(credential),
      credential,
    })),
    {
      title: `${title} (${account.label})`,
      placeHolder: vscode.l10n.t('Which one?'),
      matchOnDescription: true,
    },
  );
  return chosen && { kind: 'credential', account, credential: chosen.credential };
}

function descriptionOf(credential: Credential): string {
  if (credential.kind === 'token') return credential.apis?.map(shown).join(', ') ?? '';
  return vscode.l10n.t('{0} API key', credential.type);
}
