import * as vscode from 'vscode';
import type { TokenBody } from '../../../core/carto/tokens-api.ts';
import { shown } from '../../../core/wording.ts';

/** One thing that a token is limited by. */
export interface Limit {
  readonly what: 'apis' | 'referers' | 'expiry';
  readonly label: string;
  readonly value: string;
}

/** What a token is limited by beside its grants, in words. */
export function limitWords({ allowed_apis, referers, expiration_date }: TokenBody): Limit[] {
  return [
    {
      what: 'apis',
      label: vscode.l10n.t('Allowed APIs'),
      value: allowed_apis.map(shown).join(', '),
    },
    {
      what: 'referers',
      label: vscode.l10n.t('Referers'),
      value: referers.map(shown).join(', ') || vscode.l10n.t('any website'),
    },
    {
      what: 'expiry',
      label: vscode.l10n.t('Expires'),
      value: expiration_date ? shown(expiration_date) : vscode.l10n.t('never'),
    },
  ];
}
