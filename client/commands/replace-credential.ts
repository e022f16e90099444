import * as vscode from 'vscode';
import { type Credential, isDeletable } from '../accounts/credentials.ts';
import type { CredentialNode } from '../tokens/node.ts';
import { askToReplace } from '../usages/ask-to-replace.ts';
import { describeUsages } from '../usages/describe-usages.ts';
import { offer } from '../usages/offer.ts';
import { describeReplaced } from '../usages/replace-usages.ts';
import { listNow, targetOf } from '../usages/targets.ts';
import { findUsagesIfPossible } from '../usages/usages.ts';
import type { CommandContext, SidebarCommand } from './context.ts';
import { askForKey } from './create-key.ts';
import { askForToken } from './create-token.ts';

/**
 * Asks for a token or API key that is restricted to what is needed, makes it, and puts it where another one stands in the workspace.
 * The old one stays as it is, for what uses it elsewhere.
 *
 * @throws where the old one is gone, or CARTO cannot be asked
 */
export const replaceCredential: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Replace by a Restricted One');
  const old = await targetOf(context, on, {
    title,
    isFit: (_): _ is Credential => true,
    none: vscode.l10n.t('There is no token or API key yet. Create one first.'),
  });
  if (!old) return;
  const { account, credential } = old;
  const next =
    credential.kind === 'token'
      ? await askForToken(context, { account }, title)
      : await askForKey(context, { account }, title);
  if (next) await putInPlaceOf(context, old, next);
};

async function putInPlaceOf(
  context: CommandContext,
  old: CredentialNode,
  next: CredentialNode,
): Promise<void> {
  const { accounts, log } = context;
  const [oldName, name] = [old.credential.name, next.credential.name];
  const usages = await findUsagesIfPossible(context, [old.credential]);
  if (usages.places.length === 0) {
    const found = describeUsages(usages).replaceAll(/\n+/g, ' ');
    offer(`${vscode.l10n.t('Created {0} in {1}', name, next.account.label)}. ${found}`, {}, log);
    return;
  }
  await listNow(context, next.account); // what the new one is
  const replaced = await askToReplace({
    old: old.credential,
    usages,
    question: vscode.l10n.t('Replace {0} with {1} in this workspace?', oldName, name),
    label: vscode.l10n.t('{0} in the place of {1}', name, oldName),
    secret: () => accounts.secret(next.account, next.credential),
  });
  if (!replaced || replaced === 'left') return;
  const remove = {
    [vscode.l10n.t('Delete {0}', oldName)]: async () => {
      await vscode.commands.executeCommand('cartotoken.deleteCredential', old);
    },
  };
  offer(describeReplaced(name, replaced), isDeletable(old.credential) ? remove : {}, log);
}
