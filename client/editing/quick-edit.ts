import * as vscode from 'vscode';
import type { KnownBody } from '../../core/carto/changes.ts';
import { declarationText } from '../../core/declarations/body.ts';
import { newErrors } from '../../core/new-errors.ts';
import type { TokenCredential } from '../accounts/credentials.ts';
import { chooseCredential } from '../commands/choose-credential.ts';
import type { CommandContext } from '../commands/context.ts';
import { withProgress } from '../progress.ts';
import type { TokenNode } from '../tokens/node.ts';
import { changeToken } from './change-token.ts';

/** The token that a command is meant for: the item it is run on or below, or the user's choice. */
export function chooseToken(
  context: CommandContext,
  on: unknown,
  title: string,
): Promise<TokenNode | undefined> {
  return chooseCredential<TokenCredential>(context, on, {
    title,
    isFit: (credential): credential is TokenCredential => credential.kind === 'token',
    none: vscode.l10n.t('It has no access tokens, and API keys cannot be edited.'),
  });
}

/**
 * Changes one thing of a token, at once.
 *
 * @param edit what is to become of what the token is now, which may be another than what is shown
 * @throws as {@link changeToken} does; Error with what the rules say against it
 */
export async function quickEdit(
  context: CommandContext,
  node: TokenNode,
  edit: (current: KnownBody) => KnownBody,
): Promise<void> {
  const { account, credential } = node;
  const title = vscode.l10n.t('Changing {0}', credential.name);
  const checked = (current: KnownBody) => {
    const after = edit(current);
    const [first] = newErrors(declarationText(current), declarationText(after), new Date());
    if (!first) return after;
    throw new Error(vscode.l10n.t('{0} stays as it is: {1}', credential.name, first.message));
  };
  const after = await changeToken(context, node, checked, (work) => withProgress(title, work));
  // It was so already, and is shown otherwise.
  if (!after) await context.lists.refresh(account);
}
