import * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';
import { type Account, hostOf, KIND_NAMES } from './account.ts';
import type { Accounts } from './accounts.ts';

/**
 * The account that a command is meant for: that of the item it is run on, the only one there is, or the user's choice.
 * Undefined where there is none, which is said, or none was chosen.
 *
 * @param on an account, an item of a view that has one, or anything else
 * @param title what the command does
 */
export async function chooseAccount(
  accounts: Accounts,
  on: unknown,
  title: string,
): Promise<Account | undefined> {
  const all = accounts.all();
  const id = asRecord(asRecord(on)?.['account'] ?? on)?.['id'];
  const meant = all.find((account) => account.id === id);
  if (meant) return meant;
  const [only, second] = all;
  if (!only) {
    await vscode.window.showInformationMessage('You are not signed in to any CARTO account.');
    return undefined;
  }
  if (!second) return only;
  const chosen = await vscode.window.showQuickPick(
    all.map((account) => ({
      label: account.label,
      description: `${KIND_NAMES[account.kind]} · ${hostOf(account)}`,
      account,
    })),
    { title, placeHolder: 'Which account?', matchOnDescription: true },
  );
  return chosen?.account;
}
