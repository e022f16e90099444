import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DECLARATIONS,
  DECLARATIONS_CHANGED,
  type DeclarationsAnswer,
} from '../../server/protocol.ts';
import { open } from '../support/language-server.ts';
import { useServer } from './use-server.ts';

const GOOD = JSON.stringify({
  name: 'good',
  allowed_apis: ['maps'],
  grants: [{ connection_name: 'carto_dw', source: 'shop.retail.stores' }],
  referers: ['https://storefront.example.com/'],
});
const BAD = GOOD.replace('good', 'bad')
  .replace('shop.retail.stores', 'stores')
  .replace('/"]', '"]');

let told = 0;
const server = useServer(({ connection }) => {
  told = 0;
  connection.onNotification(DECLARATIONS_CHANGED, () => {
    told += 1;
  });
});

const uriOf = (name: string) => server().uriOf(name);
const write = (name: string, text: string) => server().put(name, text);
const begin = () => server().start();

/** The errors and warnings of each declaration, by its file's name. */
async function ask(): Promise<Record<string, string>> {
  const { declarations } = await server().connection.sendRequest<DeclarationsAnswer>(
    DECLARATIONS,
    {},
  );
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
    await open(server().connection, uriOf('good.cartotoken.json'), BAD);
    expect(await ask()).toEqual({ 'good.cartotoken.json': '1 1' });
    await server().connection.sendNotification('textDocument/didChange', {
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
    await server().connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('bad.cartotoken.json'), type: 1 }],
    });
    await expect.poll(() => told).toBeGreaterThan(0);
    expect(await ask()).toMatchObject({ 'bad.cartotoken.json': '1 1' });
  });
});
