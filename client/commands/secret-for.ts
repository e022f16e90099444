import * as vscode from 'vscode';
import type { CredentialNode } from '../tokens/node.ts';
import type { CommandContext } from './context.ts';

/**
 * What a credential opens anything with, for what the user wants to do with it; asked about once more where it opens
 * everything.
 *
 * @param button what is done with it, as a button says it
 * @returns undefined where the user does not want that after all
 * @throws Error where it is not known any more
 */
export async function secretFor(
  { accounts }: Pick<CommandContext, 'accounts'>,
  { account, credential }: CredentialNode,
  button: string,
): Promise<string | undefined> {
  if (credential.reach === 'everything') {
    const choice = await vscode.window.showWarningMessage(
      vscode.l10n.t('{0} is the master key of {1}.', credential.name, account.label),
      {
        modal: true,
        detail: vscode.l10n.t(
          'Whoever has it can do everything with the account, and it cannot be restricted. Use a regular API key wherever one is enough.',
        ),
      },
      button,
    );
    if (choice !== button) return undefined;
  }
  return accounts.secret(account, credential);
}
