import * as v from 'valibot';
import { authorizedApi } from './api.ts';
import { basic } from './authorization.ts';
import type { Http } from './http/http.ts';
import { allPages, pageOf } from './paging.ts';
import { pathSegment } from './path-segment.ts';

/** An API key of CARTO Engine as the Auth API answers it. What it has beside this is kept. */
const KEY = v.looseObject({
  name: v.string(),
  /** `master`, `default` or `regular`; others may come. */
  type: v.string(),
  /** The credential itself. */
  token: v.string(),
  user: v.nullish(v.looseObject({ username: v.nullish(v.string()) })),
  grants: v.nullish(v.array(v.looseObject({ type: v.string() }))),
  created_at: v.nullish(v.string()),
  updated_at: v.nullish(v.string()),
});

export type Key = v.InferOutput<typeof KEY>;

/** The body of the request that makes a key. Keys cannot be changed afterwards. */
export interface KeyBody {
  readonly name: string;
  readonly grants: readonly { readonly type: string; readonly [property: string]: unknown }[];
}

/** CARTO Engine's Auth API. Every call needs the master key. Source: CARTO, "Auth API". @throws CartoError */
export interface AuthApi {
  /** What stands before `/api`. */
  readonly baseUrl: string;
  /** Whose keys they are. */
  readonly username: string;
  list(signal?: AbortSignal): Promise<Key[]>;
  get(name: string, signal?: AbortSignal): Promise<Key>;
  create(body: KeyBody, signal?: AbortSignal): Promise<Key>;
  /** Gives the key another token: whoever uses the old one gets 403. */
  regenerate(name: string, signal?: AbortSignal): Promise<Key>;
  delete(name: string, signal?: AbortSignal): Promise<void>;
}

/** How many keys a page is asked to hold. */
const PER_PAGE = 100;

/** @param baseUrl the user's: what stands before `/api/v3/api_keys` */
export function authApi(http: Http, baseUrl: string, username: string, masterKey: string): AuthApi {
  const api = authorizedApi(http, baseUrl, async () => basic(username, masterKey));
  const path = '/api/v3/api_keys';
  const { host } = new URL(baseUrl);
  const pathOf = (name: string) => `${path}/${pathSegment(name, host)}`;
  const page = pageOf(KEY);
  return {
    baseUrl,
    username,
    list: (signal) =>
      allPages(`${baseUrl}${path}?per_page=${PER_PAGE}`, (url, onRead) =>
        api.send({ method: 'GET', path: url, signal, onRead }, page),
      ),
    get: async (name, signal) => api.send({ method: 'GET', path: pathOf(name), signal }, KEY),
    create: (body, signal) => api.send({ method: 'POST', path, body, signal }, KEY),
    regenerate: async (name, signal) =>
      api.send({ method: 'POST', path: `${pathOf(name)}/token/regenerate`, signal }, KEY),
    delete: async (name, signal) => api.sendOnly({ method: 'DELETE', path: pathOf(name), signal }),
  };
}
