import { type Phrase, phrase } from '../../phrase.ts';
import { CartoError, type FailureDetails, type FailureKind } from '../error.ts';

interface Meaning extends Pick<FailureDetails, 'status' | 'fault' | 'neverArrived'> {
  readonly kind: FailureKind;
}

const never = (kind: FailureKind): Meaning => ({ kind, neverArrived: true });
const unreadable = (fault: Phrase): Meaning => ({ kind: 'unreadable-answer', fault });

/**
 * What the codes of failed requests mean: of Node.js and undici, and of Chromium's network, which VS Code can use for
 * `fetch`.
 */
const CODES: Readonly<Record<string, Meaning>> = {
  ENETUNREACH: never('offline'),
  ENETDOWN: never('offline'),
  EADDRNOTAVAIL: never('offline'),
  EAI_AGAIN: never('offline'), // the resolver itself cannot be asked
  ERR_INTERNET_DISCONNECTED: never('offline'),
  ERR_ADDRESS_UNREACHABLE: never('offline'),
  ERR_NETWORK_CHANGED: { kind: 'offline' },
  EHOSTUNREACH: { kind: 'offline' },

  ENOTFOUND: never('name-not-found'),
  ERR_NAME_NOT_RESOLVED: never('name-not-found'),

  ECONNREFUSED: never('connection-refused'),
  ERR_CONNECTION_REFUSED: never('connection-refused'),

  ECONNRESET: { kind: 'connection-lost' },
  EPIPE: { kind: 'connection-lost' },
  ECONNABORTED: { kind: 'connection-lost' },
  UND_ERR_SOCKET: { kind: 'connection-lost' },
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: { kind: 'connection-lost' },
  ERR_CONNECTION_RESET: { kind: 'connection-lost' },
  ERR_CONNECTION_CLOSED: { kind: 'connection-lost' },
  ERR_EMPTY_RESPONSE: { kind: 'connection-lost' },
  ERR_CONTENT_LENGTH_MISMATCH: { kind: 'connection-lost' },

  DEPTH_ZERO_SELF_SIGNED_CERT: never('tls-untrusted'),
  SELF_SIGNED_CERT_IN_CHAIN: never('tls-untrusted'),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: never('tls-untrusted'),
  UNABLE_TO_GET_ISSUER_CERT: never('tls-untrusted'),
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: never('tls-untrusted'),
  CERT_UNTRUSTED: never('tls-untrusted'),
  CERT_REVOKED: never('tls-untrusted'),
  INVALID_CA: never('tls-untrusted'),
  ERR_CERT_AUTHORITY_INVALID: never('tls-untrusted'),
  CERT_HAS_EXPIRED: never('tls-expired'),
  CERT_NOT_YET_VALID: never('tls-expired'),
  ERR_CERT_DATE_INVALID: never('tls-expired'),
  ERR_TLS_CERT_ALTNAME_INVALID: never('tls-wrong-host'),
  HOSTNAME_MISMATCH: never('tls-wrong-host'),
  ERR_CERT_COMMON_NAME_INVALID: never('tls-wrong-host'),
  EPROTO: never('tls-failed'),
  ERR_SSL_PROTOCOL_ERROR: never('tls-failed'),
  ERR_SSL_VERSION_OR_CIPHER_MISMATCH: never('tls-failed'),

  ERR_PROXY_CONNECTION_FAILED: never('proxy-refused'),
  ERR_TUNNEL_CONNECTION_FAILED: never('proxy-refused'),
  ERR_PROXY_AUTH_UNSUPPORTED: never('proxy-refused'),

  ETIMEDOUT: { kind: 'timeout' },
  UND_ERR_CONNECT_TIMEOUT: never('timeout'),
  UND_ERR_HEADERS_TIMEOUT: { kind: 'timeout' },
  UND_ERR_BODY_TIMEOUT: { kind: 'timeout' },
  ERR_TIMED_OUT: { kind: 'timeout' },
  ERR_CONNECTION_TIMED_OUT: never('timeout'),

  UND_ERR_HEADERS_OVERFLOW: unreadable(phrase('its headers are too long')),
  ERR_RESPONSE_HEADERS_TOO_BIG: unreadable(phrase('its headers are too long')),
  ERR_INVALID_HTTP_RESPONSE: unreadable(phrase('it is not HTTP')),
  ERR_CONTENT_DECODING_FAILED: unreadable(phrase('it is damaged')),
};

