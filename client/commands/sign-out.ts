import * as vscode from 'vscode';
import { chooseAccount } from '../accounts/choose-account.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';

const SIGN_OUT = vscode.l10n.t('Sign Out');

/** Forgets an account, once the user has confirmed it. */
export async function signOut(accounts: LazyAccounts, on: unknown): Promise<void> {
  const loaded = await accounts.load();
  const account = await chooseAccount(loaded, on, SIGN_OUT);
  if (!account) return;
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Sign out of {0}?', account.label),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Its credentials are removed from the keyring. Its tokens and API keys stay as they are.',
      ),
    },
    SIGN_OUT,
  );
  if (choice === SIGN_OUT) await loaded.signOut(account);
}
