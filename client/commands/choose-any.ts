import * as vscode from 'vscode';
import type { Credential } from '../accounts/credentials.ts';
import type { CredentialNode } from '../tokens/node.ts';
import { chooseCredential } from './choose-credential.ts';
import type { CommandContext } from './context.ts';

/** As {@link chooseCredential}, for what can be done with every token and key. @param title what the command does */
export function chooseAny(
  context: Pick<CommandContext, 'accounts' | 'lists'>,
  on: unknown,
  title: string,
): Promise<CredentialNode | undefined> {
  return chooseCredential(context, on, {
    title,
    isFit: (_): _ is Credential => true,
    none: vscode.l10n.t('There is no token or API key yet. Create one first.'),
  });
}
