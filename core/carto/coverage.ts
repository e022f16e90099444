import { served } from './access.ts';
import type { Api } from './apis.ts';
import { COMPATIBILITY } from './compatibility.ts';
import { parseSource, type Source, type Table } from './sources.ts';

/** A grant as the Tokens API has it. */
export interface SourceGrant {
  readonly connection_name: string;
  readonly source: string;
}

/** What a request wants to read: a source, through an API, on a connection. */
export interface Reading {
  readonly api: Api;
  /** Undefined where the request names none: a grant on any will do then. */
  readonly connection?: string | undefined;
  /** Undefined where the API names none. */
  readonly source?: Source | undefined;
}

/**
 * Whether a grant on one source lets another be read. Quotes make no difference; which letters are large does, since
 * the warehouses differ there and the exact name is always right. A query is granted as it is sent: only blanks around
 * it and one semicolon at its end are not compared.
 * Source: CARTO, "API Access Tokens", Grants.
 */
export function covers(grant: Source, asked: Source): boolean {
  if (grant.kind === 'invalid' || asked.kind === 'invalid') return false;
  if (grant.kind === 'all-sources') return true;
  if (grant.kind === 'query') return asked.kind === 'query' && isSameQuery(grant.sql, asked.sql);
  return asked.kind === 'table' && coversTable(grant, asked);
}

/**
 * Whether an API needs a grant before it does anything. LDS works on no data of the account's.
 * Source: CARTO, "API Access Tokens", the table of APIs and grants.
 */
export function needsGrant(api: Api): boolean {
  return !Object.values(COMPATIBILITY[api]).includes('needs-none');
}

/**
 * Whether grants let something be read: one of them has to be on the connection, of a kind that the API works with,
 * and cover the source. The Imports API writes, and how its grants name where to is not documented: any grant on the
 * connection will do for it.
 */
export function isGranted(grants: readonly SourceGrant[], reading: Reading): boolean {
  const { api, connection, source: asked } = reading;
  if (!needsGrant(api)) return true;
  return grants.some(({ connection_name, source }) => {
    if (connection !== undefined && connection_name !== connection) return false;
    const granted = parseSource(source);
    if (granted.kind === 'invalid' || served([api], granted.kind).length === 0) return false;
    if (COMPATIBILITY[api][granted.kind] === 'unchecked') return true;
    return asked !== undefined && covers(granted, asked);
  });
}

/** The parts are compared, not the text: one in double quotes may hold a dot. */
function coversTable(grant: Table, asked: Table): boolean {
  if (grant.parts.length !== asked.parts.length) return false;
  // Several tables can only be covered by several.
  if (asked.isWildcard && !grant.isWildcard) return false;
  const last = grant.parts.length - 1;
  return grant.parts.every((part, index) => {
    const other = asked.parts[index] ?? '';
    return grant.isWildcard && index === last ? other.startsWith(part) : other === part;
  });
}

function isSameQuery(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

/** @returns the query without the blanks around it and one semicolon at its end */
function comparable(sql: string): string {
  const text = sql.trim();
  return text.endsWith(';') ? text.slice(0, -1).trimEnd() : text;
}
