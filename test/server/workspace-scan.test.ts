import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import { type Diagnostic, initialize, open, pull } from '../support/language-server.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';
import { useServer } from './use-server.ts';

const TOKEN = accessToken();
const PULLS = {
  textDocument: { diagnostic: {} },
  workspace: { configuration: true, workspaceFolders: true },
};

/** What the editor shows of each file, as it was sent. */
let shown: Map<string, Diagnostic[]>;
let settings: Record<string, unknown>;

const server = useServer(({ connection }) => {
  shown = new Map();
  settings = {};
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    if (diagnostics.length > 0) shown.set(uri, diagnostics);
    else shown.delete(uri);
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) =>
    items.map(({ section }) => settings[section] ?? {}),
  );
});

const uriOf = (name: string) => server().uriOf(name);

const put = (name: string, text: string | Uint8Array) => server().put(name, text);

const start = (capabilities: object = PULLS) => server().start({}, capabilities);

const tell = (...names: string[]) => server().changedOnDisk(...names);
const close = (name: string) => server().close(name);

/** What is shown, as `file rule line:character`. */
function problems(): string[] {
  return [...shown]
    .flatMap(([uri, items]) =>
      items.map(({ code, range }) => {
        const { line, character } = range.start as { line: number; character: number };
        return `${uri.slice(uriOf('').length).replace(/^\//, '')} ${code} ${line}:${character}`;
      }),
    )
    .sort();
}

const shows = (...expected: string[]) => expect.poll(problems).toEqual(expected);

