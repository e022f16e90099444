import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../core/carto/http/network-failure.ts';
import { fetchFailed } from '../support/stub-fetch.ts';

const HOST = 'api.carto.example';

function coded(code: string, more: object = {}): Error {
  return Object.assign(new Error(code), { code }, more);
}

function several(...errors: readonly Error[]): TypeError {
  const [first] = errors;
  const aggregate = Object.assign(new AggregateError(errors), { ...first, message: '' });
  return new TypeError('fetch failed', { cause: aggregate });
}

/** In undici's words, at the depth at which it has them. */
function throughProxy(status: number): TypeError {
  const words = `Proxy response (${status}) !== 200 when HTTP Tunneling`;
  const aborted = Object.assign(new Error(words), { code: 'UND_ERR_ABORTED' });
  const cancelled = Object.assign(new Error('Request was cancelled.', { cause: aborted }), {
    code: 0,
  });
  return new TypeError('fetch failed', { cause: cancelled });
}

describe('what fetch threw, where the request never arrived', () => {
  it.each([
    ['offline', fetchFailed('ENETUNREACH', { syscall: 'connect' })],
    ['offline', fetchFailed('EHOSTUNREACH', { syscall: 'connect' })],
    ['offline', fetchFailed('EAI_AGAIN', { syscall: 'getaddrinfo' })],
    [
      'offline',
      new TypeError('Failed to fetch', { cause: new Error('net::ERR_INTERNET_DISCONNECTED') }),
    ],
    ['offline', several(coded('ENETUNREACH'), coded('EADDRNOTAVAIL'))],
    ['name-not-found', fetchFailed('ENOTFOUND', { syscall: 'getaddrinfo' })],
    ['name-not-found', new Error('net::ERR_NAME_NOT_RESOLVED')],
    ['connection-refused', fetchFailed('ECONNREFUSED', { syscall: 'connect' })],
    ['connection-refused', several(coded('ECONNREFUSED'), coded('ECONNREFUSED'))],
    // IPv6 is tried first where there is none.
    ['connection-refused', several(coded('ENETUNREACH'), coded('ECONNREFUSED'))],
    ['timeout', several(coded('ENETUNREACH'), coded('ETIMEDOUT', { syscall: 'connect' }))],
    ['timeout', fetchFailed('UND_ERR_CONNECT_TIMEOUT')],
    ['timeout', fetchFailed('ETIMEDOUT', { syscall: 'connect' })],
    ['connection-lost', fetchFailed('ECONNRESET', { syscall: 'connect' })],
    ['tls-untrusted', fetchFailed('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['tls-untrusted', fetchFailed('SELF_SIGNED_CERT_IN_CHAIN')],
    ['tls-untrusted', fetchFailed('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    ['tls-untrusted', fetchFailed('CERT_CHAIN_TOO_LONG')],
    ['tls-untrusted', new Error('net::ERR_CERT_AUTHORITY_INVALID')],
    ['tls-untrusted', new Error('net::ERR_CERT_WEAK_KEY')],
    ['tls-expired', fetchFailed('CERT_HAS_EXPIRED')],
    ['tls-expired', fetchFailed('CERT_NOT_YET_VALID')],
    ['tls-expired', new Error('net::ERR_CERT_DATE_INVALID')],
    ['tls-wrong-host', fetchFailed('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['tls-wrong-host', new Error('net::ERR_CERT_COMMON_NAME_INVALID')],
    ['tls-failed', fetchFailed('ERR_SSL_WRONG_VERSION_NUMBER')],
    ['tls-failed', fetchFailed('EPROTO')],
    ['tls-failed', fetchFailed('ERR_TLS_HANDSHAKE_TIMEOUT')],
    ['proxy-refused', new Error('net::ERR_TUNNEL_CONNECTION_FAILED')],
  ])('%s: %s', (kind, thrown) => {
    expect(networkFailure(thrown, HOST)).toMatchObject({
      kind,
      details: { host: HOST, neverArrived: true },
    });
  });

  it.each([
    [407, throughProxy(407)],
    [502, throughProxy(502)],
    [
      407,
      new TypeError('fetch failed', {
        cause: coded('UND_ERR_INVALID_ARG', { message: 'Proxy Authentication Required (407)' }),
      }),
    ],
    [403, new Error('Proxy server returned status code 403 for CONNECT')],
  ])('proxy-refused, with its status %d', (status, thrown) => {
    expect(networkFailure(thrown, HOST)).toMatchObject({
      kind: 'proxy-refused',
      details: { host: HOST, status, neverArrived: true },
    });
  });
});

describe('what fetch threw, where the request may have arrived', () => {
  it.each([
    ['connection-lost', fetchFailed('ECONNRESET', { syscall: 'read' })],
    ['connection-lost', fetchFailed('ECONNRESET')],
    ['connection-lost', fetchFailed('EPIPE', { syscall: 'write' })],
    ['connection-lost', fetchFailed('UND_ERR_SOCKET')],
    ['connection-lost', fetchFailed('Z_BUF_ERROR')],
    ['connection-lost', new Error('net::ERR_EMPTY_RESPONSE')],
    ['connection-lost', new TypeError('fetch failed')],
    ['connection-lost', new TypeError('Failed to fetch', { cause: 'a string' })],
    ['connection-lost', fetchFailed('toString')],
    ['connection-lost', 'a string'],
    ['connection-lost', undefined],
    ['connection-lost', null],
    ['offline', new Error('net::ERR_NETWORK_CHANGED')],
    ['offline', fetchFailed('EHOSTUNREACH', { syscall: 'read' })],
    ['timeout', fetchFailed('UND_ERR_HEADERS_TIMEOUT')],
    ['timeout', fetchFailed('UND_ERR_BODY_TIMEOUT')],
    ['timeout', fetchFailed('ETIMEDOUT', { syscall: 'read' })],
  ])('%s: %s', (kind, thrown) => {
    const error = networkFailure(thrown, HOST);
    expect(error).toMatchObject({ kind, details: { host: HOST } });
    expect(error.details.neverArrived).toBeFalsy();
  });

  it.each([
    ['it is not HTTP', fetchFailed('HPE_INVALID_CONSTANT')],
    ['it is not HTTP', fetchFailed('', { name: 'HTTPParserError' })],
    ['it is not HTTP', new Error('net::ERR_INVALID_HTTP_RESPONSE')],
    ['its headers are too long', fetchFailed('UND_ERR_HEADERS_OVERFLOW')],
    ['it is damaged', fetchFailed('Z_DATA_ERROR')],
  ])('an answer that cannot be read: %s', (fault, thrown) => {
    const error = networkFailure(thrown, HOST);
    expect(error).toMatchObject({
      kind: 'unreadable-answer',
      details: { host: HOST },
      reason: expect.stringContaining(fault),
    });
    expect(error.details.neverArrived).toBeFalsy();
  });
});

it('causes that go round in a circle come to an end', () => {
  const error = new Error('a');
  error.cause = new Error('b', { cause: error });
  expect(networkFailure(error, HOST)).toMatchObject({ kind: 'connection-lost' });
});

it('nothing of what was thrown is repeated', () => {
  const error = networkFailure(fetchFailed('ECONNRESET', { message: 'Bearer a secret' }), HOST);
  expect(error.cause).toBeUndefined();
  expect(`${error.stack} ${JSON.stringify(error)}`).not.toContain('secret');
});
