import * as vscode from 'vscode';
import type { Log } from '../log.ts';
import { OWN_SCOPES, PROVIDER_ID } from './authentication-provider.ts';
import type { LazyAccounts } from './lazy-accounts.ts';

/** Has VS Code's Accounts menu offer to sign in, where nobody is. Asks for nothing by itself. */
export async function offerSignIn(accounts: LazyAccounts, log: Log): Promise<void> {
  try {
    if (await accounts.exist()) return;
    // Without a session there is none to be had: what stays is the entry in the menu.
    await vscode.authentication.getSession(PROVIDER_ID, OWN_SCOPES, {});
  } catch (error) {
    log.warn('The Accounts menu could not be told to offer a sign-in.', error);
  }
}
