import * as vscode from 'vscode';
import { redact } from '../../core/credentials/redact.ts';
import { shown } from '../../core/wording.ts';
import type { Account } from '../accounts/account.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import type { SidebarCommand } from './context.ts';
import { namesOf } from './create-by-wizard.ts';

/** Gives a token another name. The token itself stays the same, so that nothing that uses it notices. */
export const renameToken: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Rename');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const { account, credential } = node;
  const { cartoName = '' } = credential;
  const taken = (await namesOf(context, account, 'token')).filter((each) => each !== cartoName);
  const name = await vscode.window.showInputBox({
    title: `${title} (${credential.name})`,
    prompt: vscode.l10n.t('The token’s new name. It stays the same token.'),
    // As CARTO has it, and not as it is shown: what is only accepted must change nothing.
    value: redact(cartoName) === cartoName ? cartoName : '',
    ignoreFocusOut: true,
    validateInput: (typed) => faultOf(typed.trim(), account, taken),
  });
  if (name === undefined) return;
  await quickEdit(context, node, (current) => ({ ...current, name: name.trim() }));
};

/** Why it cannot be a token's name. What other windows have made meanwhile, CARTO says. */
function faultOf(name: string, { label }: Account, taken: readonly string[]): string | undefined {
  if (name === '') return vscode.l10n.t('A token needs a name.');
  return taken.includes(name)
    ? vscode.l10n.t('{0} has a token called {1} already. Choose another name.', label, shown(name))
    : undefined;
}
