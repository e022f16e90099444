import { type Api, authorizedApi } from './api.ts';
import { bearer } from './authorization.ts';
import type { Http } from './http/http.ts';
import type { TokenSupply } from './token-supply.ts';

/**
 * CARTO's APIs for a signed-in user. A token that is refused (401) is renewed once.
 *
 * @param baseUrl the region's, without a slash at its end
 */
export function cartoApi(http: Http, baseUrl: string, tokens: TokenSupply): Api {
  return authorizedApi(
    http,
    baseUrl,
    async (signal) => bearer(await tokens.current(signal)),
    async ({ secrets: [refused = ''] }, signal) => bearer(await tokens.insteadOf(refused, signal)),
  );
}
