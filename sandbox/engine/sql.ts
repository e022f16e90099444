import { readFields } from '../body.ts';
import { ROWS, SCHEMA } from '../data/samples.ts';
import { response, sqlRefused } from '../outcome.ts';
import type { Route } from '../room.ts';
import { keyOf } from './credential.ts';
import { ENGINE_BASES } from './keys.ts';
import { whyNot } from './permission.ts';
import { usesOf } from './statement.ts';

/** The most that the sandbox reads of a query, in characters. */
const LONGEST_SQL = 100_000;

const handle: Route['handle'] = async (context, { account }) => {
  const { req } = context;
  const body = await readFields(context);
  const key = keyOf(
    {
      authorization: req.header('authorization'),
      query: req.query('api_key'),
      body: textOf(body['api_key']),
      username: req.param('username'),
    },
    account,
  );
  if (typeof key === 'string') return response(sqlRefused(403, key));
  const q = req.query('q') ?? textOf(body['q']);
  if (!q?.trim()) return response(sqlRefused(400, 'The query is missing. Send it as "q".'));
  // Who may run nothing has nothing read.
  const refused = whyNot(key, []);
  if (refused !== undefined) return response(sqlRefused(403, refused));
  if (q.length > LONGEST_SQL) {
    return response(
      sqlRefused(400, `The query has more than ${LONGEST_SQL} characters. Send a shorter one.`),
    );
  }
  const uses = usesOf(q);
  const reason = whyNot(key, uses);
  if (reason !== undefined) return response(sqlRefused(403, reason));
  // What writes answers no rows.
  const rows = uses.every(({ action }) => action === 'select') ? ROWS : [];
  const fields = SCHEMA.map(({ name, type }) => [name, { type }]);
  return Response.json({
    rows,
    time: 0.001,
    fields: rows.length > 0 ? Object.fromEntries(fields) : {},
    total_rows: rows.length,
  });
};

/** CARTO Engine's SQL API: decides who may run what, and answers samples. Source: CARTO, "SQL API". */
export const ENGINE_SQL_ROUTES: readonly Route[] = ENGINE_BASES.flatMap((base) =>
  (['GET', 'POST'] as const).map((method) => ({ method, path: `${base}/api/v2/sql`, handle })),
);

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
