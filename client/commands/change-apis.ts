import * as vscode from 'vscode';
import { knownApis } from '../../core/carto/access.ts';
import { API_NAMES, APIS, type Api, isApi } from '../../core/carto/apis.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import type { ManyItem, Page } from '../wizards/page.ts';
import { runWizard } from '../wizards/wizard.ts';
import type { SidebarCommand } from './context.ts';

interface Chosen {
  readonly apis?: readonly Api[];
}

/** Changes the APIs that a token is allowed. */
export const changeApis: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Change Allowed APIs');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const { name, apis: allowed = [] } = node.credential;
  const page: Page<Chosen> = {
    kind: 'many',
    id: 'apis',
    placeholder: vscode.l10n.t('Which APIs may the token use?'),
    items: APIS.map(itemOf),
    none: vscode.l10n.t('A token without any API can do nothing: choose one at least.'),
  };
  const chosen = await runWizard<Chosen>(`${title} (${name})`, () => [page], {
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

/** The Imports API cannot be combined with any other. */
function itemOf(api: Api): ManyItem<Api> {
  return {
    value: api,
    label: API_NAMES[api],
    excludes: {
      values: api === 'imports' ? APIS.filter((other) => other !== api) : ['imports'],
      why: vscode.l10n.t(
        'The Imports API cannot be combined with any other: it needs a token of its own.',
      ),
    },
  };
}
