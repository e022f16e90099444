import { type KeyLimits, keyTableName } from '../carto/key-grants.ts';
import { parseSource, type SourceKind } from '../carto/sources.ts';
import { all, shown } from '../wording.ts';
import type { KnownCredential, KnownToken } from './known.ts';

/** The most names that are told: of more, only how many there are. */
const MOST = 3;

/** What a credential is limited to, in few words: "the API maps, the table a.b.c of carto_dw and the referer https://x.com/". */
export function limitsOf(known: KnownCredential): string {
  const parts = known.kind === 'token' ? ofToken(known) : ofKey(known.limits);
  return all(parts.filter((part) => part !== '')) || 'what its account gives it';
}

/** The APIs that a credential may use. */
export function apisOf({ apis = [] }: Pick<KnownToken, 'apis'>): string {
  return named(apis, 'API', 'APIs');
}

/** The connections that a token reaches all of. */
export function openConnections(token: KnownToken): string {
  return named(connectionsOf(token, 'all-sources'), 'connection', 'connections');
}

function ofToken(token: KnownToken): string[] {
  const { grants = [], referers = [] } = token;
  const sources = (kind: SourceKind) => [
    ...new Set(
      grants.map(({ source }) => source).filter((each) => parseSource(each).kind === kind),
    ),
  ];
  const on = (kind: SourceKind, words: string) =>
    words && `${words} of ${all(connectionsOf(token, kind))}`;
  const queries = sources('query').length;
  return [
    apisOf(token),
    on('table', named(sources('table'), 'table', 'tables')),
    on('query', queries > 0 ? counted(queries, 'query', 'queries') : ''),
    named(referers, 'referer', 'referers'),
  ];
}

function ofKey({ apis, tables, services }: KeyLimits = { apis: [], tables: [], services: [] }) {
  return [
    named(apis, 'API', 'APIs'),
    named(tables.map(keyTableName), 'table', 'tables'),
    named(services, 'data service', 'data services'),
  ];
}

function connectionsOf({ grants = [] }: KnownToken, kind: SourceKind): string[] {
  const fit = grants.filter(({ source }) => parseSource(source).kind === kind);
  return [...new Set(fit.map(({ connection_name }) => shown(connection_name)))];
}

/** "the table a", "the tables a and b", "3 tables"; nothing where there is none. */
function named(names: readonly string[], one: string, many: string): string {
  if (names.length === 0) return '';
  if (names.length > MOST) return counted(names.length, one, many);
  return `the ${names.length === 1 ? one : many} ${all(names.map(shown))}`;
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
