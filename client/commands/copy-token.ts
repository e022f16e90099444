import * as vscode from 'vscode';
import { chooseAny } from './choose-any.ts';
import type { SidebarCommand } from './context.ts';
import { secretFor } from './secret-for.ts';

/** Copies a token or key into the clipboard. */
export const copyToken: SidebarCommand = async (context, on) => {
  const node = await chooseAny(context, on, vscode.l10n.t('Copy Token'));
  if (!node) return;
  const secret = await secretFor(context, node, vscode.l10n.t('Copy'));
  if (secret !== undefined) await context.clipboard.put(secret, node.credential.name);
};
