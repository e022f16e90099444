import { chooseAccount } from '../accounts/choose-account.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';
import { SIGN_IN_AGAIN } from '../failures.ts';

/** Asks again for what opens an account, in whose place it then is. */
export async function signInAgain(accounts: LazyAccounts, on: unknown): Promise<void> {
  const loaded = await accounts.load();
  const account = await chooseAccount(loaded, on, SIGN_IN_AGAIN);
  if (account) await loaded.signInAgain(account);
}
