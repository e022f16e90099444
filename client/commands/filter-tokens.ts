import * as vscode from 'vscode';
import type { SidebarCommand } from './context.ts';

/** Asks for the words that the shown tokens are to have. */
export const filterTokens: SidebarCommand = async ({ arrangement }) => {
  const filter = await vscode.window.showInputBox({
    title: vscode.l10n.t('Filter Tokens'),
    prompt: vscode.l10n.t(
      'Words of names, APIs, connections, sources and referers: only what has all of them is shown. Left empty, everything is.',
    ),
    value: arrangement.current.filter,
  });
  if (filter !== undefined) await arrangement.change({ filter: filter.trim() });
};

export const clearFilter: SidebarCommand = ({ arrangement }) => arrangement.change({ filter: '' });
