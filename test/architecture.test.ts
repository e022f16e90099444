import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { filesBelow } from './support/files-below.ts';

/** What each room may import of the others: a whole room, or one file of it. docs/architecture.md draws it. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  disk: [],
  files: ['core', 'disk'],
  scan: ['core', 'disk', 'files'],
  sandbox: ['core', 'disk'],
  server: ['core', 'disk', 'files', 'scan'],
  client: ['core', 'disk', 'sandbox', 'server/protocol.ts'],
  cli: ['core', 'disk', 'files', 'sandbox', 'scan'],
};

/** What core must not know: the editor, the protocol, and the machine. */
const OUTSIDE_CORE =
  /^(vscode|node:|@types\/node)|^(vscode-.*|fs|path|os|process|crypto|http|https)$/;

/** What of Node's file system opens nothing, reads no content and changes nothing: names, kinds, sizes, and where links lead. */
const LOOKS: ReadonlySet<string> = new Set([
  ...['Dirent', 'Stats', 'constants'],
  ...['stat', 'statSync', 'lstat', 'lstatSync', 'accessSync', 'existsSync'],
  ...['readdir', 'readdirSync', 'realpath', 'realpathSync'],
]);

/** What else is used outside of disk, and why it may be. */
const CHANGES: Readonly<Record<string, string>> = {
  'scan/file-looker.ts: closeSync':
    'what disk has opened, and is read into memory that is used again',
  'cli/compile-cache.ts: mkdirSync': 'the folder that Node.js itself keeps compiled code in',
  'sandbox/files.ts: rename': 'a damaged state, which is set aside under a name of its own',
  'client/accounts/sandbox-host.ts: rmSync':
    'its own word that the sandbox runs, as the window ends',
};

/** The files of all rooms, with `/`. */
function filesOfRooms(): string[] {
  return Object.keys(ARROWS).flatMap((room) => filesBelow(room, 'ts').map(slashed));
}

function slashed(file: string): string {
  return file.replaceAll(path.sep, '/');
}

/** What a file takes of Node's file system; `*` where it takes all of it, or it cannot be told what. */
function namesOfFs(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const FS = `['"](?:node:)?fs(?:/promises)?['"]`;
  const taken = text.matchAll(
    new RegExp(String.raw`import\s+(?:type\s+)?([^;]*?)\s+from\s+${FS}`, 'g'),
  );
  const names = Array.from(taken, ([, clause = '']) => {
    const braces = /^\{([^}]*)\}$/.exec(clause)?.[1];
    if (braces === undefined) return ['*'];
    return braces
      .split(',')
      .map((name) =>
        name
          .trim()
          .replace(/^type\s+/, '')
          .replace(/\s+as\s.*$/, ''),
      )
      .filter(Boolean);
  }).flat();
  const isHidden = new RegExp(String.raw`(?:require|import|getBuiltinModule)\s*\(\s*${FS}`).test(
    text,
  );
  return isHidden ? [...names, '*'] : names;
}

interface Import {
  readonly from: string;
  readonly specifier: string;
}

/** Every import of a room's files, types included. */
function importsOf(room: string): Import[] {
  const imports = filesBelow(room, 'ts').flatMap((from) => {
    const text = readFileSync(from, 'utf8');
    const found = text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g);
    return Array.from(found, ([, specifier = '']) => ({ from, specifier }));
  });
  expect(imports.length).toBeGreaterThan(0);
  return imports;
}

