import * as vscode from 'vscode';
import type { AuthApi } from '../../core/carto/auth-api.ts';
import { type TokensApi, tokensApi } from '../../core/carto/tokens-api.ts';
import type { Account } from './account.ts';
import type { Accounts } from './accounts.ts';

/** The Tokens API of an account. @throws as {@link Accounts.access} does; Error where it has none */
export async function tokensOf(accounts: Accounts, account: Account): Promise<TokensApi> {
  const { carto } = await accounts.access(account);
  if (!carto) throw new Error(vscode.l10n.t('{0} has no access tokens.', account.label));
  return tokensApi(carto);
}

/** The Auth API of an account. @throws as {@link Accounts.access} does; Error where it has none */
export async function keysOf(accounts: Accounts, account: Account): Promise<AuthApi> {
  const { engine } = await accounts.access(account);
  if (!engine) throw new Error(vscode.l10n.t('{0} has no API keys.', account.label));
  return engine;
}
