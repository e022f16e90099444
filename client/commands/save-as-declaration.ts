import * as vscode from 'vscode';
import { USUAL_MODE } from '../../disk/replace-file.ts';
import type { Credential } from '../accounts/credentials.ts';
import { credentialText } from '../declarations/credential-text.ts';
import { placeOfDeclaration } from '../declarations/declaration-place.ts';
import { replaceWorkspaceFile } from '../workspace-file.ts';
import { chooseCredential } from './choose-credential.ts';
import type { SidebarCommand } from './context.ts';

/** Writes what restricts a token or API key into a declaration, and opens it. */
export const saveAsDeclaration: SidebarCommand = async (context, on) => {
  const node = await chooseCredential(context, on, {
    title: vscode.l10n.t('Save as Declaration'),
    isFit: isDeclarable,
    none: vscode.l10n.t(
      'Only access tokens and regular API keys can be declared: the others are there in each account.',
    ),
  });
  if (!node) return;
  const { credential } = node;
  const content = credentialText(credential);
  const place = await placeOfDeclaration(credential.name);
  if (!place) return;
  const document = await (place === 'nowhere'
    ? vscode.workspace.openTextDocument({ language: 'cartotoken', content })
    : written(place, content));
  await vscode.window.showTextDocument(document, { preview: false });
};

function isDeclarable(credential: Credential): credential is Credential {
  return credential.kind === 'token' || credential.type === 'regular';
}

async function written(place: vscode.Uri, content: string): Promise<vscode.TextDocument> {
  await replaceWorkspaceFile(place, content, USUAL_MODE);
  return vscode.workspace.openTextDocument(place);
}
