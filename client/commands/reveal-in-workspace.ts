import * as vscode from 'vscode';
import type { Account } from '../accounts/account.ts';
import { chooseAccount } from '../accounts/choose-account.ts';
import type { SidebarCommand } from './context.ts';

/**
 * Opens the page in CARTO's Workspace, or in CARTO Engine's dashboard, on which the account's credentials are.
 *
 * @throws where the account has no such page
 */
export const revealInWorkspace: SidebarCommand = async ({ accounts }, on) => {
  const account = await chooseAccount(accounts, on, vscode.l10n.t('Reveal in Workspace'));
  if (account) await vscode.env.openExternal(vscode.Uri.parse(pageOf(account), true));
};

/** Where the pages are is not documented beyond their names, Developers > Credentials and API keys: here alone. */
function pageOf(account: Account): string {
  switch (account.kind) {
    case 'machine':
    case 'browser':
    case 'pasted': {
      const { hostname, origin } = new URL(account.apiBaseUrl);
      // A self-hosted CARTO has its Workspace where its APIs are.
      const workspace = hostname.endsWith('.carto.com') ? 'https://app.carto.com' : origin;
      return `${workspace}/developers/credentials`;
    }
    case 'engine':
      return `${account.baseUrl}/your_apps`;
    case 'sandbox':
      throw new Error(
        vscode.l10n.t(
          'The sandbox has no page of its own: all that it has is in the view of tokens.',
        ),
      );
  }
}
