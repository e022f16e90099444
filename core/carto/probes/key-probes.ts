import { type KeyTable, keyLimits, keyTableName } from '../key-grants.ts';
import { bounded, type Probe, type ProbePlan, type Unasked, type WhyUnasked } from './probe.ts';

/** An API key of CARTO Engine, as the Auth API answers it. */
export interface KeyRestrictions {
  readonly type: string;
  readonly grants?: readonly object[] | undefined;
}

const SQL = 'SQL API';
const MAPS = 'Maps API';
/** Reads no table. */
const NOTHING = 'SELECT 1';

/**
 * What tells what an API key can do: CARTO Engine's SQL API is asked for nothing, and for no row of each table that the key
 * may read. Its Maps API makes a map of every request, and permissions to write can only be tried by writing: those are not
 * asked.
 * Sources: CARTO, "Auth API", "SQL API" of CARTO Engine.
 */
export function keyProbes({ type, grants }: KeyRestrictions): ProbePlan {
  if (type === 'master') return { probes: [ask(NOTHING)], unasked: [] };
  if (!grants) return { probes: [ask(NOTHING)], unasked: [{ api: SQL, why: 'grants-unknown' }] };
  const { apis, tables } = keyLimits(grants);
  const reads = tables.filter(({ permissions }) => permissions.includes('select'));
  const writes = tables.filter((table) => table.permissions.some((each) => each !== 'select'));
  const unasked = (why: WhyUnasked) => (table: KeyTable) => ({
    api: SQL,
    source: keyTableName(table),
    why,
  });
  const hasSql = apis.includes('sql');
  return bounded({
    probes: hasSql ? [ask(NOTHING), ...reads.map(readOf)] : [],
    unasked: [
      ...apis.flatMap(unaskedApi),
      ...(hasSql ? [] : reads.map(unasked('not-accepted'))),
      ...writes.map(unasked('not-harmless')),
    ],
  });
}

function unaskedApi(api: string): Unasked[] {
  if (api === 'sql') return [];
  return [api === 'maps' ? { api: MAPS, why: 'not-harmless' } : { api, why: 'api-unknown' }];
}

/** Reads a table without a row of it. */
function readOf(table: KeyTable): Probe {
  const { schema, name = '' } = table;
  const parts = [schema, name].filter(Boolean);
  const path = parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
  return { ...ask(`SELECT 1 FROM ${path} LIMIT 0`), source: keyTableName(table) };
}

function ask(q: string): Probe {
  const path = `/api/v2/sql?${new URLSearchParams({ q })}`;
  return { api: SQL, method: 'GET', path, isMeant: true };
}
