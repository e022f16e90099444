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
