import * as vscode from 'vscode';
import { asRecord } from '../../core/json/record.ts';
import { shown } from '../../core/wording.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import type { TokenNode } from '../tokens/node.ts';
import type { SidebarCommand } from './context.ts';

/** Takes a website from a token: that of the item it is run on, or the user's choice. */
export const removeReferer: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Remove Referer');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const given = asRecord(on)?.['referer'];
  const referer = typeof given === 'string' ? given : await chooseReferer(node, title);
  if (referer === undefined) return;
  await quickEdit(context, node, (current) => ({
    ...current,
    referers: current.referers?.filter((each) => each !== referer),
  }));
};

async function chooseReferer(
  { account, credential: { name, referers = [] } }: TokenNode,
  title: string,
): Promise<string | undefined> {
  if (referers.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} of {1} has no referers: every website may use it.', name, account.label),
    );
    return undefined;
  }
  const chosen = await vscode.window.showQuickPick(
    referers.map((referer) => ({ label: shown(referer), referer })),
    { title: `${title} (${name})`, placeHolder: vscode.l10n.t('Which one?') },
  );
  return chosen?.referer;
}
