import * as vscode from 'vscode';
import { knownApis } from '../../core/carto/access.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import { referersPage } from '../wizards/token/referers-page.ts';
import { referersIn, type TokenDraft } from '../wizards/token/token-draft.ts';
import { runWizard } from '../wizards/wizard.ts';
import type { SidebarCommand } from './context.ts';

/** Lets a token be used from one more website, or several. */
export const addReferer: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Add Referer');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const { name, apis = [] } = node.credential;
  const page = referersPage(
    { apis: knownApis(apis) },
    vscode.l10n.t('The websites whose pages may use the token, too, with blanks between them.'),
  );
  const entered = await runWizard<TokenDraft>(`${title} (${name})`, () => [page]);
  const added = referersIn(entered?.referers ?? '');
  if (added.length === 0) return;
  await quickEdit(context, node, (current) => ({
    ...current,
    referers: [...new Set([...(current.referers ?? []), ...added])],
  }));
};
