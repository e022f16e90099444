import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request as a server received it. */
export interface Received {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Has each request written down before it is answered: a test that has the answer finds it there. */
export function recording(handler: RequestListener = (_, response) => response.end('ok')): {
  readonly requests: readonly Received[];
  readonly listener: RequestListener;
} {
  const requests: Received[] = [];
  const listener: RequestListener = async (request, response) => {
    const { method = '', url = '', headers } = request;
    try {
      requests.push({ method, path: url, headers, body: await text(request) });
    } catch {
      return; // the client has gone
    }
    handler(request, response);
  };
  return { requests, listener };
}
