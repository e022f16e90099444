import * as vscode from 'vscode';
import type { Credential } from '../accounts/credentials.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import type { SidebarCommand } from './context.ts';

/** Gives a token another name. The token itself stays the same, so that nothing that uses it notices. */
export const renameToken: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Rename');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const { account, credential } = node;
  const others = (context.lists.of(account).credentials ?? []).filter(
    ({ kind, id }) => kind === 'token' && id !== credential.id,
  );
  const name = await vscode.window.showInputBox({
    title: `${title} (${credential.name})`,
    prompt: vscode.l10n.t('The token’s new name. It stays the same token.'),
    value: credential.cartoName === undefined ? '' : credential.name,
    ignoreFocusOut: true,
    validateInput: (typed) => faultOf(typed.trim(), others),
  });
  if (name === undefined) return;
  await quickEdit(context, node, (current) => ({ ...current, name: name.trim() }));
};

/** Why it cannot be a token's name. What other windows have made meanwhile, CARTO says. */
function faultOf(name: string, others: readonly Credential[]): string | undefined {
  if (name === '') return vscode.l10n.t('A token needs a name.');
  return others.some(({ cartoName }) => cartoName === name)
    ? vscode.l10n.t('Another token is called so, and names are unique in an account.')
    : undefined;
}
