import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { open } from '../support/language-server.ts';
import { accessToken } from '../support/synthetic.ts';
import { useServer } from './use-server.ts';

interface Edit {
  range: { start: { line: number; character: number }; end: { line: number; character: number } };
  newText: string;
  annotationId?: string;
}

interface Change {
  kind?: 'create';
  uri?: string;
  textDocument?: { uri: string; version: number | null };
  edits?: Edit[];
}

interface Action {
  title: string;
  data?: unknown;
  edit?: {
    documentChanges?: Change[];
    changes?: Record<string, Edit[]>;
    changeAnnotations?: Record<string, { label: string; needsConfirmation: boolean }>;
  };
}

const TITLE = 'Move to an environment variable (in .env)';
const TOKEN = accessToken({ seed: 'moved' });
/** Of Node.js, where there are environment variables. */
const EXPORTED = 'module.exports = { accessToken };\n';
const SOURCE = `const accessToken = '${TOKEN}';\n${EXPORTED}`;
/** Of a page, or of Node.js: its text does not tell. */
const NEUTRAL = `export const accessToken = '${TOKEN}';\n`;

/** What VS Code can do. */
const ABILITIES = {
  textDocument: {
    diagnostic: {},
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: {
    workspaceEdit: {
      documentChanges: true,
      resourceOperations: ['create'],
      changeAnnotationSupport: {},
    },
  },
};
const EAGER = { ...ABILITIES, textDocument: { diagnostic: {} } };

let warnings: string[];
/** The text of each file that is not open. */
let files: Record<string, string>;

const server = useServer(({ connection }) => {
  warnings = [];
  connection.onNotification('window/showMessage', ({ message }) => void warnings.push(message));
});

/** A file beside the workspace. */
const theirs = () => path.join(server().folder, '../theirs');
const uriOf = (name: string) => server().uriOf(name);

async function start(given: Record<string, string>, abilities: object = ABILITIES) {
  files = { 'src/map.js': SOURCE, ...given };
  await server().start(files, abilities);
}

async function offered(uri: string, text: string, languageId = 'javascript'): Promise<Action[]> {
  await open(server().connection, uri, text, languageId);
  const { start: from } = at(text);
  const actions = await server().connection.sendRequest<Action[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: from, end: from },
    context: { diagnostics: [] },
  });
  return actions.filter(mends);
}

/** Whether an action is more than to say that it is fine. */
function mends({ title }: Action): boolean {
  return !title.startsWith('It is fine');
}

function at(text: string) {
  const document = TextDocument.create('', '', 0, text);
  const offset = text.indexOf(TOKEN);
  return { start: document.positionAt(offset), end: document.positionAt(offset + TOKEN.length) };
}

const resolve = (action: Action | undefined) =>
  server().connection.sendRequest<Action>('codeAction/resolve', action);

/** Moves the credential out of the file. */
async function moved(name = 'src/map.js', languageId?: string): Promise<Action> {
  const [action, ...more] = await offered(uriOf(name), files[name] ?? '', languageId);
  expect(more).toEqual([]);
  return resolve(action);
}

/** The texts of the files that an edit changes, by their names; those that it makes come first. */
function applied({ edit }: Action, texts: Record<string, string> = files): Record<string, string> {
  const result: Record<string, string> = {};
  const nameOf = (uri: string) => path.relative(server().folder, new URL(uri).pathname);
  for (const { kind, uri = '', textDocument, edits = [] } of edit?.documentChanges ?? []) {
    const name = nameOf(textDocument?.uri ?? uri);
    if (kind === 'create') {
      expect(texts[name], `${name} is there`).toBeUndefined();
      result[name] = '';
      continue;
    }
    const text = result[name] ?? texts[name];
    expect(text, `${name} is not there`).toBeDefined();
    result[name] = TextDocument.applyEdits(TextDocument.create(uri, '', 0, text ?? ''), edits);
  }
  return result;
}

const MOVED = { 'src/map.js': `const accessToken = process.env.CARTO_ACCESS_TOKEN;\n${EXPORTED}` };

