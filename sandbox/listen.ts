import { once } from 'node:events';
import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Cuts what is open, and resolves when nothing is. */
  close(): Promise<void>;
}

/**
 * Listens at an address. Nothing of Node's own is replaced, since VS Code has replaced it already.
 *
 * @param port 0 for any that is free
 * @throws Error with cause and remedy
 */
export async function listen(
  fetch: Parameters<typeof createAdaptorServer>[0]['fetch'],
  host: string,
  port: number,
): Promise<Listening> {
  const server = createAdaptorServer({ fetch, hostname: host, overrideGlobalObjects: false });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw new Error(why(error, host, port));
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = once(server, 'close');
      server.close();
      if (server instanceof Server) server.closeAllConnections();
      await closed;
    },
  };
}

function why(error: unknown, host: string, port: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} of ${host} is taken by another program. Choose another, or 0 for any that is free.`;
    case 'EACCES':
      return `Port ${port} may not be used without special rights. Choose one from 1024.`;
    case 'ERR_SOCKET_BAD_PORT':
      return `${port} is no port. Choose a whole number from 0 to 65535.`;
    case 'EADDRNOTAVAIL':
      return `${host} is no address of this machine. Choose one that is, such as 127.0.0.1.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `There is no host called ${host}. Choose an address of this machine, such as 127.0.0.1.`;
    default:
      return `The sandbox cannot listen at ${host}, port ${port}: ${message}. Choose another port or host.`;
  }
}
