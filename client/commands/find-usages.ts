import * as vscode from 'vscode';
import type { Credential } from '../accounts/credentials.ts';
import { describeUsages } from '../usages/describe-usages.ts';
import { nameNodes } from '../usages/name-nodes.ts';
import { showUsages } from '../usages/show-usages.ts';
import { targetOf } from '../usages/targets.ts';
import { findUsages } from '../usages/usages.ts';
import type { SidebarCommand } from './context.ts';

/**
 * Shows where in the workspace a token or a key is used.
 *
 * @throws where the workspace cannot be searched
 */
export const findCredentialUsages: SidebarCommand = async (context, on) => {
  const node = await targetOf(context, on, {
    title: vscode.l10n.t('Find Usages'),
    isFit: (_): _ is Credential => true,
    none: vscode.l10n.t('There is no token or API key yet. Create one first.'),
  });
  if (!node) return;
  const usages = await findUsages(context, [node.credential]);
  const name = nameNodes([node]);
  if (usages.places.length > 0) return showUsages(context, name, [node.credential], usages);
  // A notification has one paragraph.
  const found = describeUsages(usages).replaceAll(/\n+/g, ' ');
  void vscode.window.showInformationMessage(`${name}: ${found}`);
};