describe('files that are not open', () => {
  it('finds a credential of one file in the others, open or not, before and after it is known', async () => {
    const KEY = apiKey('hex', 'in several files');
    await put('src/map.js', `var cartoKey = '${KEY}';\n`);
    await put('settings.yml', `api_key: '${KEY}'\n`);
    await put('open.ini', `key = ${KEY}\n`);
    await start();
    await open(server().connection, uriOf('open.ini'), `key = ${KEY}\n`, 'ini');
    await expect
      .poll(async () =>
        (await pull(server().connection, uriOf('open.ini'))).map(({ code }) => code),
      )
      .toEqual(['hardcoded-api-key']);
    await shows('settings.yml hardcoded-api-key 0:10', 'src/map.js hardcoded-api-key 0:16');
    await put('later.txt', `${KEY}\n`);
    await tell('later.txt');
    await shows(
      'later.txt hardcoded-api-key 0:0',
      'settings.yml hardcoded-api-key 0:10',
      'src/map.js hardcoded-api-key 0:16',
    );
  });

  it('are looked at, but for those that git ignores', async () => {
    await put('.gitignore', 'dist/\n');
    await put('dist/app.js', TOKEN);
    await put('node_modules/a/index.js', TOKEN);
    await put('src/map.js', `\n\nconst token = '${TOKEN}';`);
    await put('b.cartotoken.json', '{ "allowed_apis": ["lds"] }');
    await start();
    await shows('b.cartotoken.json name-missing 0:0', 'src/map.js hardcoded-access-token 2:15');
  });

  it('are the editor’s when they are opened, and shown again when they are closed', async () => {
    await put('a.js', TOKEN);
    await start();
    await shows('a.js hardcoded-access-token 0:0');
    await open(server().connection, uriOf('a.js'), `\n${TOKEN}`, 'javascript');
    expect(await pull(server().connection, uriOf('a.js'))).toHaveLength(1);
    expect(problems()).toEqual([]);
    await put('b.js', TOKEN);
    await tell('a.js', 'b.js');
    await shows('b.js hardcoded-access-token 0:0');
    await close('a.js');
    await shows('a.js hardcoded-access-token 0:0', 'b.js hardcoded-access-token 0:0');
  });

  it('of notebooks say what their open cells do not say already', async () => {
    const printed = accessToken({ seed: 'printed' });
    await put(
      'map.ipynb',
      JSON.stringify({
        cells: [
          {
            cell_type: 'code',
            source: [`token = '${TOKEN}'\n`],
            outputs: [{ output_type: 'stream', text: [`${printed}\n`] }],
          },
        ],
      }),
    );
    await start();
    const uri = uriOf('map.ipynb');
    const rules = () => shown.get(uri)?.map(({ code }) => code) ?? [];
    await expect.poll(rules).toEqual(['hardcoded-access-token', 'hardcoded-access-token']);

    const cell = uri.replace(/^file:/, 'vscode-notebook-cell:').concat('#W0sZmlsZQ%3D%3D');
    await open(server().connection, cell, `token = '${TOKEN}'\n`, 'python');
    await expect.poll(rules).toEqual(['hardcoded-access-token']);
    expect(await pull(server().connection, cell)).toHaveLength(1);
    await server().connection.sendNotification('textDocument/didClose', {
      textDocument: { uri: cell },
    });
    await expect.poll(rules).toHaveLength(2);
  });

  it('are left out, or fine, as .cartotokenignore says, and entries that say nothing are found', async () => {
    const fine = accessToken({ seed: 'fine' });
    const entry = `sha256:${fingerprintOf(fine)}`;
    await put('.cartotokenignore', `/old/\n/older/ -- gone\n${entry} -- the demo\n`);
    await put('old/a.js', TOKEN);
    await put('b.js', TOKEN);
    await start();
    await shows(
      '.cartotokenignore suppression-unused 1:0',
      '.cartotokenignore suppression-unused 2:0',
      'b.js hardcoded-access-token 0:0',
    );
    await put('c.js', fine);
    await tell('c.js');
    await shows('.cartotokenignore suppression-unused 1:0', 'b.js hardcoded-access-token 0:0');
    await put('.cartotokenignore', `${entry}\n`);
    await tell('.cartotokenignore');
    await shows('b.js hardcoded-access-token 0:0', 'old/a.js hardcoded-access-token 0:0');
  });

  it('are shown again when they are closed before they are answered about', async () => {
    await put('a.js', TOKEN);
    await start();
    await shows('a.js hardcoded-access-token 0:0');
    await open(server().connection, uriOf('a.js'), TOKEN);
    await pull(server().connection, uriOf('a.js'));
    await server().connection.sendNotification('textDocument/didChange', {
      textDocument: { uri: uriOf('a.js'), version: 2 },
      contentChanges: [{ text: ` ${TOKEN}` }],
    });
    const answered = pull(server().connection, uriOf('a.js'));
    await close('a.js');
    await answered;
    await shows('a.js hardcoded-access-token 0:0');
  });

  it('are shown once by an editor that has all sent to it', async () => {
    await put('a.js', TOKEN);
    await start({ workspace: PULLS.workspace });
    await shows('a.js hardcoded-access-token 0:0');
    await open(server().connection, uriOf('a.js'), `\n${TOKEN}`, 'javascript');
    await shows('a.js hardcoded-access-token 1:0');
    await close('a.js');
    await shows('a.js hardcoded-access-token 0:0');
  });

  it('lose what is not in them any more, and whole folders what was', async () => {
    await put('a.js', TOKEN);
    await put('lib/b.js', TOKEN);
    await put('lib/deep/c.js', TOKEN);
    await start();
    await shows(
      'a.js hardcoded-access-token 0:0',
      'lib/b.js hardcoded-access-token 0:0',
      'lib/deep/c.js hardcoded-access-token 0:0',
    );
    await rename(path.join(server().folder, 'lib'), path.join(server().folder, 'moved'));
    await tell('lib', 'moved');
    await shows(
      'a.js hardcoded-access-token 0:0',
      'moved/b.js hardcoded-access-token 0:0',
      'moved/deep/c.js hardcoded-access-token 0:0',
    );
    await put('a.js', '//');
    await rm(path.join(server().folder, 'moved'), { recursive: true });
    await tell('a.js', 'moved');
    await shows();
  });

  it('come and go with a .gitignore', async () => {
    await put('lib/b.js', TOKEN);
    await start();
    await shows('lib/b.js hardcoded-access-token 0:0');
    await put('lib/.gitignore', '*.js');
    await tell('lib/.gitignore');
    await shows();
    await rm(path.join(server().folder, 'lib/.gitignore'));
    await tell('lib/.gitignore');
    await shows('lib/b.js hardcoded-access-token 0:0');
  });

  it('are judged by the settings, and left out by files.exclude', async () => {
    settings = {
      cartotoken: { rules: { 'hardcoded-access-token': 'error' } },
      'files.exclude': { '**/gen': true, 'kept.js': false },
    };
    await put('kept.js', TOKEN);
    await put('src/gen/a.js', TOKEN);
    await start();
    await shows('kept.js hardcoded-access-token 0:0');
    expect(shown.get(uriOf('kept.js'))?.[0]?.severity).toBe(1);

    settings = { cartotoken: { rules: { 'hardcoded-access-token': 'hint' } } };
    await server().connection.sendNotification('workspace/didChangeConfiguration', { settings });
    await shows('kept.js hardcoded-access-token 0:0', 'src/gen/a.js hardcoded-access-token 0:0');
    expect(shown.get(uriOf('kept.js'))?.[0]?.severity).toBe(4);

    settings = { cartotoken: { scan: { enabled: false } } };
    await server().connection.sendNotification('workspace/didChangeConfiguration', { settings });
    await shows();
  });

  it('are looked at in a folder that an editor names with a slash at its end', async () => {
    await put('a/src/x.js', TOKEN);
    await initialize(server().connection, PULLS, {
      workspaceFolders: [{ uri: `${uriOf('a')}/`, name: 'a' }],
    });
    await shows('a/src/x.js hardcoded-access-token 0:0');
  });

  it('are looked at again when that is asked for, in folders that are added, too', async () => {
    await put('a/x.js', TOKEN);
    await put('b/y.js', TOKEN);
    await initialize(server().connection, PULLS, {
      workspaceFolders: [{ uri: uriOf('a'), name: 'a' }],
    });
    await shows('a/x.js hardcoded-access-token 0:0');
    await put('a/x.js', 'nothing');
    await server().connection.sendRequest('cartotoken/scan', {});
    await shows();
    const event = { added: [{ uri: uriOf('b'), name: 'b' }], removed: [{ uri: uriOf('a') }] };
    await server().connection.sendNotification('workspace/didChangeWorkspaceFolders', { event });
    await shows('b/y.js hardcoded-access-token 0:0');
  });
});
