import * as v from 'valibot';
import type { Api } from './api.ts';
import { allPages, pageOf } from './paging.ts';
import { pathSegment } from './path-segment.ts';

const GRANT = v.looseObject({ connection_name: v.string(), source: v.string() });

/**
 * An access token as the Tokens API answers it. What it has beside this is kept; what may be missing, because it is not
 * documented to be there, is unknown then.
 */
const TOKEN = v.looseObject({
  /** The credential itself. */
  token: v.string(),
  name: v.nullish(v.string()),
  allowed_apis: v.nullish(v.array(v.string())),
  grants: v.nullish(v.array(GRANT)),
  referers: v.nullish(v.array(v.string())),
  expiration_date: v.nullish(v.string()),
  id: v.nullish(v.union([v.string(), v.number()])),
  created_at: v.nullish(v.string()),
});

const TOKEN_OR_NOTHING = v.optional(TOKEN);

export type Token = v.InferOutput<typeof TOKEN>;

/** What a token is restricted by: the body of the requests that make and change one. */
export interface TokenBody {
  /** Unique in the account; CARTO makes one up where it is left out. */
  readonly name?: string;
  readonly allowed_apis: readonly string[];
  readonly grants: readonly { readonly connection_name: string; readonly source: string }[];
  readonly referers: readonly string[];
  /** ISO 8601. Only a new token can have one. */
  readonly expiration_date?: string;
}

/** What can be changed of a token: everything but its expiry. */
export type TokenChanges = Partial<Omit<TokenBody, 'expiration_date'>>;

/** The Tokens API. Every call needs an OAuth access token. Source: CARTO, "Tokens API". @throws CartoError */
export interface TokensApi {
  list(signal?: AbortSignal): Promise<Token[]>;
  get(token: string, signal?: AbortSignal): Promise<Token>;
  create(body: TokenBody, signal?: AbortSignal): Promise<Token>;
  /** What the changes leave out stays as it is. */
  update(token: string, changes: TokenChanges, signal?: AbortSignal): Promise<Token>;
  delete(token: string, signal?: AbortSignal): Promise<void>;
}

export function tokensApi(api: Api): TokensApi {
  const path = '/v3/tokens';
  const { host } = new URL(api.baseUrl);
  const pathOf = (token: string) => `${path}/${pathSegment(token, host)}`;
  const page = pageOf(TOKEN);
  const get = async (token: string, signal?: AbortSignal) =>
    api.send({ method: 'GET', path: pathOf(token), secrets: [token], signal }, TOKEN);
  return {
    list: (signal) =>
      allPages(api.baseUrl + path, (url, onRead) =>
        api.send({ method: 'GET', path: url, signal, onRead }, page),
      ),
    get,
    create: (body, signal) => api.send({ method: 'POST', path, body, signal }, TOKEN),
    async update(token, body, signal) {
      const path = pathOf(token);
      // Whether a change is answered with the token, or with nothing, is not documented.
      const answer = await api.send(
        { method: 'PATCH', path, body, secrets: [token], signal },
        TOKEN_OR_NOTHING,
      );
      return answer ?? get(token, signal);
    },
    delete: async (token, signal) =>
      api.sendOnly({ method: 'DELETE', path: pathOf(token), secrets: [token], signal }),
  };
}
