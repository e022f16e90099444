import { chmod, lstat, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder, privateFolder } from '../../cli/compile-cache.ts';
import { runContained } from '../support/contained.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-cache-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const run = (env: NodeJS.ProcessEnv) =>
  runContained(path.resolve('dist/cli.js'), ['rules'], { cwd: folder, env });

describe.runIf(process.platform === 'linux')('what the command line is compiled to', () => {
  it('is kept in the user’s own folder, and nowhere in the temporary one', async () => {
    const [home, tmp] = [path.join(folder, 'home'), path.join(folder, 'tmp')];
    await mkdir(home);
    await mkdir(tmp);
    const env = { HOME: home, TMPDIR: tmp, XDG_CACHE_HOME: undefined };
    for (const _ of [1, 2]) expect((await run(env)).code).toBe(0);
    expect(await readdir(tmp)).toEqual([]);
    const own = path.join(home, '.cache', 'cartotoken');
    expect((await lstat(own)).mode & 0o777).toBe(0o700);
    expect(await readdir(own)).not.toEqual([]);
  });

  it('is kept nowhere where others can write', async () => {
    expect(privateFolder(folder)).toBe(path.join(folder, 'cartotoken'));
    await chmod(path.join(folder, 'cartotoken'), 0o770);
    expect(privateFolder(folder)).toBeUndefined();
    await chmod(path.join(folder, 'cartotoken'), 0o700);
    await chmod(folder, 0o777);
    expect(privateFolder(folder)).toBeUndefined();
  });

  it('is kept behind no link, and in no file', async () => {
    const [linked, taken] = [path.join(folder, 'linked'), path.join(folder, 'taken')];
    for (const each of [linked, taken]) await mkdir(each);
    await symlink(folder, path.join(linked, 'cartotoken'));
    await writeFile(path.join(taken, 'cartotoken'), '');
    expect(privateFolder(linked)).toBeUndefined();
    expect(privateFolder(taken)).toBeUndefined();
    expect(privateFolder(path.join(taken, 'cartotoken'))).toBeUndefined();
  });

  it.runIf(process.getuid?.() === 0)('is kept in no folder of another user', async () => {
    const { chown } = await import('node:fs/promises');
    expect(privateFolder(folder)).toBeDefined();
    await chown(path.join(folder, 'cartotoken'), 12_345, 12_345);
    expect(privateFolder(folder)).toBeUndefined();
  });
});

it('a user’s cache is where each system has it, and nowhere relative', () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux', '/home/u')).toBe('/c');
  expect(cacheFolder({ XDG_CACHE_HOME: 'c' }, 'linux', '/home/u')).toBe('/home/u/.cache');
  expect(cacheFolder({}, 'darwin', '/Users/u')).toBe('/Users/u/Library/Caches');
  expect(cacheFolder({}, 'linux', '')).toBeUndefined();
  expect(cacheFolder({}, 'win32', 'C:\\Users\\u')).toBeUndefined();
});
