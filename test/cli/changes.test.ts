import { chmod, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shown } from '../../core/wording.ts';
import { accessToken } from '../support/synthetic.ts';
import { cartotokenIn } from './command-line.ts';
import { Repository } from './repository.ts';

const RULE = 'hardcoded-access-token';
/** A line with a token, another one for each seed. */
const token = (seed = '') => `t = '${accessToken({ seed })}';\n`;
const onWindows = process.platform === 'win32';

let repository: Repository;

beforeEach(async () => {
  repository = await Repository.make();
});
afterEach(() => repository.remove());

const staged = (folder?: string, ...args: string[]) =>
  repository.found(['--staged', ...args], folder);
const since = (revision: string, ...args: string[]) =>
  repository.found(['--since', revision, ...args]);

describe('cartotoken check --staged', () => {
  it('finds what is about to be committed, before the first commit too', async () => {
    await repository.write({ 'a.js': token(), 'unstaged.js': token() });
    await repository.git('add', 'a.js');
    expect(await staged()).toEqual([`a.js:1 ${RULE}`]);
  });

  it('reads the index, whatever stands on disk', async () => {
    await repository.commit({ 'a.js': 'ok\n', 'b.js': 'ok\n', 'c.js': 'ok\n' });
    await repository.write({ 'a.js': token(), 'c.js': token() });
    await repository.git('add', '--all');
    await repository.write({ 'a.js': 'ok\n', 'b.js': token() });
    await rm(path.join(repository.folder, 'c.js'));
    expect(await staged()).toEqual([`a.js:1 ${RULE}`, `c.js:1 ${RULE}`]);
  });

  it('leaves out what was there before, and says how much', async () => {
    await repository.commit({ 'a.js': token('old') });
    await repository.write({ 'a.js': `// a line above\n${token('old')}${token('new')}` });
    await repository.git('add', '--all');
    expect(await staged()).toEqual([`a.js:3 ${RULE}`]);
    const { out } = await repository.check(['--staged']);
    expect(out).toContain(
      '1 new problem in 1 file: 1 warning. 1 older one is left out. Failed: 1 credential',
    );
    await repository.git('restore', '--staged', '.');
    expect((await repository.check(['--staged'])).out).toBe('No new problems in 0 files.\n');
  });

  it('knows a file again that was renamed, and finds nothing in one that was deleted', async () => {
    await repository.commit({ 'old.js': `${token('a')}${'ok\n'.repeat(9)}`, 'gone.js': token() });
    await repository.git('mv', 'old.js', 'new name.js');
    await repository.git('rm', '--quiet', 'gone.js');
    expect(await staged()).toEqual([]);
    await writeFile(path.join(repository.folder, 'new name.js'), token('b'), { flag: 'a' });
    await repository.git('add', '--all');
    expect(await staged()).toEqual([`new name.js:11 ${RULE}`]);
  });

  it('finds what another line has brought about', async () => {
    const declaration = (apis: string) =>
      `{\n  "name": "n",\n  "allowed_apis": [${apis}],\n  "referers": []\n}\n`;
    await repository.commit({ 'a.cartotoken.json': declaration('"lds"') });
    await repository.write({ 'a.cartotoken.json': declaration('"lds", "maps"') });
    await repository.git('add', '--all');
    expect(await staged()).toContain('a.cartotoken.json:4 referer-missing');
  });

  it('goes by the folders and files that are named, from a subfolder too', async () => {
    await repository.write({
      'a.js': token(),
      'sub/b.js': token(),
      'subtle.js': token(),
      'node_modules/c.js': token(),
    });
    await repository.git('add', '--all');
    expect(await staged('sub')).toEqual([`b.js:1 ${RULE}`]);
    // What is committed of node_modules is tracked, and no longer what others have installed.
    expect(await staged('sub', '..')).toEqual([
      `../a.js:1 ${RULE}`,
      `../node_modules/c.js:1 ${RULE}`,
      `../subtle.js:1 ${RULE}`,
      `b.js:1 ${RULE}`,
    ]);
    expect(await staged('.', 'a.js', 'node_modules/c.js')).toEqual([
      `a.js:1 ${RULE}`,
      `node_modules/c.js:1 ${RULE}`,
    ]);
    const { code, err } = await repository.check(['--staged', 'sup']);
    expect({ code, err }).toEqual({
      code: 2,
      err: 'cartotoken: cannot read sup: no such file or folder\n',
    });
  });

  it('finds what git was made to track though it is ignored', async () => {
    await repository.write({ '.gitignore': '*.log\n', 'a.log': token(), 'b.log': token() });
    await repository.git('add', '.');
    await repository.git('add', '--force', 'a.log');
    expect(await staged()).toEqual([`a.log:1 ${RULE}`]);
  });

  it.skipIf(onWindows)('takes names as they are (Windows has no such names)', async () => {
    const names = ['a b.js', 'né\n"w"\t.js', '-n.js', ':(top)x.js'];
    await repository.write(Object.fromEntries(names.map((name) => [name, token()])));
    await symlink(accessToken(), path.join(repository.folder, 'link'));
    await repository.git('add', '--all');
    expect((await staged()).sort()).toEqual(names.map((name) => `${name}:1 ${RULE}`).sort());
  });

  it('reads texts of any encoding, and no binary ones', async () => {
    await repository.write({
      'utf16.js': Buffer.from(`\uFEFFok\n${token()}`, 'utf16le'),
      'latin1.js': Buffer.from(`é\n${token()}`, 'latin1'),
      'a.bin': Buffer.from(`\0\0${token()}`),
      empty: '',
      'large.js': `${'x\n'.repeat(200_000)}${token()}`,
    });
    await repository.git('add', '--all');
    expect(await staged()).toEqual([
      `large.js:200001 ${RULE}`,
      `latin1.js:2 ${RULE}`,
      `utf16.js:2 ${RULE}`,
    ]);
  });

  it('is the same whatever the user has configured', async () => {
    await repository.commit({ 'sub/old.js': `${token()}${'ok\n'.repeat(9)}` });
    await repository.git('mv', 'sub/old.js', 'sub/new.js');
    for (const [key, value] of [
      ['diff.renames', 'false'],
      ['diff.relative', 'true'],
      ['diff.external', 'false'],
      ['core.quotePath', 'true'],
      ['color.ui', 'always'],
    ]) {
      await repository.git('config', key ?? '', value ?? '');
    }
    await repository.write({ 'é.js': token() });
    await repository.git('add', '--all');
    expect(await staged('sub', '..')).toEqual([`../é.js:1 ${RULE}`]);
  });

  it('works in a worktree and in a submodule', async () => {
    await repository.commit({ 'a.js': 'ok\n' });
    await repository.git('worktree', 'add', '--quiet', '../tree');
    await repository.git(
      ...[
        '-c',
        'protocol.file.allow=always',
        'submodule',
        '--quiet',
        'add',
        repository.folder,
        'module',
      ],
    );
    for (const folder of ['../tree', 'module']) {
      const inner = repository.at(folder);
      await inner.write({ 'b.js': token() });
      await inner.git('add', '--all');
      expect(await inner.found(['--staged'])).toEqual([`b.js:1 ${RULE}`]);
      // As in a hook there.
      const GIT_DIR = (await inner.git('rev-parse', '--absolute-git-dir')).trim();
      expect(await inner.found(['--staged'], '.', { GIT_DIR })).toEqual([`b.js:1 ${RULE}`]);
    }
    expect(await staged()).toEqual([]);
  });
});