describe('the arrows of the house', () => {
  it.each(Object.entries(ARROWS))('%s imports only %j and itself', (room, allowed) => {
    const astray = importsOf(room)
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ from, specifier }) => `${from} → ${path.join(path.dirname(from), specifier)}`)
      .filter((arrow) => {
        const file = arrow.split(' → ')[1]?.replaceAll(path.sep, '/') ?? '';
        const [target = ''] = file.split('/');
        return target !== room && !allowed.includes(target) && !allowed.includes(file);
      });
    expect(astray).toEqual([]);
  });

  it('disk alone opens files, to read and to write them', () => {
    const opening = filesOfRooms()
      .filter((file) => !file.startsWith('disk/'))
      .flatMap((file) => namesOfFs(file).map((name) => `${file}: ${name}`))
      .filter((use) => !LOOKS.has(use.split(': ')[1] ?? ''))
      .filter((use) => CHANGES[use] === undefined);
    expect(opening).toEqual([]);
    // What is allowed is there, and no more.
    const all = new Set(
      filesOfRooms().flatMap((file) => namesOfFs(file).map((name) => `${file}: ${name}`)),
    );
    expect(Object.keys(CHANGES).filter((use) => !all.has(use))).toEqual([]);
  });

  it('VS Code opens files for one file of the client alone', () => {
    const using = filesBelow('client', 'ts').filter((file) =>
      /\bfs\s*\.\s*(?:readFile|writeFile|copy)\b/.test(readFileSync(file, 'utf8')),
    );
    expect(using.map(slashed)).toEqual(['client/workspace-file.ts']);
  });

  // But for tests of its parts, which run where it runs: inside VS Code.
  const inVSCode = path.join('test', 'extension-host');
  it.each(['scripts', 'test'])('nothing imports client: not %s either', (room) => {
    const astray = importsOf(room).filter(
      ({ from, specifier }) =>
        path.join(path.dirname(from), specifier).startsWith(`client${path.sep}`) &&
        !from.startsWith(inVSCode),
    );
    expect(astray).toEqual([]);
  });

  it('core knows no editor, no protocol and no machine', async () => {
    expect(importsOf('core').filter(({ specifier }) => OUTSIDE_CORE.test(specifier))).toEqual([]);

    // A browser could run it: nothing it needs, however deep, is Node's.
    const { metafile } = await build({
      entryPoints: ['core/inspect.ts'],
      bundle: true,
      platform: 'browser',
      mainFields: ['module', 'main'],
      metafile: true,
      write: false,
    });
    expect(
      Object.keys(metafile.inputs).filter((input) => /node_modules\/vscode-/.test(input)),
    ).toEqual([]);
  });

  it.each([
    'extension',
    'language-client',
    'queries',
    'accounts',
    'sidebar',
    'declarations-tree',
    'sandbox',
  ])('the extension host loads no undici (%s)', (bundle) => {
    const { inputs } = JSON.parse(readFileSync(`out/meta/${bundle}.json`, 'utf8'));
    const room = bundle === 'sandbox' ? 'sandbox/' : 'client/';
    expect(Object.keys(inputs)).toContainEqual(expect.stringContaining(room));
    expect(Object.keys(inputs).filter((input) => input.includes('node_modules/undici/'))).toEqual(
      [],
    );
  });

  it('one file starts programs, and it starts git', () => {
    const starting = Object.keys(ARROWS)
      .flatMap((room) => importsOf(room))
      .filter(({ specifier }) => /^(?:node:)?(?:child_process|cluster)$/.test(specifier));
    expect(starting.map(({ from }) => from.replaceAll(path.sep, '/'))).toEqual(['cli/git/git.ts']);
    // The server is not among those that hold it: in a workspace that nobody trusts it starts nothing at all.
    const { inputs } = JSON.parse(readFileSync('out/meta/server.json', 'utf8'));
    expect(Object.keys(inputs).filter((input) => input.startsWith('cli/'))).toEqual([]);
  });

  it('temporary folders are made by mkdtemp, which nobody else can write in, and only by scripts', () => {
    const lines = [...Object.keys(ARROWS), 'scripts'].flatMap((room) =>
      [...filesBelow(room, 'ts'), ...filesBelow(room, 'mts')].flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .filter((line) => /tmpdir|TMPDIR|'\/tmp/.test(line))
          .map((line) => `${file.replaceAll(path.sep, '/')}: ${line.trim()}`),
      ),
    );
    const made =
      /^scripts\/[^:]*: const folder = await mkdtemp\(path\.join\(os\.tmpdir\(\), [^)]*\)\);$/;
    // A served VS Code is told to keep its own files in such a folder.
    const told = 'scripts/vscode/code-server.mts: return {';
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !made.test(line) && !line.startsWith(told))).toEqual([]);
  });

  it('the language client stays out of what activation loads', () => {
    const { inputs } = JSON.parse(readFileSync('out/meta/extension.json', 'utf8'));
    expect(Object.keys(inputs).filter((input) => input.includes('node_modules/'))).toEqual([]);
  });
});
