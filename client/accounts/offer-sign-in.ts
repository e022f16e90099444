import * as vscode from 'vscode';
import { PROVIDER_ID, SCOPES } from './authentication-provider.ts';
import type { LazyAccounts } from './lazy-accounts.ts';

/**
 * Has VS Code's Accounts menu offer to sign in, where nobody is, once there is a sign of CARTO: a declaration is open.
 * Asks for nothing by itself.
 */
export function offerSignIn(accounts: LazyAccounts): vscode.Disposable {
  const isDeclaration = ({ languageId }: vscode.TextDocument) => languageId === 'cartotoken';
  const offer = async () => {
    if (await accounts.exist()) return;
    // Without a session there is none to be had: what stays is the entry in the menu.
    await vscode.authentication.getSession(PROVIDER_ID, SCOPES, {});
  };
  const offerQuietly = () => void offer().then(undefined, () => undefined);

  if (vscode.workspace.textDocuments.some(isDeclaration)) {
    offerQuietly();
    return vscode.Disposable.from();
  }
  const listener = vscode.workspace.onDidOpenTextDocument((document) => {
    if (!isDeclaration(document)) return;
    listener.dispose();
    offerQuietly();
  });
  return listener;
}
