import * as vscode from 'vscode';
import type { Account, AccountKind } from '../accounts/account.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';

/** Signs in to an account, and says to which. @param kind how, where that is not asked */
export async function signIn(accounts: LazyAccounts, kind?: AccountKind): Promise<void> {
  const loaded = await accounts.load();
  await welcome(await loaded.signIn(kind));
}

/** One sandbox is enough: where there is one already, it is only shown. */
export async function useSandbox(accounts: LazyAccounts): Promise<void> {
  const loaded = await accounts.load();
  const known = loaded.all().find(({ kind }) => kind === 'sandbox');
  await welcome(known ?? (await loaded.signIn('sandbox')));
}

/** Shows the account where its tokens are. */
async function welcome(account: Account | undefined): Promise<void> {
  if (account) await vscode.commands.executeCommand('cartotoken.tokens.focus');
}
