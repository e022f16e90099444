import { RequestError, Server } from 'proxy-chain';
import { type Listening, listening } from './listening.ts';

export interface ForwardProxyOptions {
  /** Asked of every client; without them everybody may pass. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** Answers every CONNECT with this status. */
  readonly refuseConnect?: number;
}

/** A forward proxy, and where its clients wanted to go: `host:port` for each request, in their order. */
export interface ForwardProxy extends Listening {
  /** The plain HTTP requests that passed. */
  readonly forwarded: readonly string[];
  /** The CONNECTs that passed. */
  readonly tunnelled: readonly string[];
  /** What did not pass. */
  readonly refused: readonly string[];
}

/** Starts a forward proxy for plain HTTP and for CONNECT. */
export async function forwardProxy({
  credentials,
  refuseConnect,
}: ForwardProxyOptions = {}): Promise<ForwardProxy> {
  const forwarded: string[] = [];
  const tunnelled: string[] = [];
  const refused: string[] = [];

  const { server } = new Server({
    prepareRequestFunction({ hostname, port, isHttp, username, password }) {
      const target = `${hostname}:${port}`;
      if (credentials && (username !== credentials.user || password !== credentials.password)) {
        refused.push(target);
        return { requestAuthentication: true };
      }
      if (!isHttp && refuseConnect !== undefined) {
        refused.push(target);
        throw new RequestError('No tunnels here.', refuseConnect);
      }
      (isHttp ? forwarded : tunnelled).push(target);
      return undefined;
    },
  });
  return Object.assign(await listening(server), { forwarded, tunnelled, refused });
}