/** Codes of which there are many, by how they begin. */
const FAMILIES: readonly (readonly [RegExp, Meaning])[] = [
  [/^(?:ERR_)?CERT_/, never('tls-untrusted')],
  [/^ERR_(?:SSL|TLS)_/, never('tls-failed')],
  [/^HPE_/, unreadable(phrase('it is not HTTP'))],
  [/^Z_(?!BUF_)/, unreadable(phrase('it is damaged'))],
];

/** That a proxy refuses, in undici's words, for a tunnel and for plain HTTP, and in VS Code's. */
const PROXY_REFUSES =
  /\bproxy (?:response|authentication required|.{0,200}\b(?:returned|answered|status))\D{1,20}(\d{3})\b/i;

/** Steps before a connection stands: a failure in one of them means that nothing was sent. */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);

/** How deep causes are followed. */
const DEEPEST = 8;

/**
 * What a `fetch` that threw has to say, as one of our errors.
 *
 * @param thrown whatever it was
 * @param host the host that was asked
 */
export function networkFailure(thrown: unknown, host: string): CartoError {
  const meanings = Array.from(causes(thrown), meaningOf).filter((each) => each !== undefined);
  // Of several addresses that were tried, one may be in a network that this machine has not got.
  const telling = meanings.find(({ kind }) => kind !== 'offline') ?? meanings[0];
  // `fetch` promises no more than that the network failed.
  const { kind, ...details } = telling ?? { kind: 'connection-lost' };
  if (kind === 'connection-refused' && isProxys(thrown, host)) {
    return new CartoError('proxy-refused', { host, ...details });
  }
  return new CartoError(kind, { host, ...details });
}

/** Whether the connection that failed was one to another port than the host's: to a proxy. */
function isProxys(thrown: unknown, host: string): boolean {
  const { port } = new URL(`http://${host}`);
  // Without a port it is HTTPS's or HTTP's own.
  const own = port === '' ? ['443', '80'] : [port];
  return Array.from(causes(thrown)).some(
    (error) => typeof error['port'] === 'number' && !own.includes(String(error['port'])),
  );
}

function meaningOf(error: Readonly<Record<string, unknown>>): Meaning | undefined {
  const text = textOf(error);
  const [, status] = PROXY_REFUSES.exec(text) ?? [];
  if (status) return { ...never('proxy-refused'), status: Number(status) };
  // Chromium's codes stand in the message: "net::ERR_NAME_NOT_RESOLVED".
  const [, inMessage] = /\bnet::(ERR_[A-Z_]+)/.exec(text) ?? [];
  const code = inMessage ?? String(error['code'] ?? '');
  const known = Object.hasOwn(CODES, code)
    ? CODES[code]
    : FAMILIES.find(([family]) => family.test(code))?.[1];
  if (known) return BEFORE_SENDING.has(String(error['syscall'])) ? never(known.kind) : known;
  return error['name'] === 'HTTPParserError' ? unreadable(phrase('it is not HTTP')) : undefined;
}

/** An error and what caused it; before an error that stands for several, each of them. */
function* causes(error: unknown, depth = 0): Generator<Readonly<Record<string, unknown>>> {
  if (depth > DEEPEST || typeof error !== 'object' || error === null) return;
  const record = error as Readonly<Record<string, unknown>>;
  if (Array.isArray(record['errors'])) {
    for (const each of record['errors']) yield* causes(each, depth + 1);
  }
  yield record;
  yield* causes(record['cause'], depth + 1);
}

function textOf(error: Readonly<Record<string, unknown>>): string {
  const { message } = error;
  return typeof message === 'string' ? message : '';
}
