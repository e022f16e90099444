import { createServer } from 'node:net';
import { type Listening, listening } from './listening.ts';
import { type PlainServer, plainServer } from './plain-server.ts';

/** An answer of a test's choosing. */
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** Answers whatever is asked with this. */
export function answering({
  status = 200,
  headers = {},
  body = '',
}: Answer = {}): Promise<PlainServer> {
  return plainServer((_, response) => response.writeHead(status, headers).end(body));
}

/** What stands between a guest and the internet: a page to sign in, whatever is asked. */
export function captivePortal(): Promise<PlainServer> {
  return answering({
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Guest network</title><h1>Accept the terms to go online</h1>',
  });
}

/** Sends everyone elsewhere. */
export function redirecting(location: string, status = 302): Promise<PlainServer> {
  return answering({ status, headers: { location } });
}

/** Accepts connections and never says a word: no answer and, where one is hoped for, no TLS handshake. */
export function silent(): Promise<Listening> {
  // A client that loses patience may reset the connection.
  return listening(createServer((socket) => socket.on('error', () => undefined).resume()));
}

/** Begins to answer, and stops for ever in the middle of the body. */
export function stallsMidBody(): Promise<PlainServer> {
  return plainServer((_, response) => response.writeHead(200, promised(1000)).write('the first'));
}

/** A body without an end, sent as fast as it is read. */
export function endlessBody(): Promise<PlainServer> {
  const piece = Buffer.alloc(64 * 1024, ' ');
  return plainServer((_, response) => {
    const more = () => {
      while (!response.destroyed && response.write(piece));
    };
    response.writeHead(200, { 'content-type': 'application/json' }).on('drain', more);
    more();
  });
}

/** Resets every connection as soon as it is made. */
export function resetsAtOnce(): Promise<Listening> {
  return listening(createServer((socket) => socket.resetAndDestroy()));
}

/** Resets the connection when a request has come, instead of an answer. */
export function resetsOnRequest(): Promise<PlainServer> {
  return plainServer(({ socket }) => socket.resetAndDestroy());
}

/** Resets the connection when so many bytes of the body have left. */
export function resetsMidBody(bytes = 100): Promise<PlainServer> {
  return plainServer(({ socket }, response) =>
    response
      .writeHead(200, promised(2 * bytes))
      .write('x'.repeat(bytes), () => socket.resetAndDestroy()),
  );
}

/** Promises a body, sends half of it and ends the connection as if that were all. */
export function answersHalf(): Promise<PlainServer> {
  return plainServer(({ socket }, response) =>
    response.writeHead(200, promised(200)).write('x'.repeat(100), () => socket.end()),
  );
}

/** Ends the connection when a request has come, instead of an answer. */
export function hangsUp(): Promise<PlainServer> {
  return plainServer(({ socket }) => socket.end());
}

/** Answers once on each connection, and hangs up on the next request that keep-alive brings there. */
export function hangsUpOnReuse(): Promise<PlainServer> {
  const used = new WeakSet<object>();
  return plainServer(({ socket }, response) => {
    if (used.has(socket)) socket.end();
    else response.end('ok');
    used.add(socket);
  });
}

/** A port where nothing listens any more. */
export async function closedPort(): Promise<Listening> {
  const server = await listening(createServer());
  await server.close();
  return server;
}

function promised(bytes: number) {
  return { 'content-type': 'text/plain', 'content-length': bytes };
}
