import { execFileSync } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OWNER_ONLY, replaceFile, USUAL_MODE } from '../../disk/replace-file.ts';
import { copyName, removeStaleCopies } from '../../disk/stale-copies.ts';
import { LeadsOutError, makeFolderOf } from '../../disk/written-path.ts';

let outside: string;
let folder: string;
beforeEach(async () => {
  outside = await mkdtemp(path.join(os.tmpdir(), 'cartotoken-replace-'));
  folder = path.join(outside, 'workspace');
  await mkdir(folder);
});
afterEach(() => rm(outside, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);
const replace = (name: string, content: string, mode = OWNER_ONLY) =>
  replaceFile(at(name), content, { within: folder, mode });
const modeOf = async (name: string) => (await stat(at(name))).mode & 0o777;

describe.skipIf(process.platform === 'win32')('a file that is replaced', () => {
  it('has the new content, and is for its owner alone where it is made for a secret', async () => {
    await replace('.env', 'A=1\n');
    await replace('.gitignore', '.env\n', USUAL_MODE);
    expect(await readFile(at('.env'), 'utf8')).toBe('A=1\n');
    expect(await modeOf('.env')).toBe(0o600);
    expect(await modeOf('.gitignore')).toBe(0o666 & ~process.umask());
    expect((await readdir(folder)).sort()).toEqual(['.env', '.gitignore']);
  });

  it('keeps its permissions, unless others are asked for', async () => {
    await writeFile(at('.env'), 'A=1\n');
    await chmod(at('.env'), 0o640);
    await replace('.env', 'A=2\n');
    expect(await modeOf('.env')).toBe(0o640);
    await replaceFile(at('.env'), 'A=3\n', { mode: OWNER_ONLY, isModeForced: true });
    expect(await modeOf('.env')).toBe(0o600);
  });

  it('is the one that a link in the folder leads to', async () => {
    await mkdir(at('config'));
    await writeFile(at('config/env'), 'A=1\n');
    await symlink('config/env', at('.env'));
    await replace('.env', 'A=2\n');
    expect(await readFile(at('config/env'), 'utf8')).toBe('A=2\n');
    expect(await readdir(folder)).toEqual(['.env', 'config']);
  });

  it('is none outside of the folder, whatever is linked', async () => {
    const theirs = path.join(outside, 'theirs');
    await mkdir(theirs);
    await writeFile(path.join(theirs, 'file'), 'theirs\n');
    await symlink(path.join(theirs, 'file'), at('.env'));
    await symlink(theirs, at('linked'));
    await symlink(path.join(theirs, 'new'), at('dangling'));
    await expect(replace('.env', 'ours')).rejects.toThrow('leads out of the folder');
    await expect(replace('linked/new', 'ours')).rejects.toThrow('leads out of the folder');
    await expect(replace('linked/file', 'ours')).rejects.toThrow('leads out of the folder');
    await expect(replace('../theirs/file', 'ours')).rejects.toThrow('leads out of the folder');
    await expect(replace('dangling', 'ours')).rejects.toThrow('to a file that is not there');
    expect(await readFile(path.join(theirs, 'file'), 'utf8')).toBe('theirs\n');
    expect(await readdir(theirs)).toEqual(['file']);
    // How the folder itself is linked does not matter.
    await symlink(folder, path.join(outside, 'link'));
    const within = path.join(outside, 'link');
    await replaceFile(path.join(within, 'a'), 'a', { within, mode: OWNER_ONLY });
    expect(await readFile(at('a'), 'utf8')).toBe('a');
  });

  it('is a file, and one that may be changed', async () => {
    execFileSync('mkfifo', [at('pipe')]);
    await symlink('/dev/null', at('device'));
    await writeFile(at('read-only'), 'old');
    await chmod(at('read-only'), 0o444);
    await expect(replace('pipe', 'new')).rejects.toThrow('it is a named pipe');
    await expect(replaceFile(at('device'), 'new', { mode: OWNER_ONLY })).rejects.toThrow(
      'a device',
    );
    await expect(replace('read-only', 'new')).rejects.toThrow('it is read-only');
    expect(await readFile(at('read-only'), 'utf8')).toBe('old');
    expect(await readdir(folder)).toHaveLength(3);
  });
});

describe('what was left of a file that was to be replaced', () => {
  it('is removed where its process has ended, or it is too old', async () => {
    const [ended] = [execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' })];
    const own = copyName(at('.env'), 'a1');
    const ofAnother = (pid: number | string) => own.replace(`-${process.pid}-`, `-${pid}-`);
    const stale = [ofAnother(Number(ended)), ofAnother(process.ppid), copyName(at('.env'), 'a2')];
    const kept = [
      own,
      ofAnother(process.ppid).replace('a1', 'a3'),
      copyName(at('other'), 'a1').replace(`-${process.pid}-`, `-${Number(ended)}-`),
      `${ofAnother(Number(ended))}.txt`,
    ];
    for (const name of [...stale, ...kept]) await writeFile(at(name), 'a secret');
    const old = new Date(Date.now() - 2 * 60 * 60 * 1000);
    for (const name of stale.slice(1)) await utimes(at(name), old, old);
    await removeStaleCopies(at('.env'));
    expect((await readdir(folder)).sort()).toEqual(kept.sort());
  });
});

describe.skipIf(process.platform === 'win32')('the folder of a file that is to be written', () => {
  it('is made, with those above it, but behind no link out of the folder', async () => {
    makeFolderOf(at('a/b/c.json'), folder);
    await replace('a/b/c.json', '{}');
    expect(await readFile(at('a/b/c.json'), 'utf8')).toBe('{}');
    await symlink(outside, at('out'));
    expect(() => makeFolderOf(at('out/new/c.json'), folder)).toThrow(LeadsOutError);
    expect((await readdir(outside)).sort()).toEqual(['workspace']);
  });
});
