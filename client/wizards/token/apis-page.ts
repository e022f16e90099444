import * as vscode from 'vscode';
import { API_NAMES, APIS, type Api } from '../../../core/carto/apis.ts';
import type { Page } from '../page.ts';
import type { TokenDraft } from './token-draft.ts';

/** Imports cannot be combined with any other API: what was chosen last counts. */
export function apisPage(): Page<TokenDraft> {
  const details: Readonly<Record<Api, string>> = {
    maps: vscode.l10n.t('Draws tables, tilesets and queries on maps.'),
    sql: vscode.l10n.t('Runs queries.'),
    lds: vscode.l10n.t('Geocodes, routes, and works out isolines. Needs no grants.'),
    imports: vscode.l10n.t('Loads files into tables. Needs a token of its own.'),
  };
  const why = vscode.l10n.t(
    'The Imports API cannot be combined with any other API, so what was chosen before was taken back. Make a token of its own for imports.',
  );
  return {
    kind: 'many',
    id: 'apis',
    placeholder: vscode.l10n.t('Which APIs does your code call?'),
    none: vscode.l10n.t('Without an API the token can do nothing: choose at least one.'),
    items: APIS.map((api) => ({
      value: api,
      label: API_NAMES[api],
      detail: details[api],
      excludes: {
        values: api === 'imports' ? APIS.filter((other) => other !== api) : ['imports' as const],
        why,
      },
    })),
  };
}
