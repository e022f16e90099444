import * as vscode from 'vscode';
import { chooseAccount } from '../accounts/choose-account.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';

/** Forgets an account, once the user has confirmed it. */
export async function signOut(accounts: LazyAccounts, on: unknown): Promise<void> {
  const loaded = await accounts.load();
  const account = await chooseAccount(loaded, on, 'Sign Out');
  if (!account) return;
  const choice = await vscode.window.showWarningMessage(
    `Sign out of ${account.label}?`,
    {
      modal: true,
      detail:
        'Its credentials are removed from the keyring. Its tokens and API keys stay as they are.',
    },
    'Sign Out',
  );
  if (choice === 'Sign Out') await loaded.signOut(account);
}
