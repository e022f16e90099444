import { type Dispatcher, EnvHttpProxyAgent, Pool, fetch as undiciFetch } from 'undici';
import type { Fetch } from '../core/carto/http/fetch.ts';
import { ProxyConnections } from './proxy-connections.ts';
import { proxySettings } from './proxy-settings.ts';

/** Time limits are in milliseconds. */
export interface FetchOptions {
  /** For a connection, its TLS handshake included. */
  readonly connectTimeout?: number;
  /** For an answer to begin. */
  readonly headersTimeout?: number;
  /** Between two pieces of an answer. */
  readonly bodyTimeout?: number;
  /** In PEM: the authority to trust in place of all that Node.js knows, NODE_EXTRA_CA_CERTS among them. */
  readonly certificateAuthority?: string;
  /** Where the proxy is looked up. */
  readonly env?: NodeJS.ProcessEnv;
}

/** `fetch` with connections of its own. */
export interface CommandLineFetch {
  readonly fetch: Fetch;
  /** Ends its connections, those too whose answer nobody has read to the end. */
  close(): Promise<void>;
}

/**
 * How the command line reaches CARTO: through the proxy that the environment names, with connections that are kept
 * for the next request. It is undici's fetch over a dispatcher of its own; the process's is left alone.
 *
 * @throws Error that says what to do, where the environment names no usable proxy
 */
export function createFetch({
  connectTimeout = 10_000,
  headersTimeout = 30_000,
  bodyTimeout = 30_000,
  certificateAuthority,
  env = process.env,
}: FetchOptions = {}): CommandLineFetch {
  const connect = {
    timeout: connectTimeout,
    ...(certificateAuthority !== undefined && { ca: certificateAuthority }),
  };
  // Said for each pool: the agent would not pass the limits on to its connections to a proxy.
  const limits = { headersTimeout, bodyTimeout };
  const dispatcher = new EnvHttpProxyAgent({
    ...proxySettings(env),
    connect,
    proxyTls: connect,
    requestTls: connect,
    factory: (origin, options) => new Pool(origin, { ...options, ...limits }),
    clientFactory: (proxy, options) => new ProxyConnections(proxy, { ...options, ...limits }),
    // Plain HTTP goes to the proxy as it is: many open tunnels to port 443 only.
    proxyTunnel: false,
  });
  return {
    fetch: (url, init) => fetchThrough(url, { ...init, dispatcher }),
    close: () => dispatcher.destroy(),
  };
}

/**
 * undici's fetch, in the platform's words: Node.js's own fetch is the same code, so that only the names of the types
 * differ. Nowhere else is one taken for the other.
 */
const fetchThrough = undiciFetch as unknown as (
  url: string,
  init: Omit<RequestInit, 'dispatcher'> & { readonly dispatcher: Dispatcher },
) => Promise<Response>;
