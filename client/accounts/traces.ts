import type * as vscode from 'vscode';

/** Where the index of the accounts is, in `globalState`. */
export const ACCOUNTS_KEY = 'cartotoken.accounts';

/** What keys in the keyring begin with. */
export const SECRET_PREFIX = 'account.';

/** The keyring's keys that are of accounts; none where it cannot be asked. */
export async function secretKeys(keyring: vscode.SecretStorage): Promise<string[]> {
  const keys = await Promise.resolve(keyring.keys()).catch(() => []);
  return keys.filter((key) => key.startsWith(SECRET_PREFIX));
}

/** Whether there are accounts, as far as can be told without reading what is known of them. */
export async function hasAccounts(
  state: vscode.Memento,
  keyring: vscode.SecretStorage,
): Promise<boolean> {
  const index = state.get<unknown>(ACCOUNTS_KEY);
  if (Array.isArray(index) && index.length > 0) return true;
  return (await secretKeys(keyring)).length > 0;
}
