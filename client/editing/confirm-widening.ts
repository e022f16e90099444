import * as vscode from 'vscode';
import { API_NAMES, isApi } from '../../core/carto/apis.ts';
import type { Widening } from '../../core/carto/changes.ts';
import { shown } from '../../core/wording.ts';
import type { TokenNode } from '../tokens/node.ts';

/** As many of them as a question lists. */
const MANY = 10;

/** Has the user confirm what a token can do more than before. @throws CancellationError where that is not confirmed */
export async function confirmWidening(
  { account, credential }: TokenNode,
  widenings: readonly Widening[],
): Promise<void> {
  const widen = vscode.l10n.t('Widen Access');
  const lines = widenings.slice(0, MANY).map((widening) => `• ${inWords(widening)}`);
  const more = widenings.length - lines.length;
  const choice = await vscode.window.showWarningMessage(
    vscode.l10n.t('Let {0} of {1} do more than before?', credential.name, account.label),
    {
      modal: true,
      detail: [...lines, ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : [])].join('\n'),
    },
    widen,
  );
  if (choice !== widen) throw new vscode.CancellationError();
}

function inWords(widening: Widening): string {
  switch (widening.kind) {
    case 'api':
      return vscode.l10n.t('The {0} can be used with it.', apiName(widening.api));
    case 'grant': {
      const apis = widening.apis.map(apiName).join(', ');
      const { connection_name, source } = widening.grant;
      const connection = shown(connection_name);
      return widening.isAllSources
        ? vscode.l10n.t('{0} can read everything on {1}, future tables included.', apis, connection)
        : vscode.l10n.t('{0} can read {1} on {2}.', apis, shown(source), connection);
    }
    case 'referer':
      return vscode.l10n.t('It can be used from {0}.', shown(widening.referer));
    case 'any-website':
      return vscode.l10n.t('It can be used from every website: no referer is left.');
  }
}

function apiName(api: string): string {
  return isApi(api) ? API_NAMES[api] : shown(api);
}
