import { setTimeout as wait } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import type { Faults } from './faults.ts';
import { refusal } from './refusal.ts';
import type { RequestContext, Room } from './room.ts';

/** Bytes in a piece of a slow body: few enough that a short answer has several. */
const PIECE = 32;

/** Lets the faults that are set strike a request on its way in and its answer on its way out. */
export function faulty({ faults, ended }: Room): MiddlewareHandler {
  return async (context: RequestContext, next) => {
    const { latency, tooMany, serverError, reset, slowBody } = faults.current;
    const { path } = context.req;
    // Nothing is carried out any more once the sandbox stops.
    if (latency && !(await passes(latency, ended))) return RESPONSE_ALREADY_SENT;
    const cuts = reset !== undefined && faults.strikes(reset.share);
    if (cuts && reset.when === 'before') return cut(context);
    if (tooMany && faults.strikes(tooMany.share)) return refusedForNow(path, tooMany);
    if (serverError && faults.strikes(serverError.share)) {
      return refusal(path, 500, 'The sandbox was told to fail (serverError). Try again.');
    }
    await next();
    if (cuts) return cut(context);
    if (slowBody && context.res.body) {
      const { body, status, headers } = context.res;
      context.res = new Response(slowed(body, slowBody.msPerChunk, ended), { status, headers });
    }
    return undefined;
  };
}

/** Ends the connection as a broken network does, without an answer. */
function cut({ env }: RequestContext): Response {
  env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}

function refusedForNow(path: string, { retryAfter }: NonNullable<Faults['tooMany']>): Response {
  const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
  return refusal(path, 429, 'Too many requests. Wait before you try again.', headers);
}

/** Waits. @returns false where the sandbox stops meanwhile */
function passes(milliseconds: number, ended: AbortSignal): Promise<boolean> {
  return wait(milliseconds, undefined, { signal: ended }).then(
    () => true,
    () => false,
  );
}

function slowed(
  body: ReadableStream<Uint8Array>,
  milliseconds: number,
  ended: AbortSignal,
): ReadableStream<Uint8Array> {
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      async transform(chunk, controller) {
        for (let at = 0; at < chunk.length; at += PIECE) {
          if (!(await passes(milliseconds, ended))) return controller.terminate();
          controller.enqueue(chunk.subarray(at, at + PIECE));
        }
      },
    }),
  );
}
