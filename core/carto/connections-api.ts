import * as v from 'valibot';
import type { Api } from './api.ts';
import { allPages, pageOf } from './paging.ts';

/** A connection to a data warehouse. What it has beside this is kept. */
const CONNECTION = v.looseObject({
  /** What grants call it. */
  name: v.string(),
  /** Which warehouse it leads to: bigquery, snowflake, …. */
  provider_id: v.nullish(v.string()),
});

export type Connection = v.InferOutput<typeof CONNECTION>;

/** The account's connections: the choices for a grant's `connection_name`. Source: CARTO, "Tokens API". @throws CartoError */
export function listConnections(api: Api, signal?: AbortSignal): Promise<Connection[]> {
  const page = pageOf(CONNECTION);
  return allPages(`${api.baseUrl}/v3/connections`, (path, onRead) =>
    api.send({ method: 'GET', path, signal, onRead }, page),
  );
}
