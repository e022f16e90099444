import * as vscode from 'vscode';
import { type Account, hostOf, KIND_NAMES } from '../../accounts/account.ts';
import type { Page } from '../page.ts';
import type { TokenDraft } from './token-draft.ts';

export function accountPage(accounts: readonly Account[]): Page<Pick<TokenDraft, 'account'>> {
  return {
    kind: 'pick',
    id: 'account',
    placeholder: vscode.l10n.t('In which account?'),
    items: accounts.map((account) => ({
      value: account.id,
      label: account.label,
      description: `${KIND_NAMES[account.kind]} · ${hostOf(account)}`,
    })),
  };
}
