import { API_NAMES, APIS, type Api, isApi } from '../apis.ts';
import { COMPATIBILITY } from '../compatibility.ts';
import { needsGrant, type SourceGrant } from '../coverage.ts';
import { canBeSegment } from '../path-segment.ts';
import { queryFault } from '../query.ts';
import { parseSource, type Table } from '../sources.ts';
import { bounded, type Probe, type ProbePlan, type Unasked } from './probe.ts';
import { sentReferer } from './sent-referer.ts';

/** What an access token is limited to; undefined where CARTO has not said. */
export interface TokenRestrictions {
  readonly apis?: readonly string[] | undefined;
  readonly grants?: readonly SourceGrant[] | undefined;
  readonly referers?: readonly string[] | undefined;
}

/** A request without the website that it comes from. */
type Ask = Omit<Probe, 'referer' | 'isMeant'>;

/** As many requests as may be every source from every website; with more, each is asked once. */
export const MOST_TOGETHER = 24;

/** The name of a table that is nowhere: what a wildcard covers is not known. */
const NO_TABLE = 'cartotoken_no_such_table';

/** From here on a request's parameters go into its body, as @carto/api-client has it. */
const LONGEST_PATH = 7000;

/**
 * What tells what an access token can do: each allowed API is asked for each grant, from each website, and once without a
 * `Referer`, which it should refuse where websites are listed. Where that would be too much each grant is asked for from the
 * first website, and the first grant from each: CARTO checks them independently.
 * Sources: CARTO, "API Access Tokens", "Maps API", "SQL API", "Imports API", "Location Data Services API".
 */
export function tokenProbes({ apis, grants, referers }: TokenRestrictions): ProbePlan {
  const unasked: Unasked[] = [];
  const asks = (apis ?? APIS).flatMap((api) => {
    if (!isApi(api)) {
      unasked.push({ api, why: 'api-unknown' });
      return [];
    }
    const plan = asksOf(api, grants);
    unasked.push(...plan.unasked);
    return plan.asks;
  });
  const websites = websitesOf(referers ?? [], unasked);
  return bounded({
    probes: crossed(
      unique(asks, ({ method, path }) => method + path),
      websites,
    ),
    unasked,
  });
}

/** What one API is asked. */
function asksOf(
  api: Api,
  grants: readonly SourceGrant[] | undefined,
): { readonly asks: readonly Ask[]; readonly unasked: readonly Unasked[] } {
  const name = API_NAMES[api];
  if (api === 'lds') return { asks: [{ api: name, method: 'GET', path: LDS_PATH }], unasked: [] };
  if (api === 'imports') {
    return { asks: [{ api: name, method: 'GET', path: '/v3/imports' }], unasked: [] };
  }
  if (!grants) return { asks: [], unasked: [{ api: name, why: 'grants-unknown' }] };
  if (grants.length === 0 && needsGrant(api)) {
    return { asks: [], unasked: [{ api: name, why: 'no-grant' }] };
  }
  const answers = grants.map((grant) => askFor(api, grant));
  return {
    asks: answers.filter((answer) => 'path' in answer),
    unasked: answers.filter((answer) => 'why' in answer),
  };
}

/**
 * Geocoding without an address: it costs nothing. That CARTO looks at who asks before it looks at what is missing is not
 * documented [open]; if it did not, the answer would be "authorised" for every token.
 */
const LDS_PATH = '/v3/lds/geocoding/geocode';

/** What the Maps or SQL API is asked for a grant, or why it is not. */
function askFor(
  api: 'maps' | 'sql',
  { connection_name: connection, source: granted }: SourceGrant,
): Ask | Unasked {
  const subject = { api: API_NAMES[api], connection, source: granted };
  const source = parseSource(granted);
  if (source.kind === 'invalid') return { ...subject, why: 'source-invalid', says: source.says };
  if (connection.trim() === '') {
    return { ...subject, why: 'source-invalid', says: 'it names no connection' };
  }
  // The credential would be sent to another address than that of a connection.
  if (!canBeSegment(connection)) {
    return { ...subject, why: 'source-invalid', says: 'no address can hold its connection' };
  }
  if (COMPATIBILITY[api][source.kind] === 'refuses') return { ...subject, why: 'not-accepted' };
  if (source.kind === 'query' && mayWrite(source.sql)) return { ...subject, why: 'not-harmless' };

  const base = `/v3/${api}/${encodeURIComponent(connection)}`;
  if (source.kind === 'table') {
    return {
      ...subject,
      method: 'GET',
      path: `${base}/table?${new URLSearchParams({ name: tableBelow(source) })}`,
    };
  }
  // The very query that is granted. Its native parameters are left out: what is missing is refused before it is run.
  const q = source.kind === 'query' ? source.sql : 'SELECT 1';
  const path = `${base}/query?${new URLSearchParams({ q })}`;
  return path.length <= LONGEST_PATH
    ? { ...subject, method: 'GET', path }
    : { ...subject, method: 'POST', path: `${base}/query`, body: { q } };
}

/** Whether running a query may do more than read, whoever has granted it. */
function mayWrite(sql: string): boolean {
  const fault = queryFault(sql)?.kind;
  return fault === 'writes' || fault === 'second-statement';
}

/** The table that is granted; of several, one that cannot be there. */
function tableBelow({ written, isWildcard }: Table): string {
  return isWildcard ? written.replace(/\*(?=`?$)/, NO_TABLE) : written;
}

/** Where requests come from: the header each website sends, each once. */
function websitesOf(referers: readonly string[], unasked: Unasked[]): readonly string[] {
  const sent = referers.flatMap((entry) => {
    const answer = sentReferer(entry);
    if (answer.kind === 'sent') return [answer.referer];
    unasked.push({ api: '', referer: entry, why: 'referer-invalid', says: answer.says });
    return [];
  });
  return [...new Set(sent)];
}

function crossed(asks: readonly Ask[], websites: readonly string[]): Probe[] {
  const [first, ...others] = asks;
  const [home, ...elsewhere] = websites;
  if (!first) return [];
  if (home === undefined) return asks.map((ask) => ({ ...ask, isMeant: true }));
  const from = (ask: Ask, referer: string): Probe => ({ ...ask, referer, isMeant: true });
  const meant =
    asks.length * websites.length <= MOST_TOGETHER
      ? asks.flatMap((ask) => websites.map((referer) => from(ask, referer)))
      : [
          ...[first, ...others].map((ask) => from(ask, home)),
          ...elsewhere.map((referer) => from(first, referer)),
        ];
  // Nothing that is listed: scripts and servers send no Referer. Each API has to refuse it by itself.
  const apart = unique(asks, ({ api }) => api).map((ask) => ({ ...ask, isMeant: false }));
  return [...apart, ...meant];
}

/** Of those with the same key, the first. */
function unique<T>(all: readonly T[], keyOf: (one: T) => string): T[] {
  const known = new Map<string, T>();
  for (const one of all) if (!known.has(keyOf(one))) known.set(keyOf(one), one);
  return [...known.values()];
}
