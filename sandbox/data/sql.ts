import { asRecord } from '../../core/json/record.ts';
import type { Route } from '../room.ts';
import { type Asked, type Fields, gate, textIn } from './gate.ts';
import { ROWS, SCHEMA } from './samples.ts';

/** The most that the sandbox reads of a query, in characters. */
const LONGEST_SQL = 100_000;

const PATH = '/v3/sql/:connection/query';

const query = gate(
  'sql',
  (fields, { req }) => queryIn(fields, req.param('connection')),
  () =>
    Response.json({
      rows: ROWS,
      schema: SCHEMA,
      meta: { cacheHit: false, totalBytesProcessed: 0, totalBytesBilled: 0, location: 'sandbox' },
    }),
);

/** The SQL API. Source: CARTO, "SQL API". */
export const SQL_ROUTES: readonly Route[] = [
  { method: 'GET', path: PATH, handle: query },
  { method: 'POST', path: PATH, handle: query },
];

/** The query that a request sends. What is sent as one is never taken for a table's name. */
export function queryIn(fields: Fields, connection: string | undefined): Asked {
  const q = textIn(fields, 'q');
  if (q === undefined) return { ok: false, fault: 'The query is missing. Send it as "q".' };
  if (q.length > LONGEST_SQL) {
    return {
      ok: false,
      fault: `The query has more than ${LONGEST_SQL} characters. Send a shorter one.`,
    };
  }
  if (!areQueryParameters(fields['queryParameters'])) {
    return {
      ok: false,
      fault: 'queryParameters is neither an object nor a list. Send one of them as JSON.',
    };
  }
  return { ok: true, connection, source: { kind: 'query', sql: q } };
}

/** An object or a list; in a URL it is JSON, and may be nothing. */
function areQueryParameters(value: unknown): boolean {
  if (value === undefined || value === '') return true;
  if (typeof value !== 'string') return Array.isArray(value) || asRecord(value) !== undefined;
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed !== 'string' && areQueryParameters(parsed);
  } catch {
    return false;
  }
}
