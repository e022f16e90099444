import { readJson } from './body.ts';
import { FAULTS } from './faults.ts';
import { isLoopbackAddress, isLoopbackHost } from './loopback.ts';
import { refused, response } from './outcome.ts';
import type { Route } from './room.ts';
import { read } from './shape.ts';

/** What is not CARTO's: faults on demand, and what was requested. */
export const CONTROL_PREFIX = '/sandbox/';

/** Only for programs on this very machine. */
export const CONTROL_ROUTES: readonly Route[] = [
  {
    method: 'PUT',
    path: `${CONTROL_PREFIX}faults`,
    handle: fromHere(async (context, { faults }) => {
      const result = read(FAULTS, await readJson(context));
      if (!result.ok) {
        const errors = result.faults.map((fault) => `${fault}.`);
        return response({ status: 422, body: { error: errors[0], errors } });
      }
      faults.set(result.value);
      return Response.json(faults.current);
    }),
  },
  {
    method: 'DELETE',
    path: `${CONTROL_PREFIX}faults`,
    handle: fromHere((_, { faults }) => {
      faults.clear();
      return response({ status: 204 });
    }),
  },
  {
    method: 'GET',
    path: `${CONTROL_PREFIX}requests`,
    handle: fromHere((_, { received, performed }) =>
      Response.json({ received: received.read(), performed: performed.read() }),
    ),
  },
];

function fromHere(handle: Route['handle']): Route['handle'] {
  return (context, room) =>
    isLoopbackAddress(context.env.incoming.socket.remoteAddress) &&
    isLoopbackHost(context.req.header('host'))
      ? handle(context, room)
      : response(
          refused(403, 'This is only for programs on the machine that the sandbox runs on.'),
        );
}
