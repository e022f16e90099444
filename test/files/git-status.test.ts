import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitStatus } from '../../files/git-status.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-git-')));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, stdio: 'pipe' });
const status = (file: string) => gitStatus(path.join(folder, file));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
}

/** Enough of them that version 4 has paths that share a beginning, and ones that are long. */
const MANY = Object.fromEntries(
  ['.dockerignore', '.env', 'a', 'web/.env', 'web/.env.local', `web/${'long/'.repeat(40)}b`].map(
    (name) => [name, name],
  ),
);

describe('how git treats a file', () => {
  it('that it ignores, by the .gitignore of any folder above', async () => {
    git('init', '-q');
    await put({ '.gitignore': '.env\n', 'web/.gitignore': '!.env\n/.env.local\n' });
    expect(await status('.env')).toBe('ignored');
    expect(await status('api/.env')).toBe('ignored');
    expect(await status('web/.env')).toBe('untracked');
    expect(await status('web/.env.local')).toBe('ignored');
    expect(await status('.env.local')).toBe('untracked');
  });

  it('in no repository: as if its folder were one', async () => {
    await put({ '.gitignore': '.env\n' });
    expect(await status('.env')).toBe('ignored');
    expect(await status('.env.local')).toBe('untracked');
  });

  it.each(['2', '4'])(
    'that it tracks, though a .gitignore says otherwise (index %s)',
    async (version) => {
      git('init', '-q');
      git('config', 'index.version', version);
      await put(MANY);
      git('add', '.');
      git('rm', '-q', '--cached', 'web/.env');
      await put({ '.gitignore': '.env*\n' });
      expect(await status('.env')).toBe('tracked');
      expect(await status('web/.env')).toBe('ignored');
      expect(await status('web/.env.local')).toBe('tracked');
      expect(await status(`web/${'long/'.repeat(40)}b`)).toBe('tracked');
      expect(await status('b')).toBe('untracked');
    },
  );

  it('that is to be added, as an extended entry says, of which there are names by SHA-256', async () => {
    git('init', '-q', '--object-format=sha256');
    await put(MANY);
    git('add', '-N', '.env');
    git('add', 'web');
    expect(await status('.env')).toBe('tracked');
    expect(await status('web/.env')).toBe('tracked');
    expect(await status('a')).toBe('untracked');
  });

  it('in a worktree, which has an index of its own', async () => {
    git('init', '-q');
    await put({ a: 'a' });
    git('add', '.');
    git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'a');
    git('worktree', 'add', '-q', 'tree');
    await put({ '.env': '', 'tree/.env': '' });
    git('-C', 'tree', 'add', '.env');
    expect(await status('tree/.env')).toBe('tracked');
    expect(await status('.env')).toBe('untracked');
  });

  it('where the index is damaged: that cannot be told', async () => {
    git('init', '-q');
    await put({ '.git/index': 'DIRC\0\0\0\u0002\0\0\0\u0009' });
    await expect(status('.env')).rejects.toThrow('no known format');
  });
});
