import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ListOptions, listFiles } from '../../files/list.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'cartotoken-list-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);

async function put(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(path.dirname(at(name)), { recursive: true });
    await writeFile(at(name), '');
  }
}

async function ignore(name: string, ...lines: string[]): Promise<void> {
  await put(name);
  await writeFile(at(name), `${lines.join('\n')}\n`);
}

/** What is listed below names, relative to the folder, and what could not be. */
async function list(names: readonly string[], options: ListOptions = {}) {
  const errors: string[] = [];
  const files = await listFiles(
    names.map(at),
    (failed) => errors.push(path.relative(folder, failed)),
    options,
  );
  return { files: files.map((file) => path.relative(folder, file)).sort(), errors };
}

describe('the files below a folder', () => {
  it('are all but those that its .gitignore files leave out, the innermost first', async () => {
    await ignore('.gitignore', '*.log', '/build/', 'deep/**/gen', '!keep.log');
    await ignore('sub/.gitignore', '!b.log', '/build');
    await put('a.js', 'a.log', 'keep.log', 'build/x.js', 'sub/b.log', 'sub/c.log', 'sub/build');
    await put('sub/more/build/y.js', 'deep/er/gen/z.js', 'deep/er/z.js');
    expect((await list(['.'])).files).toEqual([
      '.gitignore',
      'a.js',
      'deep/er/z.js',
      'keep.log',
      'sub/.gitignore',
      'sub/b.log',
      'sub/more/build/y.js',
    ]);
  });

  it('are those that git tracks, whatever a .gitignore says by now', async () => {
    await put('.env', 'dist/kept/a.js', 'src/b.js');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
    git('init', '-q');
    git('add', '.');
    await ignore('.gitignore', '.env', '/dist/');
    await put('dist/kept/made.js', 'dist/made.js', 'src/.env');
    expect((await list(['.'])).files).toEqual(['.env', '.gitignore', 'dist/kept/a.js', 'src/b.js']);
    expect((await list(['dist'])).files).toContain('dist/kept/a.js');
  });

  it('are those of node_modules that git tracks, and no others', async () => {
    await put('node_modules/.cache/loader/a.json', 'node_modules/x/b.js', 'sub/node_modules/c.js');
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
    git('init', '-q');
    git('add', '-f', 'node_modules/.cache', 'sub');
    await put('node_modules/.cache/loader/made.json', 'sub/node_modules/y/made.js');
    expect((await list(['.'])).files).toEqual([
      'node_modules/.cache/loader/a.json',
      'sub/node_modules/c.js',
    ]);
    // Also where a .gitignore names it by now.
    await ignore('.gitignore', 'node_modules');
    expect((await list(['.'])).files).toEqual([
      '.gitignore',
      'node_modules/.cache/loader/a.json',
      'sub/node_modules/c.js',
    ]);
  });

  it('are not what a repository’s own excludes name, nor what stands above it', async () => {
    await ignore('.gitignore', 'a.js');
    await put('inner/.git/HEAD', 'inner/a.js', 'inner/b.js');
    await ignore('inner/.git/info/exclude', 'b.js');
    expect((await list(['inner'])).files).toEqual(['inner/a.js']);
    expect((await list(['.'])).files).toEqual(['.gitignore', 'inner/a.js']);
  });

  it('are all, also ignored ones, where that is asked for; node_modules only by name', async () => {
    await ignore('.gitignore', 'out');
    await put('out/a.js', 'node_modules/x/b.js', '.git/config');
    expect((await list(['.'])).files).toEqual(['.gitignore']);
    expect((await list(['.'], { includesIgnored: true })).files).toEqual([
      '.gitignore',
      'out/a.js',
    ]);
    const everything = { includesIgnored: true, includesModules: true };
    expect((await list(['.'], everything)).files).toEqual([
      '.gitignore',
      'node_modules/x/b.js',
      'out/a.js',
    ]);
    expect((await list(['node_modules/x'])).files).toEqual(['node_modules/x/b.js']);
  });

  it('are listed once where folders overlap, also through links', async () => {
    await ignore('.gitignore', 'ignored');
    await put('a/b/c.js', 'a/d.js', 'ignored/e.js');
    await symlink(at('a'), at('link'));
    const all = ['.gitignore', 'a/b/c.js', 'a/d.js'];
    expect((await list(['.', 'a', 'a/b', 'a/d.js', 'link'])).files).toEqual(all);
    expect((await list(['a/d.js', 'a/b', '.'])).files).toEqual(all);
    expect((await list(['link', 'a'])).files).toEqual(['link/b/c.js', 'link/d.js']);
    // What is ignored is listed where it is named.
    expect((await list(['.', 'ignored'])).files).toEqual([...all, 'ignored/e.js']);
  });

  it('end, whatever circle links make', async () => {
    await put('a/b.js');
    await symlink(at('.'), at('a/up'));
    await symlink(at('a/self'), at('a/self'));
    expect(await list(['.'])).toEqual({ files: ['a/b.js'], errors: [] });
    expect(await list(['a/self'])).toEqual({ files: [], errors: ['a/self'] });
  });

  it('are without what is excluded', async () => {
    await put('a/b.js', 'c/d.js', 'e.js');
    const isExcluded = (file: string) => file === at('a') || file === at('e.js');
    expect((await list(['.'], { isExcluded })).files).toEqual(['c/d.js']);
  });

  it('are those of a scope, by the same rules', async () => {
    await ignore('.gitignore', '*.log');
    await put('a/b/c.js', 'a/b/c.log', 'a/d.js', 'e.js', 'node_modules/f.js');
    const within = (...names: string[]) => list(['.'], { within: names.map(at) });
    expect((await within('a/b')).files).toEqual(['a/b/c.js']);
    expect((await within('a/d.js', 'a/b/c.log', 'gone/too.js')).files).toEqual(['a/d.js']);
    expect((await within('node_modules/f.js')).files).toEqual([]);
    expect((await within('.')).files).toEqual(['.gitignore', 'a/b/c.js', 'a/d.js', 'e.js']);
    expect((await list(['a/b'], { within: [folder] })).files).toEqual(['a/b/c.js', 'a/b/c.log']);
  });

  it.skipIf(process.getuid?.() === 0)('are named where they cannot be read', async () => {
    await put('a/b.js', 'c.js');
    await chmod(at('a'), 0);
    expect(await list(['.', 'gone'])).toEqual({ files: ['c.js'], errors: ['gone', 'a'] });
    await chmod(at('a'), 0o700);
  });
});
