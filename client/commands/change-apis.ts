import * as vscode from 'vscode';
import { knownApis } from '../../core/carto/access.ts';
import { isApi } from '../../core/carto/apis.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import { apisPage } from '../wizards/token/apis-page.ts';
import type { TokenDraft } from '../wizards/token/token-draft.ts';
import { runWizard } from '../wizards/wizard.ts';
import type { SidebarCommand } from './context.ts';

/** Changes the APIs that a token is allowed. */
export const changeApis: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Change Allowed APIs');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const { name, apis: allowed = [] } = node.credential;
  const chosen = await runWizard<TokenDraft>(`${title} (${name})`, () => [apisPage()], {
    values: { apis: knownApis(allowed) },
  });
  const apis = chosen?.apis;
  if (!apis) return;
  // An API that is not known here stays.
  await quickEdit(context, node, (current) => ({
    ...current,
    allowed_apis: [...(current.allowed_apis ?? []).filter((api) => !isApi(api)), ...apis],
  }));
};
