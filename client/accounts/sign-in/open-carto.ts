import * as vscode from 'vscode';
import { cartoApi } from '../../../core/carto/carto-api.ts';
import { listConnections } from '../../../core/carto/connections-api.ts';
import type { Http } from '../../../core/carto/http/http.ts';
import type { OAuthGrant } from '../../../core/carto/oauth.ts';
import { findApiBaseUrl } from '../../../core/carto/region.ts';
import { tokenSupply } from '../../../core/carto/token-supply.ts';

/**
 * Finds where the account of a grant is, unless that was said, and asks it something.
 *
 * @returns the address of its APIs
 * @throws CartoError
 */
export async function openCarto(
  http: Http,
  grant: OAuthGrant,
  chosen: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const baseUrl = chosen ?? (await findApiBaseUrl(http, grant.accessToken, confirmHost, signal));
  const tokens = tokenSupply({ grant, now: http.now, host: new URL(baseUrl).host });
  await listConnections(cartoApi(http, baseUrl, tokens), signal);
  return baseUrl;
}

/** Shows where credentials are about to go that nobody has typed. */
async function confirmHost(host: string): Promise<boolean> {
  const use = vscode.l10n.t('Use {0}', host);
  const chosen = await vscode.window.showWarningMessage(
    vscode.l10n.t('Send this account’s credentials to {0}?', host),
    {
      modal: true,
      detail: vscode.l10n.t(
        'CARTO’s configuration of the account names this host for its APIs. It is not one of carto.com: confirm it only if your organisation runs its own CARTO there.',
      ),
    },
    use,
  );
  return chosen === use;
}
