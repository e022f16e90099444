import * as vscode from 'vscode';
import { withAccount } from '../accounts/account-failure.ts';
import { chooseToken } from '../editing/quick-edit.ts';
import { tokenNow } from '../editing/token-now.ts';
import { tokenUri } from '../editing/token-uri.ts';
import { withProgress } from '../progress.ts';
import type { SidebarCommand } from './context.ts';

/** Opens a token as a declaration, of which what is saved is sent to CARTO. */
export const editToken: SidebarCommand = async (context, on) => {
  const node = await chooseToken(context, on, vscode.l10n.t('Edit as File'));
  if (!node) return;
  // Asked for first: what an editor says of a file that it cannot read is of less help.
  const { account, credential } = node;
  await withAccount(account, () =>
    withProgress(vscode.l10n.t('Opening {0}', credential.name), async (signal) =>
      (await tokenNow(context, node)).get(signal),
    ),
  );
  const uri = tokenUri(node);
  // Its file keeps the name that the token had when it was opened.
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.scheme === uri.scheme && document.uri.query === uri.query,
  );
  const document = open ?? (await vscode.workspace.openTextDocument(uri, { encoding: 'utf8' }));
  await vscode.window.showTextDocument(document, { preview: false });
};
