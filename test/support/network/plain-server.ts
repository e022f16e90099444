import { createServer, type RequestListener } from 'node:http';
import { type Listening, listening } from './listening.ts';
import { type Received, recording } from './recording.ts';

/** An HTTP server, and what it was asked. */
export interface PlainServer extends Listening {
  /** The requests received to their end, in the order of their arrival. */
  readonly requests: readonly Received[];
}

/** Starts an HTTP server. Without a handler it answers `ok`. */
export async function plainServer(handler?: RequestListener): Promise<PlainServer> {
  const { requests, listener } = recording(handler);
  return Object.assign(await listening(createServer(listener)), { requests });
}
