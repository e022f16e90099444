import { callerOf } from './caller.ts';
import { refused, response } from './outcome.ts';
import type { Route } from './room.ts';

/** A route that only an OAuth token opens. Source: CARTO, "Tokens API". */
export function userOnly(handle: Route['handle']): Route['handle'] {
  return (context, room) => {
    const { req } = context;
    const parameter = req.query('access_token');
    const caller = callerOf(req.header('authorization'), parameter, room.account, room.now());
    switch (caller.kind) {
      case 'stranger':
        return response(refused(401, caller.reason), { 'www-authenticate': 'Bearer' });
      case 'token':
        return response(
          refused(
            403,
            'An API Access Token cannot be used here. Send an OAuth Access Token: POST /oauth/token gives one.',
          ),
        );
      case 'user':
        return handle(context, room);
    }
  };
}