describe.skipIf(onWindows)('as a hook (which needs a shell)', () => {
  /** What `check --staged` finds in the index that a pre-commit hook is given, which is gone once that has ended. */
  async function commit(...args: string[]) {
    const index = path.join(repository.root, 'index');
    const hook = path.join(repository.folder, '.git/hooks/pre-commit');
    await writeFile(hook, `#!/bin/sh\ncp "$GIT_INDEX_FILE" '${index}'\nexit 1\n`);
    await chmod(hook, 0o755);
    await repository.git('commit', '--message', 'x', ...args).catch(() => undefined);
    return repository.found(['--staged'], '.', { GIT_INDEX_FILE: index });
  }

  it('sees what `git commit -a` and `git commit <path>` are about to commit', async () => {
    await repository.commit({ 'a.js': 'ok\n', 'b.js': 'ok\n', 'c.js': 'ok\n' });
    await repository.write({ 'a.js': token('a'), 'b.js': token('b'), 'c.js': token('c') });
    await repository.git('add', 'c.js');
    expect(await commit()).toEqual([`c.js:1 ${RULE}`]);
    expect(await commit('a.js')).toEqual([`a.js:1 ${RULE}`]);
    expect(await commit('-a')).toEqual(['a.js', 'b.js', 'c.js'].map((file) => `${file}:1 ${RULE}`));
  });
});

