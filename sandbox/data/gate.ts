import type { Api } from '../../core/carto/apis.ts';
import type { Source } from '../../core/carto/sources.ts';
import { shown } from '../../core/wording.ts';
import { readFields } from '../body.ts';
import { callerOf } from '../caller.ts';
import { refused, response } from '../outcome.ts';
import type { RequestContext, Room, Route } from '../room.ts';
import { admit, decide } from './decide.ts';

/** The parameters of a request: the query's, and the body's before them. */
export type Fields = Readonly<Record<string, unknown>>;

/** What a request asks for, or what is wrong with it: a sentence with its remedy. */
export type Asked =
  | { readonly ok: true; readonly connection?: string | undefined; readonly source?: Source }
  | { readonly ok: false; readonly fault: string };

/** A request that may be carried out. */
export interface Admitted {
  readonly context: RequestContext;
  readonly room: Room;
  readonly fields: Fields;
  readonly connection: string;
}

/**
 * A route of a data API: finds out who asks for what, has it decided, and answers only then.
 *
 * @param asks what the parameters ask for
 */
export function gate(
  api: Api,
  asks: (fields: Fields, context: RequestContext) => Asked,
  answer: (admitted: Admitted) => Response | Promise<Response>,
): Route['handle'] {
  return async (context, room) => {
    const { req } = context;
    const fields = { ...req.query(), ...(await readFields(context)) };
    const parameter = req.query('access_token');
    const caller = callerOf(req.header('authorization'), parameter, room.account, room.now());
    const asked = asks(fields, context);
    const { connection, source } = asked.ok ? asked : {};
    const ask = { api, connection, source, referer: req.header('referer') };
    // Only who may use the API is told what is wrong with the request. In which order CARTO looks is not documented [open].
    const decision = (asked.ok ? decide : admit)(caller, ask, room.now());
    if (!decision.isAllowed) {
      const headers = decision.status === 401 ? { 'www-authenticate': 'Bearer' } : undefined;
      return response(refused(decision.status, decision.reason), headers);
    }
    if (!asked.ok) return response(refused(400, asked.fault));
    if (connection !== undefined && !hasConnection(room, connection)) {
      return response(
        refused(404, `There is no connection "${shown(connection)}". Check its name.`),
      );
    }
    return answer({ context, room, fields, connection: connection ?? '' });
  };
}

function hasConnection({ account }: Room, name: string): boolean {
  return account.connections.some((connection) => connection.name === name);
}

/** A parameter that has to be there: its text, or undefined. */
export function textIn(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
