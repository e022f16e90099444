import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A server of a test's own on this machine's loopback. `await using` closes it. */
export interface Listening extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** How many connections were made to it so far. */
  readonly connections: number;
  /** Frees the port and cuts every connection, whatever state it is in. Can be called again. */
  close(): Promise<void>;
}

/** Has a server listen on a free port of 127.0.0.1. */
export async function listening(
  server: Server,
  scheme: 'http' | 'https' = 'http',
): Promise<Listening> {
  const open = new Set<Socket>();
  let connections = 0;
  // The server's own count leaves out tunnels and what was upgraded, which would keep it from closing.
  server.on('connection', (socket: Socket) => {
    connections += 1;
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a server that listens on a port

  const close = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  return {
    url: `${scheme}://127.0.0.1:${port}`,
    port,
    get connections() {
      return connections;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
