import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { caret, edited } from '../../support/caret.ts';
import { type Diagnostic, open, pull } from '../../support/language-server.ts';
import { ABILITIES, type Edit, MAP, type Range, useDeclarations } from './use-declarations.ts';

const { server, uriOf, A, start, ask, askAt } = useDeclarations();

describe('names', () => {
  const OTHER = '{ "name": "other", "x-replaces": "storefront-map", "allowed_apis": ["lds"] }';

  it('are found and renamed over the workspace, but not where a connection is called so', async () => {
    const same = '{ "grants": [{ "connection_name": "storefront-map", "source": "a.b" }] }';
    await start({ 'deep/other.cartotoken.json': OTHER, 'same.cartotoken.json': same });
    await server().connection.sendRequest('workspace/symbol', { query: '' });
    const marked = MAP.replace('storefront-map', 'store‸front-map');
    const found = await askAt<{ uri: string; range: Range }[]>('references', marked, {
      context: { includeDeclaration: true },
    });
    expect(found.map(({ uri }) => uri)).toEqual([A(), uriOf('deep/other.cartotoken.json')]);

    const { position } = caret(marked);
    expect(await ask('prepareRename', { position })).toMatchObject({
      placeholder: 'storefront-map',
    });
    const { changes } = await ask<{ changes: Record<string, Edit[]> }>('rename', {
      position,
      newName: 'shop "map"',
    });
    expect(Object.keys(changes)).toEqual([A(), uriOf('deep/other.cartotoken.json')]);
    expect(edited(MAP, changes[A()] ?? [])).toBe(MAP.replace('storefront-map', 'shop \\"map\\"'));
    expect(edited(OTHER, changes[uriOf('deep/other.cartotoken.json')] ?? [])).toBe(
      OTHER.replace('storefront-map', 'shop \\"map\\"'),
    );
  });

  it.each([
    ['other', 'declared in deep/other.cartotoken.json already'],
    [' ', 'cannot be empty'],
  ])('are not renamed to %j, and it says why', async (newName, why) => {
    await start({ 'deep/other.cartotoken.json': OTHER });
    await server().connection.sendRequest('workspace/symbol', { query: '' });
    const marked = MAP.replace('storefront-map', 'store‸front-map');
    await expect(askAt('rename', marked, { newName })).rejects.toThrow(why);
  });

  it('cannot be renamed where there is none', async () => {
    await start();
    expect(await askAt('prepareRename', MAP.replace('carto_dw', 'carto‸_dw'))).toBeNull();
  });

  it('are symbols of the workspace', async () => {
    await start({ 'map.cartotoken.json': MAP, 'deep/other.cartotoken.json': OTHER });
    const symbols = await server().connection.sendRequest<{ name: string }[]>('workspace/symbol', {
      query: 'MAP',
    });
    expect(symbols.map(({ name }) => name)).toEqual(['storefront-map']);
  });

  const duplicates = (found: readonly Diagnostic[]) =>
    found.filter(({ code }) => code === 'name-duplicate');

  it('that two declarations share are errors in both, and each points to the other', async () => {
    await start({ 'map.cartotoken.json': MAP });
    await open(server().connection, A(), MAP);
    await expect.poll(async () => duplicates(await pull(server().connection, A()))).toHaveLength(1);
    const [duplicate] = duplicates(await pull(server().connection, A()));
    expect(duplicate?.message).toContain('map.cartotoken.json');
    expect(duplicate).toMatchObject({
      relatedInformation: [{ location: { uri: uriOf('map.cartotoken.json') } }],
    });

    // Gone from the disk, it is no error any more.
    await rm(path.join(server().folder, 'map.cartotoken.json'));
    await server().connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('map.cartotoken.json'), type: 3 }],
    });
    await expect.poll(async () => duplicates(await pull(server().connection, A()))).toEqual([]);
  });

  it('of a folder that is renamed are not its own namesakes', async () => {
    const before = '{ "name": "moved", "allowed_apis": ["lds"] }';
    await start({ 'old/map.cartotoken.json': before });
    await server().connection.sendRequest('workspace/symbol', { query: '' });
    await rename(path.join(server().folder, 'old'), path.join(server().folder, 'new'));
    const files = [{ oldUri: uriOf('old'), newUri: uriOf('new') }];
    await server().connection.sendNotification('workspace/didRenameFiles', { files });
    const declared = () =>
      server().connection.sendRequest<{ location: { uri: string } }[]>('workspace/symbol', {
        query: '',
      });
    await expect
      .poll(async () => (await declared()).map(({ location }) => location.uri))
      .toEqual([uriOf('new/map.cartotoken.json')]);
  });

  it('that git ignores are left out, also when they are made later', async () => {
    await start({ '.git/HEAD': '', '.gitignore': 'dist/\n', 'map.cartotoken.json': MAP });
    await open(server().connection, uriOf('map.cartotoken.json'), MAP);
    await server().connection.sendRequest('workspace/symbol', { query: '' });
    await mkdir(path.join(server().folder, 'dist'));
    await writeFile(path.join(server().folder, 'dist/map.cartotoken.json'), MAP);
    await writeFile(path.join(server().folder, 'other.cartotoken.json'), OTHER);
    await server().connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('dist/map.cartotoken.json'), type: 1 }],
    });
    const symbols = () =>
      server().connection.sendRequest<unknown[]>('workspace/symbol', { query: '' });
    await expect.poll(async () => (await symbols()).length).toBe(2);
    expect(duplicates(await pull(server().connection, uriOf('map.cartotoken.json')))).toEqual([]);
  });

  it('that change ask the editor to ask again', async () => {
    let asked = 0;
    server().connection.onRequest('workspace/diagnostic/refresh', () => {
      asked += 1;
      return null;
    });
    await start({}, { ...ABILITIES, workspace: { diagnostics: { refreshSupport: true } } });
    await open(server().connection, A(), MAP);
    await expect.poll(() => asked).toBeGreaterThan(0);
  });
});
