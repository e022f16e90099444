import { authorizedApi } from '../../core/carto/api.ts';
import { bearer } from '../../core/carto/authorization.ts';
import type { Http } from '../../core/carto/http/http.ts';
import { clientCredentials } from '../../core/carto/oauth.ts';
import { findApiBaseUrl } from '../../core/carto/region.ts';
import { type Token, tokensApi } from '../../core/carto/tokens-api.ts';
import { compare } from '../../core/problem.ts';
import type { NamedAccount } from './account.ts';

/** An account's access tokens. */
export interface TokenList {
  /** The host that gave them. */
  readonly host: string;
  /** Sorted by name. */
  readonly tokens: readonly Token[];
}

/** Asks an account for its access tokens: those that its own user has made. @throws CartoError */
export async function listTokens(
  account: NamedAccount,
  http: Http,
  signal: AbortSignal,
): Promise<TokenList> {
  const accessToken = await accessTokenOf(account, http, signal);
  const baseUrl = account.apiBaseUrl ?? (await findApiBaseUrl(http, accessToken, isNamed, signal));
  // Used at once, so that it needs no renewal.
  const api = authorizedApi(http, baseUrl, async () => bearer(accessToken));
  const tokens = await tokensApi(api).list(signal);
  return {
    host: new URL(baseUrl).host,
    tokens: tokens.sort((a, b) => compare(a.name ?? '', b.name ?? '')),
  };
}

/** Nobody may be there to be asked: a host that is not CARTO's is named by CARTO_API_BASE_URL. */
async function isNamed(): Promise<boolean> {
  return false;
}

async function accessTokenOf(
  account: NamedAccount,
  http: Http,
  signal: AbortSignal,
): Promise<string> {
  if (account.kind === 'token') return account.accessToken;
  return (await clientCredentials(http, account.server, account, signal)).accessToken;
}
