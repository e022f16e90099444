import { asRecord } from '../../json/record.ts';
import { firstUse, type Use } from '../first-use.ts';
import type { KeySubject, TokenSubject } from './snippet.ts';

/** A request that a credential can be tried with. How it authorises is said by whoever writes it. */
export interface SampleRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** The parameters of a GET, the JSON body of a POST. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

/** The request that does the first thing a token can do. */
export function tokenRequest(subject: TokenSubject): SampleRequest | undefined {
  const use = firstUse(subject);
  if (!use) return undefined;
  const { path, parameters } = partsOf(use);
  // What is limited to websites is refused where none is named.
  const [referer] = subject.referers ?? [];
  return {
    method: use.api === 'imports' ? 'POST' : 'GET',
    url: subject.apiBaseUrl + path,
    parameters,
    headers: referer === undefined ? {} : { Referer: referer.replace(/\*$/, '') },
  };
}

/** Sources: CARTO, "SQL API", "Maps API", "Location Data Services API", "Imports API". */
function partsOf(use: Use): Pick<SampleRequest, 'parameters'> & { readonly path: string } {
  switch (use.api) {
    case 'sql':
      return { path: `/v3/sql/${encoded(use.connection)}/query`, parameters: { q: use.query } };
    case 'maps': {
      const path = `/v3/maps/${encoded(use.connection)}`;
      return 'query' in use
        ? { path: `${path}/query`, parameters: { q: use.query } }
        : { path: `${path}/table`, parameters: { name: use.table } };
    }
    case 'lds':
      return { path: '/v3/lds/geocoding/geocode', parameters: { address: 'Madrid' } };
    case 'imports':
      return {
        path: '/v3/imports',
        parameters: { connection: use.connection, url: 'https://example.com/your-file.csv' },
      };
  }
}

/** A query that an API key can run. Undefined where it may not use the SQL API. Source: CARTO Engine, "SQL API". */
export function keyRequest({ baseUrl, type, grants = [] }: KeySubject): SampleRequest | undefined {
  const apis = grants.flatMap((grant) => (grant.type === 'apis' ? list(grant['apis']) : []));
  if (type !== 'master' && !apis.includes('sql')) return undefined;
  const table = grants
    .flatMap((grant) => (grant.type === 'database' ? list(grant['tables']) : []))
    .map(asRecord)
    .find((each) => list(each?.['permissions']).includes('select'));
  const q = table
    ? `SELECT * FROM ${quoted(table['schema'])}.${quoted(table['name'])} LIMIT 10`
    : 'SELECT 1';
  return { method: 'GET', url: `${baseUrl}/api/v2/sql`, parameters: { q }, headers: {} };
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A name as PostgreSQL takes it. */
function quoted(name: unknown): string {
  const text = String(name);
  return /^[a-z_][a-z0-9_]*$/.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
}

/** A part of a path. Halves of characters, which no address can hold, are replaced as in every text that is sent. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'));
}
