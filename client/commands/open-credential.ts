import * as vscode from 'vscode';
import type { Credential } from '../accounts/credentials.ts';
import { chooseCredential } from './choose-credential.ts';
import type { SidebarCommand } from './context.ts';
import { editToken } from './edit-token.ts';

/** Opens a token as a file; an API key, which cannot be edited, is shown in the view of tokens. */
export const openCredential: SidebarCommand = async (context, on, selected) => {
  const node = await chooseCredential(context, on, {
    title: vscode.l10n.t('Open'),
    isFit: (_): _ is Credential => true,
    none: vscode.l10n.t('There is no token or API key yet. Create one first.'),
  });
  if (!node) return;
  if (node.credential.kind === 'token') return editToken(context, node, selected);
  // What the filter leaves out cannot be shown.
  await context.arrangement.change({ filter: '' });
  await context.tokensView.reveal(node, { select: true, focus: true, expand: true });
};
