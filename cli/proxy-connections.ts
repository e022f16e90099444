import { type Dispatcher, Pool } from 'undici';

/** What undici takes for a reason to connect again, at once and without end. */
const RECONNECTS: readonly unknown[] = ['UND_ERR_SOCKET', 'UND_ERR_INFO'];

/**
 * Connections to a proxy, through which tunnels are opened. A proxy that hangs up instead of opening one ends the
 * request: undici 7 would ask it again for ever (nodejs/undici#3897). The error's code is that of undici 8.
 */
export class ProxyConnections extends Pool {
  override async connect(options: Dispatcher.ConnectOptions): Promise<Dispatcher.ConnectData> {
    try {
      return await super.connect(options);
    } catch (error) {
      if (!RECONNECTS.includes((error as NodeJS.ErrnoException).code)) throw error;
      const hungUp = new Error('The proxy hung up instead of opening a tunnel', { cause: error });
      throw Object.assign(hungUp, { name: 'ProxyConnectionError', code: 'UND_ERR_PRX_CONN' });
    }
  }
}
