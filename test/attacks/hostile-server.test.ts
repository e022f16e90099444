import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createBrotliCompress, createGzip, type Gzip } from 'node:zlib';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { runContained } from '../support/contained.ts';
import { accessToken, clientSecret, jwt } from '../support/synthetic.ts';

const CLI = path.resolve('dist/cli.js');
const LIMITS = { seconds: 150, megabytes: 1000 };
vi.setConfig({ testTimeout: 2 * 1000 * LIMITS.seconds });

const JSON_TYPE = { 'content-type': 'application/json' };
const MEGABYTE = 1024 * 1024;

/** Starts a server of an attacker. @returns its address */
async function hostile(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** `cartotoken tokens list` at a server: what is said on standard error, as a whole line. */
async function list(url: string, env: NodeJS.ProcessEnv = {}) {
  const ended = await runContained(CLI, ['tokens', 'list'], {
    env: {
      HTTP_PROXY: '',
      HTTPS_PROXY: '',
      http_proxy: '',
      https_proxy: '',
      CARTO_API_BASE_URL: url,
      CARTO_ACCESS_TOKEN: jwt({ iss: 'https://auth.carto.com/', aud: 'carto-cloud-native-api' }),
      ...env,
    },
    limits: LIMITS,
  });
  expect(ended.exceeded).toBeUndefined();
  return ended;
}

/** Sends the same text again and again, for as long as it is read. */
function endless(
  write: (piece: string) => boolean,
  onDrain: (more: () => void) => void,
  isOpen: () => boolean,
) {
  const piece = `{"token":"a","name":"${'x'.repeat(64 * 1024)}"},`;
  const more = () => {
    while (isOpen() && write(piece));
  };
  onDrain(more);
  more();
}

/** A short stream that becomes one without an end. */
function bomb(encoding: string, packer: () => Gzip): RequestListener {
  return (_, response) => {
    const packed = packer();
    response.writeHead(200, { ...JSON_TYPE, 'content-encoding': encoding });
    packed.on('error', () => undefined).pipe(response);
    response.on('close', () => packed.destroy());
    packed.write('[');
    endless(
      (piece) => packed.write(piece),
      (more) => packed.on('drain', more),
      () => !response.destroyed,
    );
  };
}

describe('a hostile server', () => {
  it.each<[string, RequestListener]>([
    ['gzip', bomb('gzip', createGzip)],
    ['br', bomb('br', createBrotliCompress as unknown as () => Gzip)],
    [
      'identity',
      (_, response) => {
        response.writeHead(200, JSON_TYPE).write('[');
        endless(
          (piece) => response.write(piece),
          (more) => response.on('drain', more),
          () => !response.destroyed,
        );
      },
    ],
  ])(
    'a response without an end (Content-Encoding: %s) is read up to 16 MB',
    async (_, listener) => {
      const { code, stderr } = await list(await hostile(listener));
      expect(stderr).toContain('it is longer than 16 MB');
      expect(code).toBe(2);
    },
  );

  it('encodings within encodings end, too', async () => {
    const url = await hostile((_, response) => {
      const codings = Array(1000).fill('gzip').join(', ');
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': codings }).end('[]');
    });
    const { code, stdout, stderr } = await list(url);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^cartotoken: .*127\.0\.0\.1/);
    expect(code).toBe(2);
  });

  it('millions of entries that are no tokens are one fault', async () => {
    const body = `[${'1,'.repeat(7 * MEGABYTE)}1]`;
    const { code, stderr } = await list(
      await hostile((_, response) => response.writeHead(200, JSON_TYPE).end(body)),
    );
    expect(stderr).toContain('is not what was promised');
    expect(code).toBe(2);
  });

  it('a refusal of any length is read for its first words', async () => {
    let sent = 0;
    const url = await hostile((_, response) => {
      response.writeHead(403, JSON_TYPE).write('{"error":"no');
      endless(
        (piece) => {
          sent += piece.length;
          return response.write(piece);
        },
        (more) => response.on('drain', more),
        () => !response.destroyed,
      );
    });
    const { code, stderr } = await list(url);
    expect(stderr).toMatch(/^cartotoken: .*127\.0\.0\.1/);
    expect(code).toBe(2);
    // What stands in buffers is sent as well.
    expect(sent).toBeLessThan(64 * MEGABYTE);
  });

  it('a response that comes by single bytes is not waited for', async () => {
    const url = await hostile((_, response) => {
      response.writeHead(200, JSON_TYPE).write('[');
      const timer = setInterval(() => response.write(' '), 200);
      response.on('close', () => clearInterval(timer));
    });
    const { code, stderr } = await list(url);
    expect(stderr).toContain('did not answer in time');
    expect(code).toBe(2);
  });

  it('headers without an end are not read', async () => {
    const url = await hostile((request, response) => {
      response.on('error', () => undefined);
      request.socket.on('error', () => undefined);
      request.socket.write(`HTTP/1.1 200 OK\r\n${`X-A: ${'a'.repeat(8000)}\r\n`.repeat(100)}`);
    });
    const { code, stderr } = await list(url);
    expect(stderr).toContain('its headers are too long');
    expect(code).toBe(2);
  });

  it('a grant longer than any is none', async () => {
    const token = await hostile((_, response) => {
      response
        .writeHead(200, JSON_TYPE)
        .end(`{"access_token":"${'a'.repeat(2 * MEGABYTE)}","token_type":"Bearer"}`);
    });
    const { code, stderr } = await list('http://127.0.0.1:9', {
      CARTO_ACCESS_TOKEN: '',
      CARTO_CLIENT_ID: 'client',
      CARTO_CLIENT_SECRET: clientSecret(),
      CARTO_OAUTH_TOKEN_URL: `${token}/oauth/token`,
    });
    expect(stderr).toContain('it is longer than 1 MB');
    expect(code).toBe(2);
  });

  it('nobody else is sent the credential, whatever a redirect or a page says', async () => {
    const seen: (string | undefined)[] = [];
    const other = await hostile((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(200, JSON_TYPE).end('[]');
    });
    for (const listener of [
      (_: unknown, response) => response.writeHead(307, { location: `${other}/v3/tokens` }).end(),
      (_: unknown, response) =>
        response.writeHead(200, JSON_TYPE).end(
          JSON.stringify({
            result: [{ token: accessToken() }],
            _links: { next: { href: `${other}/v3/tokens?page=2` } },
          }),
        ),
    ] satisfies RequestListener[]) {
      const { code, stdout } = await list(await hostile(listener));
      expect(code).toBe(2);
      expect(stdout).toBe('');
    }
    expect(seen).toEqual([]);
  });
});
