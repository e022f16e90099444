import * as vscode from 'vscode';
import type { Api } from '../../core/carto/api.ts';
import { type AuthApi, authApi } from '../../core/carto/auth-api.ts';
import { cartoApi } from '../../core/carto/carto-api.ts';
import { CartoError } from '../../core/carto/error.ts';
import type { Http } from '../../core/carto/http/http.ts';
import {
  clientCredentials,
  type OAuthGrant,
  oauthServer,
  oauthServerOf,
  refresh,
} from '../../core/carto/oauth.ts';
import { type TokenSupply, tokenSupply } from '../../core/carto/token-supply.ts';
import type { HeldLock } from '../../disk/lock.ts';
import type { SandboxAddresses } from '../../sandbox/sandbox.ts';
import { type Account, hostOf } from './account.ts';
import { KeyringError } from './keyring-error.ts';
import type { Secret, SecretOf } from './secret.ts';

/** What can be done with an account: CARTO's APIs, CARTO Engine's, or, of the sandbox, both. */
export interface Access {
  readonly carto?: Api;
  /** What OAuth access tokens come from, where there are any. */
  readonly tokens?: TokenSupply;
  readonly engine?: AuthApi;
}

/** What an account's access needs of its surroundings. */
export interface AccessPorts {
  readonly http: Http;
  /** What the keyring holds at the moment. */
  secret(): Promise<Secret | undefined>;
  /** Keeps a grant in place of the one before. */
  keep(secret: Secret): Promise<void>;
  /** Does something that no other window may do at the same time. */
  alone<T>(work: (lock: HeldLock) => Promise<T>): Promise<T>;
  sandbox(): Promise<SandboxAddresses>;
}

/**
 * Opens an account.
 *
 * @throws KeyringError where the keyring does not have its secret any more
 */
export async function openAccess(account: Account, ports: AccessPorts): Promise<Access> {
  const { http } = ports;
  const secret = await ports.secret();
  if (secret?.kind !== account.kind) {
    throw new KeyringError(
      vscode.l10n.t('The keyring does not have its credentials any more. Sign in again.'),
    );
  }
  switch (account.kind) {
    case 'engine': {
      const { masterKey } = secret as SecretOf<'engine'>;
      return { engine: authApi(http, account.baseUrl, account.username, masterKey) };
    }
    case 'sandbox': {
      const { apiBaseUrl, engineBaseUrl, username, masterKey, ...client } = await ports.sandbox();
      return {
        ...machineAccess(http, apiBaseUrl, client.oauthTokenUrl, client),
        engine: authApi(http, engineBaseUrl, username, masterKey),
      };
    }
    case 'machine': {
      const { clientSecret } = secret as SecretOf<'machine'>;
      const { apiBaseUrl, tokenUrl, clientId } = account;
      return machineAccess(http, apiBaseUrl, tokenUrl, { clientId, clientSecret });
    }
    case 'pasted':
      return grantAccess(http, account.apiBaseUrl, grantOf(secret as SecretOf<'pasted'>));
    case 'browser': {
      const { authUrl, clientId, apiBaseUrl } = account;
      const grant = grantOf(secret as SecretOf<'browser'>);
      const renewed = async (before: OAuthGrant | undefined, lock: HeldLock) => {
        // A refresh token is good for once: another window may have used it.
        const kept = await ports.secret();
        if (kept?.kind === 'browser' && kept.accessToken !== before?.accessToken) {
          return grantOf(kept);
        }
        const { refreshToken } = before ?? {};
        if (!refreshToken) throw new CartoError('expired', { host: hostOf(account) });
        await lock.assertHeld();
        const next = await refresh(http, oauthServer(authUrl), { clientId, refreshToken });
        await ports.keep({ kind: 'browser', ...next });
        return next;
      };
      return grantAccess(http, apiBaseUrl, grant, (before) =>
        ports.alone((lock) => renewed(before, lock)),
      );
    }
  }
}

function machineAccess(
  http: Http,
  apiBaseUrl: string,
  tokenUrl: string,
  client: { readonly clientId: string; readonly clientSecret: string },
): Access {
  const server = oauthServerOf(tokenUrl);
  return grantAccess(http, apiBaseUrl, undefined, () => clientCredentials(http, server, client));
}

function grantAccess(
  http: Http,
  apiBaseUrl: string,
  grant: OAuthGrant | undefined,
  obtain?: (before: OAuthGrant | undefined) => Promise<OAuthGrant>,
): Access {
  const tokens = tokenSupply({
    grant,
    obtain,
    now: http.now,
    host: new URL(apiBaseUrl).host,
  });
  return { carto: cartoApi(http, apiBaseUrl, tokens), tokens };
}

function grantOf({
  accessToken,
  expiresAt,
  refreshToken,
}: SecretOf<'browser' | 'pasted'>): OAuthGrant {
  return { accessToken, expiresAt, ...(refreshToken ? { refreshToken } : {}) };
}