describe('cartotoken check --since', () => {
  it('finds what this branch has brought: committed, staged, on disk and new', async () => {
    await repository.commit({ '.gitignore': '*.log\n', 'base.js': token(), 'a.js': 'ok\n' });
    await repository.git('switch', '--quiet', '--create', 'feature');
    await repository.commit({ 'committed.js': token(), 'mended.js': token(), 'gone.js': token() });
    await repository.write({ 'staged.js': token(), 'mended.js': 'ok\n' });
    await repository.git('add', '--all');
    await repository.write({ 'a.js': token(), 'new/new.js': token(), 'a.log': token() });
    await rm(path.join(repository.folder, 'gone.js'));
    // What others have brought meanwhile is not this branch's.
    await repository.git('stash', '--include-untracked', '--quiet');
    await repository.git('switch', '--quiet', 'main');
    await repository.commit({ 'base.js': 'ok\n' });
    await repository.git('switch', '--quiet', 'feature');
    await repository.git('stash', 'pop', '--quiet', '--index');

    const expected = ['a.js', 'committed.js', 'new/new.js', 'staged.js'];
    expect(await since('main')).toEqual(expected.map((file) => `${file}:1 ${RULE}`));
    expect(await since('main', 'new')).toEqual([`new/new.js:1 ${RULE}`]);
    expect(await repository.found(['--since', 'main', '..'], 'new')).toHaveLength(4);
  });

  it.skipIf(onWindows)('follows no link and enters no repository inside', async () => {
    await repository.commit({});
    await writeFile(path.join(repository.root, 'outside.js'), token());
    await symlink('../outside.js', path.join(repository.folder, 'link.js'));
    await repository.git('init', '--quiet', 'inner');
    await repository.write({ 'inner/a.js': token() });
    expect(await since('HEAD')).toEqual([]);
  });

  it.each(['nowhere', '--output=written', '-h', '', 'HEAD..HEAD', 'HEAD:a.js', '0'.repeat(40)])(
    'says that %j is no revision, and takes none for an option',
    async (revision) => {
      await repository.commit({ 'a.js': 'ok\n' });
      const { code, out, err } = await repository.check([`--since=${revision}`]);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toBe(
        `cartotoken: --since: this repository has no revision "${shown(revision)}". Fetch it first, or name another.\n`,
      );
      expect(await repository.git('status', '--porcelain')).toBe('');
    },
  );

  it('shows no credential that was taken for a revision', async () => {
    await repository.commit({ 'a.js': 'ok\n' });
    const { err } = await repository.check(['--since', accessToken()]);
    expect(err).toContain('no revision');
    expect(err).not.toContain(accessToken().slice(0, 7));
  });

  it('says what to do where the histories do not meet', async () => {
    await repository.commit({ 'a.js': 'ok\n' });
    await repository.git('switch', '--quiet', '--orphan', 'other');
    await repository.commit({ 'b.js': 'ok\n' });
    const { code, err } = await repository.check(['--since', 'main']);
    expect(code).toBe(2);
    expect(err).toContain('share no commit here. In a shallow clone');
  });
});

describe('without git', () => {
  it('says that there is no repository', async () => {
    for (const folder of [repository.root, path.join(repository.folder, '.git')]) {
      const { code, out, err } = await cartotokenIn(folder, ['check', '--staged'], repository.env);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain('this folder is in no git repository');
    }
  });

  it('says that it is not installed', async () => {
    const { code, err } = await repository.check(['--staged'], '.', { PATH: repository.root });
    expect({ code, err }).toEqual({
      code: 2,
      err: 'cartotoken: git cannot be run: it was not found. Install git, and put it on the PATH.\n',
    });
  });

  it('passes on what git says of a broken repository, but no credential in it', async () => {
    await repository.git('config', 'core.filemode', accessToken());
    const { code, err } = await repository.check(['--staged']);
    expect(code).toBe(2);
    expect(err).toMatch(/^cartotoken: git [^\n]*bad boolean config value 'eyJhbG…'/);
  });
});
