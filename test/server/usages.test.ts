import { createHash } from 'node:crypto';
import { chmod, truncate } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { FindUsagesResult, SoughtCredential } from '../../server/protocol.ts';
import { open, pull } from '../support/language-server.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';
import { useServer } from './use-server.ts';

const TOKEN = accessToken();
const OTHER = accessToken({ seed: 'other' });
const KEY = apiKey('hex');

const fingerprint = (value: string) => createHash('sha256').update(value).digest('hex');
const token = (value = TOKEN, name?: string): SoughtCredential => ({
  fingerprint: fingerprint(value),
  kind: 'token',
  ...(name ? { name } : {}),
});

const server = useServer();

const uriOf = (name: string) => server().uriOf(name);

const put = (name: string, text: string | Uint8Array) => server().put(name, text);

/** Starts with the folder as workspace, and others below it. */
function start(...more: string[]): Promise<unknown> {
  const workspaceFolders = ['', ...more].map((name) => ({ uri: uriOf(name), name }));
  return server().start({}, undefined, { workspaceFolders });
}

function find(...credentials: SoughtCredential[]): Promise<FindUsagesResult> {
  return server().connection.sendRequest('cartotoken/findUsages', { credentials });
}

/** The places found, as `file line:character-character`. */
function places(found: FindUsagesResult['usages']): string[] {
  return found.map(
    ({ uri, range: { start, end } }) =>
      `${uri.slice(uriOf('').length).replace(/^\//, '')} ${start.line}:${start.character}-${end.character}`,
  );
}

describe('looking for credentials in the workspace', () => {
  it('finds them in every file, also in what git ignores', async () => {
    await put('.gitignore', '.env*\ndist/\n');
    await put('.env.local', `A=1\nCARTO=${TOKEN}\n`);
    await put('dist/app.js', `x("${TOKEN}",'${OTHER}')`);
    await put('src/map.ts', `// ${TOKEN}\n\n  '${TOKEN}'`);
    await put('node_modules/a/index.js', TOKEN);
    await put('.git/config', TOKEN);
    await start();
    const { usages, declarations, skipped } = await find(token());
    const length = TOKEN.length;
    expect(places(usages)).toEqual([
      `.env.local 1:6-${6 + length}`,
      `dist/app.js 0:3-${3 + length}`,
      `src/map.ts 0:3-${3 + length}`,
      `src/map.ts 2:3-${3 + length}`,
    ]);
    expect(new Set(usages.map((each) => each.fingerprint))).toEqual(new Set([fingerprint(TOKEN)]));
    expect([declarations, skipped]).toEqual([[], []]);
  });

  it('tells several apart, tokens and keys', async () => {
    await put('a.txt', `${TOKEN} ${OTHER}`);
    await put('b.py', `auth=('acme', '${KEY}')`);
    await start();
    const sought = [token(OTHER), { fingerprint: fingerprint(KEY), kind: 'key' } as const];
    const { usages } = await find(...sought);
    expect(usages.map((each) => each.fingerprint)).toEqual(sought.map((each) => each.fingerprint));
  });

  it('looks at open documents as they are typed, saved or not', async () => {
    await put('a.txt', TOKEN);
    await put('b.txt', 'nothing');
    await start();
    await open(server().connection, uriOf('a.txt'), 'taken out, not saved', 'plaintext');
    await open(server().connection, uriOf('b.txt'), `\n${TOKEN}`, 'plaintext');
    await open(server().connection, 'untitled:Untitled-1', TOKEN, 'plaintext');
    const { usages } = await find(token());
    expect(usages.map(({ uri, range }) => [uri, range.start.line])).toEqual([
      [uriOf('b.txt'), 1],
      ['untitled:Untitled-1', 0],
    ]);
  });

  it('counts a file once where folders overlap', async () => {
    await put('shop/a.txt', TOKEN);
    await start('shop');
    expect((await find(token())).usages).toHaveLength(1);
  });

  it('names the declarations of the same name and kind', async () => {
    await put('map.cartotoken.json', '{\n  "name": "map", "allowed_apis": ["maps"] }');
    await put('key.cartotoken.json', '{ "name": "map", "grants": [{ "type": "apis" }] }');
    await start();
    const edited = '{ "name": "map", "allowed_apis": ["maps"] }';
    await open(server().connection, 'cartotoken:/Acme/map.cartotoken.json', edited);
    const { declarations } = await find(token(TOKEN, 'map'));
    expect(places(declarations)).toEqual(['map.cartotoken.json 1:11-14']);
    expect((await find(token())).declarations).toEqual([]);
  });

  it('says which files it has not looked into, and why', async () => {
    await put('image.png', new Uint8Array([1, 0, 2]));
    await put('huge.csv', TOKEN);
    await truncate(path.join(server().folder, 'huge.csv'), 20 * 1024 * 1024 + 1);
    await put('secret.txt', TOKEN);
    await chmod(path.join(server().folder, 'secret.txt'), 0);
    await start();
    const { skipped, usages } = await find(token());
    const isRoot = process.getuid?.() === 0;
    expect(skipped).toEqual([
      { uri: uriOf('huge.csv'), reason: 'too-large' },
      { uri: uriOf('image.png'), reason: 'binary' },
      ...(isRoot ? [] : [{ uri: uriOf('secret.txt'), reason: 'unreadable' }]),
    ]);
    expect(usages).toHaveLength(isRoot ? 1 : 0);
  });

  it('is cancelled, and answers other requests meanwhile', async () => {
    const text = 'const identifierOfSomeLength = anotherIdentifier;\n'.repeat(40_000);
    for (const number of [...Array(12).keys()]) await put(`${number}.js`, text);
    await start();
    await open(server().connection, uriOf('new.txt'), TOKEN, 'plaintext');
    const cancelling = new CancellationTokenSource();
    let isOver = false;
    const finding = server()
      .connection.sendRequest(
        'cartotoken/findUsages',
        { credentials: [{ fingerprint: fingerprint(KEY), kind: 'key' }] },
        cancelling.token,
      )
      .finally(() => {
        isOver = true;
      });
    finding.catch(() => undefined);
    expect(await pull(server().connection, uriOf('new.txt'))).toHaveLength(1);
    expect(isOver).toBe(false);
    cancelling.cancel();
    await expect(finding).rejects.toMatchObject({ code: -32800 });
    expect(await pull(server().connection, uriOf('new.txt'))).toHaveLength(1);
  });
});
