import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import {
  DECLARATIONS,
  DECLARATIONS_CHANGED,
  type DeclarationsAnswer,
} from '../../server/protocol.ts';
import { connect, initialize, open, startServer } from '../support/language-server.ts';

const GOOD = JSON.stringify({
  name: 'good',
  allowed_apis: ['maps'],
  grants: [{ connection_name: 'carto_dw', source: 'shop.retail.stores' }],
  referers: ['https://storefront.example.com/'],
});
const BAD = GOOD.replace('good', 'bad')
  .replace('shop.retail.stores', 'stores')
  .replace('/"]', '"]');

let server: ChildProcessWithoutNullStreams;
let connection: MessageConnection;
let folder: string;
let told = 0;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-overview-'));
  server = startServer('--stdio');
  connection = connect(server);
  told = 0;
  connection.onNotification(DECLARATIONS_CHANGED, () => {
    told += 1;
  });
});
afterEach(async () => {
  server.kill();
  await rm(folder, { recursive: true, force: true });
});

const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
const write = (name: string, text: string) => writeFile(path.join(folder, name), text);
const begin = () =>
  initialize(connection, undefined, {
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: 'folder' }],
  });

/** The errors and warnings of each declaration, by its file's name. */
async function ask(): Promise<Record<string, string>> {
  const { declarations } = await connection.sendRequest<DeclarationsAnswer>(DECLARATIONS, {});
  const counts = declarations.map(({ uri, problems: { error, warning } }) => [
    path.basename(uri),
    `${error} ${warning}`,
  ]);
  return Object.fromEntries(counts);
}

describe('the declarations of a workspace', () => {
  it('are all judged, also those that nobody has opened', async () => {
    await write('good.cartotoken.json', GOOD);
    await write('bad.cartotoken.json', BAD);
    await write('other.json', BAD);
    await begin();
    expect(await ask()).toEqual({ 'good.cartotoken.json': '0 0', 'bad.cartotoken.json': '1 1' });
  });

  it('are judged as they are typed, and whoever has asked is told', async () => {
    await write('good.cartotoken.json', GOOD);
    await begin();
    await open(connection, uriOf('good.cartotoken.json'), BAD);
    expect(await ask()).toEqual({ 'good.cartotoken.json': '1 1' });
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf('good.cartotoken.json'), version: 2 },
      contentChanges: [{ text: GOOD }],
    });
    await expect.poll(() => told).toBeGreaterThan(0);
    expect(await ask()).toEqual({ 'good.cartotoken.json': '0 0' });
  });

  it('are looked for again when a file comes or goes', async () => {
    await write('good.cartotoken.json', GOOD);
    await begin();
    await ask();
    await write('bad.cartotoken.json', BAD);
    await connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('bad.cartotoken.json'), type: 1 }],
    });
    await expect.poll(() => told).toBeGreaterThan(0);
    expect(await ask()).toMatchObject({ 'bad.cartotoken.json': '1 1' });
  });
});
