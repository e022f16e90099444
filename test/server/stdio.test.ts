import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import * as protocol from '../support/language-server.ts';
import { type Diagnostic, initialize } from '../support/language-server.ts';
import { accessToken } from '../support/synthetic.ts';

/** A declaration with one warning, and else right. */
const SLASH = '{ "referers": ["https://example.com"], "name": "a", "allowed_apis": ["lds"] }';

const URI = 'file:///storefront/tokens/bad.cartotoken.json';

let server: ChildProcessWithoutNullStreams;
let stderr: string;

function startServer(...args: string[]): void {
  server = protocol.startServer(...args);
  stderr = '';
  server.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
}

function connect(): MessageConnection {
  startServer('--stdio');
  return protocol.connect(server);
}

async function exitCode(): Promise<number> {
  const [code] = server.exitCode === null ? await once(server, 'exit') : [server.exitCode];
  return code;
}

const open = (connection: MessageConnection, text: string) => protocol.open(connection, URI, text);
const pull = (connection: MessageConnection) => protocol.pull(connection, URI);

afterEach(() => {
  server.kill();
});

describe('the language server over standard input and output', () => {
  it('initializes, diagnoses, fixes, shuts down and exits with 0', async () => {
    const connection = connect();
    expect(await initialize(connection)).toMatchObject({
      serverInfo: { name: 'cartotoken-language-server' },
      capabilities: {
        diagnosticProvider: { interFileDependencies: false },
        codeActionProvider: {
          codeActionKinds: ['quickfix', 'source.fixAll.cartotoken', 'source.organize.cartotoken'],
          resolveProvider: false,
        },
      },
    });
    await open(
      connection,
      await readFile('examples/storefront/tokens/bad.cartotoken.json', 'utf8'),
    );

    const diagnostics = await pull(connection);
    expect(
      diagnostics.map(({ code, severity, source, range }) => ({ code, severity, source, range })),
    ).toEqual([
      {
        code: 'import-api-exclusive',
        severity: 1,
        source: 'CARTO',
        range: { start: { line: 2, character: 27 }, end: { line: 2, character: 34 } },
      },
      {
        code: 'grant-api-mismatch',
        severity: 1,
        source: 'CARTO',
        range: { start: { line: 6, character: 17 }, end: { line: 6, character: 58 } },
      },
      {
        code: 'referer-trailing-slash',
        severity: 2,
        source: 'CARTO',
        range: { start: { line: 13, character: 16 }, end: { line: 13, character: 46 } },
      },
      {
        code: 'referer-localhost',
        severity: 2,
        source: 'CARTO',
        range: { start: { line: 13, character: 50 }, end: { line: 13, character: 72 } },
      },
    ]);
    const slash = diagnostics[2];
    expect(slash?.codeDescription.href).toMatch(/docs\/rules\.md#referer-trailing-slash$/);

    const actions = await connection.sendRequest('textDocument/codeAction', {
      textDocument: { uri: URI },
      range: slash?.range,
      context: { diagnostics: [slash] },
    });
    expect(actions).toEqual([
      {
        title: 'Add the trailing slash: https://storefront.example.com/',
        kind: 'quickfix',
        isPreferred: true,
        diagnostics: [slash],
        edit: {
          changes: {
            [URI]: [
              {
                range: { start: { line: 13, character: 46 }, end: { line: 13, character: 46 } },
                newText: '/',
              },
            ],
          },
        },
      },
    ]);

    expect(await connection.sendRequest('shutdown')).toBeNull();
    await connection.sendNotification('exit');
    expect(await exitCode()).toBe(0);
    expect(stderr).toBe('');
  });

  it('follows edits, and judges a fix by the text as it is now', async () => {
    const connection = connect();
    await initialize(connection);
    await open(connection, SLASH);
    expect(await pull(connection)).toHaveLength(1);
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: URI, version: 2 },
      contentChanges: [
        { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n' },
      ],
    });
    const anywhere = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const ask = (only: string[] | undefined) =>
      connection.sendRequest<{ edit: { changes: Record<string, { range: object }[]> } }[]>(
        'textDocument/codeAction',
        { textDocument: { uri: URI }, range: anywhere, context: { diagnostics: [], only } },
      );
    const [fix] = await ask(['quickfix']);
    expect(fix?.edit.changes[URI]?.[0]?.range).toEqual({
      start: { line: 1, character: 35 },
      end: { line: 1, character: 35 },
    });
    expect(await ask(['refactor'])).toEqual([]);
    expect(await ask(undefined)).toHaveLength(1);
  });

  it('finds access tokens in files of any language, and keeps them to itself', async () => {
    const connection = connect();
    await initialize(connection);
    const token = accessToken();
    const uri = 'file:///storefront/src/a.kt';
    await protocol.open(connection, uri, `val t = "${token}"`, 'kotlin');
    const diagnostics = await protocol.pull(connection, uri);
    expect(diagnostics.map(({ code }) => code)).toEqual(['hardcoded-access-token']);
    expect(JSON.stringify(diagnostics)).not.toContain(token.slice(0, 7));
  });

  it('sends diagnostics to an editor that does not ask, and clears them on close', async () => {
    const connection = connect();
    const published: { uri: string; version?: number; diagnostics: Diagnostic[] }[] = [];
    const next = () =>
      new Promise<void>((resolve) => {
        connection.onNotification('textDocument/publishDiagnostics', (params) => {
          published.push(params);
          resolve();
        });
      });
    await initialize(connection, {});
    let told = next();
    await open(connection, SLASH);
    await told;
    told = next();
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri: URI } });
    await told;
    expect(
      published.map(({ uri, version, diagnostics }) => [uri, version, diagnostics.length]),
    ).toEqual([
      [URI, 1, 1],
      [URI, undefined, 0],
    ]);
  });

  it('reports the worst of very many problems, and stays quick', async () => {
    const connection = connect();
    await initialize(connection);
    const referers = Array.from({ length: 29_000 }, (_, i) => `https://site-${i}.example.com`);
    const text = JSON.stringify({ referers, allowed_apis: ['sql', 'imports'] });
    // As long as a declaration may be that is still checked.
    expect(text.length).toBeGreaterThan(900_000);
    await open(connection, text);
    const diagnostics = await pull(connection);
    expect(diagnostics).toHaveLength(1000);
    expect(diagnostics.slice(0, 3).map(({ code }) => code)).toEqual([
      'grant-required',
      'import-api-exclusive',
      'referer-trailing-slash',
    ]);
  });

  it('answers for a document that is not open with nothing', async () => {
    const connection = connect();
    await initialize(connection);
    expect(await pull(connection)).toEqual([]);
  });

  it('exits with 1 when told to without shutdown', async () => {
    const connection = connect();
    await initialize(connection);
    await connection.sendNotification('exit');
    expect(await exitCode()).toBe(1);
  });

  it('exits with 1 when its editor is gone', async () => {
    const connection = connect();
    await initialize(connection);
    server.stdin.end();
    expect(await exitCode()).toBe(1);
  });

  it.each([
    ['text', 'GET / HTTP/1.1\r\n\r\n'],
    ['a line', 'hello\n'],
    ['bytes', Buffer.from([0, 255, 1, 254, 13, 10, 13, 10])],
    ['a header of another kind', 'Content-Type: text/plain\r\n\r\n'],
    ['a length that is none', 'Content-Length: long\r\n\r\n'],
    ['a length that nothing has', 'Content-Length: 99999999999\r\n\r\n'],
    ['a length below nothing', 'Content-Length: -1\r\n\r\n'],
    ['a header without an end', `Content-${'x'.repeat(10_000)}`],
    ['text behind a message', 'Content-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\n\r\n'],
  ])('says what is wrong with %s, and exits with 1', async (_, garbage) => {
    startServer('--stdio');
    server.stdin.on('error', () => undefined);
    server.stdin.write(garbage);
    expect(await exitCode()).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(/^cartotoken-language-server: .* expected the Language Server Protocol/);
    expect(stderr).toContain('Is an editor at the other end?');
  });

  it.each([
    ['socket', 0],
    ['pipe', path.join(os.tmpdir(), `cartotoken-${process.pid}.sock`)],
  ])('says what is wrong with what comes over a %s, and exits with 1', async (kind, where) => {
    const address =
      kind === 'pipe' && process.platform === 'win32'
        ? String.raw`\\.\pipe\cartotoken-test`
        : where;
    const editor = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.write('Content-Length: 2\r\n\r\n{}GET / HTTP/1.1\r\n\r\n');
    }).listen(address);
    onTestFinished(() => void editor.close());
    await once(editor, 'listening');
    const bound = editor.address();
    startServer(`--${kind}=${typeof bound === 'string' ? bound : bound?.port}`);
    expect(await exitCode()).toBe(1);
    expect(stderr).toMatch(/^cartotoken-language-server: .* expected the Language Server Protocol/);
  });

  it('says once that a message is no JSON, and goes on with the next', async () => {
    startServer('--stdio');
    server.stdin.write('Content-Length: 3\r\n\r\n{{{Content-Length: 3\r\n\r\n}}}');
    await expect.poll(() => stderr).toContain('Is an editor at the other end?');
    const connection = protocol.connect(server);
    expect(await initialize(connection)).toHaveProperty('capabilities');
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  it('says how it is started where it is started without a transport', async () => {
    startServer();
    expect(await exitCode()).toBe(2);
    expect(stderr).toContain('--stdio');
    startServer('--help');
    expect(await exitCode()).toBe(0);
  });
});
