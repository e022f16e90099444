import * as vscode from 'vscode';
import { API_NAMES, APIS, type Api, isApi } from '../../core/carto/apis.ts';
import { chooseToken, quickEdit } from '../editing/quick-edit.ts';
import type { SidebarCommand } from './context.ts';

/** Changes the APIs that a token is allowed. */
export const changeApis: SidebarCommand = async (context, on) => {
  const title = vscode.l10n.t('Change Allowed APIs');
  const node = await chooseToken(context, on, title);
  if (!node) return;
  const { name, apis: allowed = [] } = node.credential;
  const chosen = await vscode.window.showQuickPick(
    APIS.map((api) => ({
      label: API_NAMES[api],
      ...(api === 'imports' ? { description: vscode.l10n.t('alone only') } : {}),
      picked: allowed.includes(api),
      api,
    })),
    {
      title: `${title} (${name})`,
      placeHolder: vscode.l10n.t('Which APIs may the token use?'),
      canPickMany: true,
    },
  );
  const apis =
    chosen &&
    (await withoutMixing(
      chosen.map(({ api }) => api),
      title,
    ));
  if (!apis) return;
  // What CARTO has and we do not know of stays.
  await quickEdit(context, node, ({ allowed_apis = [], ...rest }) => ({
    ...rest,
    allowed_apis: [...allowed_apis.filter((api) => !isApi(api)), ...apis],
  }));
};

/** The Imports API cannot be combined with any other. Undefined where nothing is chosen. */
async function withoutMixing(
  apis: readonly Api[],
  title: string,
): Promise<readonly Api[] | undefined> {
  const others = apis.filter((api) => api !== 'imports');
  if (others.length === 0 || others.length === apis.length) return apis;
  const chosen = await vscode.window.showQuickPick(
    [others, ['imports' as const]].map((choice) => ({
      label: choice.map((api) => API_NAMES[api]).join(', '),
      choice,
    })),
    {
      title,
      placeHolder: vscode.l10n.t(
        'The Imports API cannot be combined with any other: it needs a token of its own. Keep which?',
      ),
    },
  );
  return chosen?.choice;
}
