import * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';
import { type Account, hostOf, KIND_NAMES } from './account.ts';
import type { Accounts } from './accounts.ts';

/**
 * The account that a command is meant for: that of the item it is run on, the only one there is, or the user's choice.
 * Undefined where there is none, which is said, or none was chosen. Never another than the one it is run on.
 *
 * @param on an account, an item of a view that has one, or anything else
 * @param title what the command does
 * @param fit which accounts it can be done with, and what is said where there is none of them
 * @throws Error that says so, where it is run on another, or on one that was signed out meanwhile
 */
export async function chooseAccount(
  accounts: Accounts,
  on: unknown,
  title: string,
  fit?: { readonly is: (account: Account) => boolean; readonly none: string },
): Promise<Account | undefined> {
  const signedIn = accounts.all();
  const { id, label } = asRecord(asRecord(on)?.['account'] ?? on) ?? {};
  const meant =
    typeof id === 'string' ? accountNow(accounts, { id, label: String(label) }) : undefined;
  if (meant && fit?.is(meant) === false) throw new Error(`${meant.label}: ${fit.none}`);
  if (meant) return meant;
  const all = fit ? signedIn.filter(fit.is) : signedIn;
  const [only, second] = all;
  if (!only) {
    void vscode.window.showInformationMessage(
      fit && signedIn.length > 0
        ? fit.none
        : vscode.l10n.t('You are not signed in to any CARTO account.'),
    );
    return undefined;
  }
  if (!second) return only;
  const chosen = await vscode.window.showQuickPick(
    all.map((account) => ({
      label: account.label,
      description: `${KIND_NAMES[account.kind]} · ${hostOf(account)}`,
      account,
    })),
    { title, placeHolder: vscode.l10n.t('Which account?'), matchOnDescription: true },
  );
  return chosen?.account;
}

/** An account as it is signed in to now. @throws Error that it is not any more: no other is taken for it */
export function accountNow(
  accounts: Pick<Accounts, 'all'>,
  { id, label }: Pick<Account, 'id' | 'label'>,
): Account {
  const account = accounts.all().find((each) => each.id === id);
  if (account) return account;
  throw new Error(vscode.l10n.t('{0} is not signed in to any more.', label));
}
