import * as vscode from 'vscode';
import type { KeyBody } from '../../core/carto/auth-api.ts';
import { hasKeys } from '../accounts/account.ts';
import type { CredentialNode } from '../tokens/node.ts';
import { bodyOfKeyDraft, type KeyDraft } from '../wizards/key/key-draft.ts';
import { keyPages } from '../wizards/key/key-pages.ts';
import { accountOf } from '../wizards/token/token-pages.ts';
import type { Beginning } from '../wizards/wizard.ts';
import { announceCreated } from './announce-created.ts';
import type { CommandContext, SidebarCommand } from './context.ts';
import { accountsFor, createByWizard, namesOf } from './create-by-wizard.ts';

/** Asks for an API key of CARTO Engine and makes it. */
export const createKey: SidebarCommand = async (context, on) => {
  const made = await askForKey(context, on, vscode.l10n.t('Create API Key'));
  if (made) announceCreated(context, made);
};

/**
 * Asks for an API key and makes it.
 *
 * @param on the account that it is to be in, or what stands for one
 * @param before the grants of the key in whose place it is to be
 * @returns undefined where none was made
 */
export async function askForKey(
  context: CommandContext,
  on: unknown,
  title: string,
  beginning?: Beginning<KeyDraft>,
  before?: KeyBody['grants'],
): Promise<CredentialNode | undefined> {
  const accounts = await accountsFor(context, on, title, {
    is: hasKeys,
    none: vscode.l10n.t(
      'Only CARTO Engine has API keys. Sign in to it to create one, or create an access token.',
    ),
  });
  if (accounts.length === 0) return undefined;
  return createByWizard<KeyDraft>(
    context,
    {
      title,
      pages: (needsSignIn) =>
        keyPages(
          title,
          { accounts, needsSignIn, names: (account) => namesOf(context, account, 'key') },
          before,
        ),
      accountOf: (draft) => accountOf({ accounts }, draft),
      bodyOf: (draft) => bodyOfKeyDraft(draft, before),
    },
    beginning,
  );
}
