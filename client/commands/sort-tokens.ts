import * as vscode from 'vscode';
import { ORDERS, type Order } from '../../core/carto/arrange.ts';
import type { SidebarCommand } from './context.ts';

const NAMES: Readonly<Record<Order, string>> = {
  name: vscode.l10n.t('Name'),
  creation: vscode.l10n.t('Creation, the newest first'),
  expiry: vscode.l10n.t('Expiry, the soonest first'),
  restriction: vscode.l10n.t('Restriction, the least restricted first'),
};

/** Asks what the tokens are to be sorted by. */
export const sortTokens: SidebarCommand = async ({ arrangement }) => {
  const { order: current } = arrangement.current;
  const chosen = await vscode.window.showQuickPick(
    ORDERS.map((order) => ({
      label: NAMES[order],
      ...(order === current ? { description: vscode.l10n.t('current') } : {}),
      iconPath: new vscode.ThemeIcon(order === current ? 'check' : 'blank'),
      order,
    })),
    { title: vscode.l10n.t('Sort Tokens'), placeHolder: vscode.l10n.t('Sort by what?') },
  );
  if (chosen) await arrangement.change({ order: chosen.order });
};