describe('moving a credential into an environment variable', () => {
  it('is worked out when it is chosen, and makes what is not there', async () => {
    await start({ 'package.json': '{}' });
    const [action] = await offered(uriOf('src/map.js'), SOURCE);
    expect(action?.title).toBe(TITLE);
    expect(action?.edit).toBeUndefined();
    expect(JSON.stringify(action)).not.toContain(TOKEN);
    const resolved = await resolve(action);
    expect(applied(resolved)).toEqual({
      '.env': `CARTO_ACCESS_TOKEN=${TOKEN}\n`,
      '.gitignore': '/.env\n',
      ...MOVED,
    });
    expect(resolved.edit?.changeAnnotations).toEqual({
      ignore: { label: 'Have git ignore /.env', needsConfirmation: false },
    });
    expect((await readdir(server().folder)).sort()).toEqual(['package.json', 'src']);
  });

  it('says which version of the document it is of', async () => {
    await start({});
    const { edit } = await moved();
    expect(edit?.documentChanges?.at(-1)?.textDocument?.version).toBe(1);
  });

  it('adds to the .env that is there, with the ends of its lines, and ignores it once', async () => {
    await start({ '.env': 'A=1\r\n', '.gitignore': 'node_modules\n.env' });
    expect(applied(await moved())).toEqual({
      '.env': `A=1\r\nCARTO_ACCESS_TOKEN=${TOKEN}\r\n`,
      ...MOVED,
    });
  });

  it('adds a line to the .gitignore that is there', async () => {
    await start({ '.env': '', '.gitignore': 'node_modules', 'src/package.json': '{}' });
    expect(applied(await moved())).toMatchObject({
      'src/.env': `CARTO_ACCESS_TOKEN=${TOKEN}\n`,
      'src/.gitignore': '/.env\n',
    });
    await mkdir(path.join(server().folder, '.git'));
    await rm(path.join(server().folder, 'src/package.json'));
    const [action] = await offered(uriOf('src/other.js'), SOURCE);
    expect(applied(await resolve(action), { ...files, 'src/other.js': SOURCE })).toMatchObject({
      '.env': `CARTO_ACCESS_TOKEN=${TOKEN}\n`,
      '.gitignore': 'node_modules\n/.env\n',
    });
  });

  it('uses the variable that holds the credential, and none that holds another', async () => {
    await start({
      '.env': `CARTO_ACCESS_TOKEN=another\nSTORES="${TOKEN}"\n`,
      '.gitignore': '.env',
    });
    expect(applied(await moved())).toEqual({
      'src/map.js': `const accessToken = process.env.STORES;\n${EXPORTED}`,
    });
    await writeFile(path.join(server().folder, '.env'), 'CARTO_ACCESS_TOKEN=another\n');
    files['.env'] = 'CARTO_ACCESS_TOKEN=another\n';
    const [action] = await offered(uriOf('src/other.js'), SOURCE);
    expect(applied(await resolve(action), { ...files, 'src/other.js': SOURCE })).toEqual({
      '.env': `CARTO_ACCESS_TOKEN=another\nCARTO_ACCESS_TOKEN_2=${TOKEN}\n`,
      'src/other.js': `const accessToken = process.env.CARTO_ACCESS_TOKEN_2;\n${EXPORTED}`,
    });
  });

  it('changes a .env that is open as it is in the editor', async () => {
    await start({ '.env': '', '.gitignore': '.env' });
    await open(server().connection, uriOf('.env'), 'UNSAVED=1', 'dotenv');
    const action = await moved();
    expect(applied(action, { ...files, '.env': 'UNSAVED=1' })).toMatchObject({
      '.env': `UNSAVED=1\nCARTO_ACCESS_TOKEN=${TOKEN}\n`,
    });
    expect(action.edit?.documentChanges?.[0]?.textDocument?.version).toBe(1);
  });

  it('goes by what builds the front end', async () => {
    await start({
      'package.json': '{"devDependencies": {"vite": "^7"}}',
      '.env.local': '',
      '.gitignore': '*.local',
    });
    expect(applied(await moved())).toEqual({
      '.env.local': `VITE_CARTO_ACCESS_TOKEN=${TOKEN}\n`,
      'src/map.js': `const accessToken = import.meta.env.VITE_CARTO_ACCESS_TOKEN;\n${EXPORTED}`,
    });
  });

  it('changes nothing where the text has changed meanwhile', async () => {
    await start({});
    const uri = uriOf('src/map.js');
    const [action] = await offered(uri, SOURCE);
    await server().connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: `\n${SOURCE}` }],
    });
    expect((await resolve(action)).edit).toBeUndefined();
    await expect.poll(() => warnings).toEqual([expect.stringContaining('changed meanwhile')]);
  });

  it('does not move it into what is no text', async () => {
    await start({ '.env': 'A\0B' });
    expect((await moved()).edit).toBeUndefined();
    await expect.poll(() => warnings).toEqual([expect.stringContaining('is not a text')]);
  });

  it.skipIf(process.platform === 'win32').each([
    ['.env', 'that leads out of the workspace', (place: string) => symlink(theirs(), place)],
    ['.gitignore', 'that leads out of the workspace', (place: string) => symlink(theirs(), place)],
    ['.env', 'to what is not there', (place: string) => symlink(`${theirs()}-new`, place)],
    ['.env', 'which is a pipe', async (place: string) => void execFileSync('mkfifo', [place])],
  ])('does not move it into %s, a link %s', async (name, _, put) => {
    await start({ 'package.json': '{}', '../theirs': 'A=1\n' });
    await put(path.join(server().folder, name));
    const action = await moved();
    expect(action.edit).toBeUndefined();
    expect(warnings).toEqual([
      expect.stringMatching(/^\S+ is not written: it is .* Put a file of that name in its place/),
    ]);
    expect(await readFile(theirs(), 'utf8')).toBe('A=1\n');
  });

  it.skipIf(process.platform === 'win32')(
    'moves it into what a link in the workspace leads to',
    async () => {
      await start({ 'package.json': '{}', 'config/env': 'A=1\n', '.gitignore': '.env\n' });
      await symlink('config/env', path.join(server().folder, '.env'));
      files['.env'] = 'A=1\n';
      expect(applied(await moved())).toEqual({
        ...MOVED,
        '.env': `A=1\nCARTO_ACCESS_TOKEN=${TOKEN}\n`,
      });
    },
  );

  it('does not move it into what git tracks', async () => {
    await start({ '.env': 'A=1\n', '.gitignore': '.env' });
    const git = (...args: string[]) => execFileSync('git', ['-C', server().folder, ...args]);
    git('init', '--quiet');
    git('add', '--force', '.env');
    expect((await moved()).edit).toBeUndefined();
    await expect.poll(() => warnings).toEqual([expect.stringContaining('Git tracks')]);
  });

  it('keeps what was never saved in the folder of the workspace', async () => {
    await start({ '.gitignore': '.env' });
    const [action] = await offered('untitled:Untitled-1', SOURCE);
    const { edit } = await resolve(action);
    expect(edit?.documentChanges?.[0]).toMatchObject({ kind: 'create', uri: uriOf('.env') });
    expect(edit?.documentChanges?.[1]?.edits?.[0]?.newText).toContain(TOKEN);
  });

  it.each<[string, string, Record<string, string>, number]>([
    [
      'a script that a page includes',
      'js/main.js',
      { 'index.html': '<script src="js/main.js">' },
      0,
    ],
    ['what nothing tells of', 'src/map.mjs', {}, 0],
    ['a project that Node.js runs', 'src/map.mjs', { 'package.json': '{"bin": "map.mjs"}' }, 1],
    ['webpack’s, which lists variables', 'src/map.mjs', { 'webpack.config.js': '' }, 0],
    ['Angular’s', 'src/environments/environment.ts', { 'angular.json': '{}' }, 0],
    [
      'Vue’s',
      'src/map.mjs',
      { 'package.json': '{"devDependencies": {"@vue/cli-service": "5"}}' },
      1,
    ],
    [
      'what a build has written',
      'build/static/js/map.js',
      { 'package.json': '{"dependencies": {"react-scripts": "5"}}' },
      0,
    ],
  ])('is offered only where something defines the variable: %s', async (_, name, given, count) => {
    await start({ [name]: NEUTRAL, ...given });
    expect(await offered(uriOf(name), NEUTRAL)).toHaveLength(count);
  });

  it('is offered with its edit to an editor that cannot ask again', async () => {
    await start({ '.gitignore': '.env' }, EAGER);
    const [action] = await offered(uriOf('src/map.js'), SOURCE);
    expect(applied(action ?? { title: '' })).toEqual({
      '.env': `CARTO_ACCESS_TOKEN=${TOKEN}\n`,
      ...MOVED,
    });
  });

  it('is offered where no file has to be made to an editor that can make none', async () => {
    const plain = { ...EAGER, workspace: { workspaceEdit: {} } };
    await start({}, plain);
    expect(await offered(uriOf('src/map.js'), SOURCE)).toEqual([]);
    await writeFile(path.join(server().folder, '.env'), '');
    await writeFile(path.join(server().folder, '.gitignore'), '.env');
    const [action] = await offered(uriOf('src/other.js'), SOURCE);
    expect(Object.keys(action?.edit?.changes ?? {})).toEqual([
      uriOf('.env'),
      uriOf('src/other.js'),
    ]);
  });

  it('is not offered in a language without an environment', async () => {
    await start({ 'values.json': `{ "accessToken": "${TOKEN}" }` });
    expect(await offered(uriOf('values.json'), files['values.json'] ?? '', 'json')).toEqual([]);
  });
});

it('sending a key as HTTP Basic is offered once, for all that it mends', async () => {
  await start({});
  const uri = uriOf('load.sh');
  const text = 'curl -u acme:$KEY "https://acme.carto.com/api/v2/sql?q=1&api_key=$KEY"\n';
  await open(server().connection, uri, text, 'shellscript');
  const place = { line: 0, character: text.indexOf('api_key') };
  const actions = await server().connection.sendRequest<
    (Action & { diagnostics: { code: string }[] })[]
  >('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: place, end: place },
    context: { diagnostics: [] },
  });
  expect(actions.filter(mends).map(({ title }) => title)).toEqual(['Send it as HTTP Basic']);
  expect(actions[0]?.diagnostics.map(({ code }) => code)).toEqual([
    'api-key-in-query',
    'api-key-sent-twice',
  ]);
  const edits = actions[0]?.edit?.changes?.[uri] ?? [];
  expect(TextDocument.applyEdits(TextDocument.create(uri, '', 0, text), edits)).toBe(
    'curl -u acme:$KEY "https://acme.carto.com/api/v2/sql?q=1"\n',
  );
});
