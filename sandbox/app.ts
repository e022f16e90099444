import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { HTTPException } from 'hono/http-exception';
import { matchedRoutes } from 'hono/route';
import { CONTROL_PREFIX } from './control.ts';
import { faulty } from './faulty.ts';
import { isLoopbackHost } from './loopback.ts';
import { refusal } from './refusal.ts';
import type { RequestContext, Room } from './room.ts';
import { FOR_WEB_PAGES, ROUTES } from './routes.ts';

/**
 * The sandbox as a function from requests to responses.
 *
 * @param isOpen whether it may be asked under other names than this machine's
 * @param notice is told of errors inside the sandbox
 */
export function createApp(
  room: Room,
  isOpen: boolean,
  notice: (text: string) => void,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  const isControl = (path: string) => path.startsWith(CONTROL_PREFIX);

  app.use(async ({ req }, next) => {
    if (isOpen || isLoopbackHost(req.header('host'))) return next();
    return refusal(
      req.path,
      403,
      'The sandbox answers only under names of this machine, such as localhost. Start it with --host to open it.',
    );
  });
  app.use(async (context, next) => {
    const { method, path } = context.req;
    if (!isControl(path) && method !== 'OPTIONS')
      room.received.add(`${method} ${routeOf(context)}`);
    return next();
  });
  const allowWebPages = cors({ origin: '*', exposeHeaders: ['Retry-After'] });
  for (const path of FOR_WEB_PAGES) app.use(path, allowWebPages);
  const faults = faulty(room);
  app.use(async (context, next) => (isControl(context.req.path) ? next() : faults(context, next)));

  for (const { method, path, handle } of ROUTES) {
    app.on(method, path, (context) => handle(context, room));
  }
  for (const path of new Set(ROUTES.map((route) => route.path))) app.all(path, wrongMethod);
  app.notFound(({ req }) => {
    const routes = ROUTES.map((route) => `${route.method} ${route.path}`).join(', ');
    return refusal(req.path, 404, `There is nothing at this address. There are: ${routes}.`);
  });
  app.onError((error, { req }) => {
    if (error instanceof HTTPException) return error.getResponse();
    // The cause can hold what was sent, so that only its kind and place are told, and not to whom asked.
    if (!room.ended.aborted)
      notice(`An error inside the sandbox: ${error.name} ${placeOf(error)}`.trim());
    return refusal(req.path, 500, 'Something in the sandbox failed. It says more where it runs.');
  });
  return app;
}

function wrongMethod(context: RequestContext): Response {
  const { method, path } = context.req;
  const route = routeOf(context);
  const allowed = ROUTES.filter((each) => each.path === route).map((each) => each.method);
  const list = [...new Set(allowed)].join(', ');
  const reason = `${method} is not possible at this address. Send ${list}.`;
  return refusal(path, 405, reason, { allow: list });
}

/** The path as the routes have it, which holds no token; `*` where there is none. */
function routeOf(context: RequestContext): string {
  return matchedRoutes(context).at(-1)?.path.replace('/*', '*') ?? '*';
}

/** Where an error came from: the first line of its stack that names a place. */
function placeOf({ stack = '' }: Error): string {
  return /^[ \t]+at .*$/m.exec(stack)?.[0].trim() ?? '';
}
