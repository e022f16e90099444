import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Certificate } from './certificates.ts';
import { listening } from './listening.ts';
import type { PlainServer } from './plain-server.ts';
import { recording } from './recording.ts';

/** Starts an HTTPS server that shows this certificate. Without a handler it answers `ok`. */
export async function tlsServer(
  { key, cert }: Certificate,
  handler?: RequestListener,
): Promise<PlainServer> {
  const { requests, listener } = recording(handler);
  const server = createServer({ key, cert }, listener);
  return Object.assign(await listening(server, 'https'), { requests });
}
