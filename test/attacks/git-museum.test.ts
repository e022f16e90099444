import { execFile } from 'node:child_process';
import { appendFile, chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findGit } from '../../cli/git/find-git.ts';
import { ask, GitError, gitIn } from '../../cli/git/git.ts';
import { Repository } from '../cli/repository.ts';
import { runContained } from '../support/contained.ts';
import { accessToken } from '../support/synthetic.ts';

const runFile = promisify(execFile);
const CLI = path.resolve('dist/cli.js');

// Each test starts the built command line several times.
vi.setConfig({ testTimeout: 120_000 });

let repository: Repository;
/** A program that leaves a file in there each time it is run. */
let canary: string;
let nest: string;

beforeEach(async () => {
  repository = await Repository.make();
  nest = path.join(repository.root, 'nest');
  canary = path.join(repository.root, 'canary.sh');
  await mkdir(nest);
  await writeFile(
    canary,
    `#!/bin/sh\necho "$0 $*" > "${nest}/$$"\ncat > /dev/null < /dev/null\nexit 1\n`,
  );
  await chmod(canary, 0o755);
  await repository.commit({ 'a.js': 'ok\n', 'b.js': 'ok\n', 'sub/c.js': 'ok\n' });
});
afterEach(() => repository.remove());

const sung = () => readdir(nest);

/** Runs the built command line in a folder of the repository, and says what came of it. */
async function checked(args: readonly string[], folder = '.') {
  return runContained(CLI, ['check', '--format', 'json', ...args], {
    cwd: path.join(repository.folder, folder),
    env: repository.env,
  });
}

/** A configuration that has git run something, and a command of git's that runs it where nothing is hardened. */
interface Exhibit {
  readonly name: string;
  readonly config: string;
  readonly attributes?: string;
  /** Undefined where git of this version runs it for nothing that is asked here: it is tried all the same. */
  readonly trigger?: readonly string[];
}

const EXHIBITS: readonly Exhibit[] = [
  { name: 'core.fsmonitor', config: '[core]\nfsmonitor = CANARY', trigger: ['status'] },
  {
    name: 'core.hooksPath',
    config: '[core]\nhooksPath = HOOKS',
    trigger: ['update-index', '--refresh', '--force-write-index'],
  },
  { name: 'diff.external', config: '[diff]\nexternal = CANARY', trigger: ['diff'] },
  {
    name: 'a driver of diffs',
    config: '[diff "evil"]\ncommand = CANARY',
    attributes: '* diff=evil',
    trigger: ['diff'],
  },
  {
    name: 'a textconv',
    config: '[diff "evil"]\ntextconv = CANARY',
    attributes: '* diff=evil',
    trigger: ['diff'],
  },
  {
    name: 'a filter that cleans',
    config: '[filter "evil"]\nclean = CANARY',
    attributes: '* filter=evil',
    trigger: ['diff', '--raw', 'HEAD'],
  },
  {
    name: 'a filter with dots',
    config: '[filter "a.B\\"c"]\nclean = CANARY\nrequired',
    attributes: '* filter=a.B"c',
    trigger: ['diff', '--raw', 'HEAD'],
  },
  {
    name: 'a filter without a name',
    config: '[filter ""]\nclean = CANARY',
    attributes: '* filter=',
    trigger: ['diff', '--raw', 'HEAD'],
  },
  {
    name: 'a filter that is a process',
    config: '[filter "evil"]\nprocess = CANARY\nrequired = true',
    attributes: '* filter=evil',
    trigger: ['diff', '--raw', 'HEAD'],
  },
  {
    name: 'a driver of merges',
    config: '[merge "evil"]\ndriver = CANARY',
    attributes: '* merge=evil',
  },
  { name: 'what is included', config: '[include]\npath = INCLUDED', trigger: ['status'] },
  {
    name: 'what is included for this folder',
    config: '[includeIf "gitdir:**"]\npath = INCLUDED',
    trigger: ['status'],
  },
  {
    name: 'aliases of what is asked',
    config:
      '[alias]\ndiff = !CANARY\nrev-parse = !CANARY\nls-files = !CANARY\nconfig = !CANARY\ncat-file = !CANARY',
  },
  {
    name: 'pagers',
    config: '[core]\npager = CANARY\n[pager]\ndiff = CANARY\nconfig = CANARY',
    trigger: ['-p', 'diff'],
  },
  {
    name: 'helpers and editors',
    config:
      '[core]\neditor = CANARY\naskPass = CANARY\nsshCommand = CANARY\ngitProxy = CANARY\nalternateRefsCommand = CANARY\n[credential]\nhelper = !CANARY\n[gpg]\nprogram = CANARY\n[sequence]\neditor = CANARY',
  },
  {
    name: 'a protocol that is a program, allowed',
    config:
      '[protocol "ext"]\nallow = always\n[remote "origin"]\nurl = ext::CANARY\nuploadpack = CANARY\nvcs = canary\n[url "ext::CANARY"]\ninsteadOf = x',
    trigger: ['fetch'],
  },
  {
    name: 'updates of submodules',
    config: '[submodule "s"]\nupdate = !CANARY\nactive = true\n[submodule]\nrecurse = true',
  },
];

describe('a museum of repositories whose configuration runs something', () => {
  const script = (text: string) =>
    text
      .replaceAll('CANARY', canary)
      .replaceAll('HOOKS', path.join(repository.root, 'hooks'))
      .replaceAll('INCLUDED', path.join(repository.root, 'included'));

  async function hang({ config, attributes }: Exhibit) {
    const hooks = path.join(repository.root, 'hooks');
    await mkdir(hooks);
    for (const name of ['post-index-change', 'pre-commit', 'post-checkout', 'fsmonitor-watchman'])
      await writeFile(path.join(hooks, name), `#!/bin/sh\n${canary}\n`, { mode: 0o755 });
    await writeFile(path.join(repository.root, 'included'), `[core]\nfsmonitor = ${canary}\n`);
    if (attributes !== undefined) await repository.write({ '.gitattributes': `${attributes}\n` });
    const own = path.join(repository.folder, '.git', 'config');
    await writeFile(own, `${await readFile(own, 'utf8')}\n${script(config)}\n`);
    // As large as before: git has to look into it.
    await repository.write({ 'a.js': 'no\n', 'b.js': `'${accessToken()}'\n` });
  }

  it.each(EXHIBITS)('$name: nothing is run', async (exhibit) => {
    await hang(exhibit);
    const staged = await checked(['--staged'], 'sub');
    expect([staged.exceeded, staged.stderr, await sung()]).toEqual([undefined, '', []]);
    const since = await checked(['--since', 'HEAD']);
    expect([since.exceeded, since.stderr, await sung()]).toEqual([undefined, '', []]);
    // And what is there is found.
    expect(since.stdout).toContain('"b.js"');
  });

  it.each(EXHIBITS.filter(({ trigger }) => trigger))(
    '$name: git itself runs it, so that the exhibit is live',
    async (exhibit) => {
      await hang(exhibit);
      await repository.git(...(exhibit.trigger ?? [])).catch(() => undefined);
      if (exhibit.name === 'pagers') return; // without a terminal git pages nothing
      expect(await sung()).not.toEqual([]);
    },
  );

  // `-c` ends a name at the first "=", and an argument of a program is UTF-8.
  it.each(['[filter "a=b"]', '[filter "\xff"]'])(
    'a filter whose name cannot be given to git again, %j: refused',
    async (section) => {
      const attribute = `* filter=${section.slice('[filter "'.length, -2)}\n`;
      await repository.write({ '.gitattributes': Buffer.from(attribute, 'latin1') });
      const own = path.join(repository.folder, '.git', 'config');
      await appendFile(own, Buffer.from(`${section}\nclean = ${canary}\n`, 'latin1'));
      await repository.write({ 'a.js': 'no\n' });
      for (const args of [['--staged'], ['--since', 'HEAD']]) {
        const { code, stderr } = await checked(args);
        expect([code, await sung()]).toEqual([2, []]);
        expect(stderr).toContain('a filter with a name');
      }
      await repository.git('diff', '--raw', 'HEAD').catch(() => undefined);
      expect(await sung(), 'git itself runs it').not.toEqual([]);
    },
  );

  it('a submodule with a configuration of its own: it is not entered', async () => {
    const inner = repository.at('module');
    await repository.git('init', '--quiet', 'module');
    await inner.commit({ 'x.js': 'ok\n' });
    await repository.git('add', 'module');
    await repository.git('commit', '--quiet', '--message', 'x');
    await inner.git('config', 'core.fsmonitor', canary);
    await inner.git('config', 'filter.evil.clean', canary);
    await inner.write({ '.gitattributes': '* filter=evil\n', 'x.js': 'no\n' });
    await repository.git('config', 'diff.ignoreSubmodules', 'none');
    for (const args of [['--staged'], ['--since', 'HEAD']]) {
      expect((await checked(args)).stderr).toBe('');
      expect(await sung()).toEqual([]);
      // Where it is what is checked, it is a repository like any other.
      await checked(args, 'module');
      expect(await sung()).toEqual([]);
    }
    await repository.git('diff', '--raw', 'HEAD').catch(() => undefined);
    expect(await sung(), 'git itself enters it').not.toEqual([]);
  });

  it('a work tree of such a repository, and one that borrows objects: nothing is run', async () => {
    await repository.git('worktree', 'add', '--quiet', '../tree');
    await repository.git('clone', '--quiet', '--shared', '.', '../borrower');
    await repository.git('config', 'core.fsmonitor', canary);
    await repository.git('config', 'core.alternateRefsCommand', canary);
    for (const folder of ['../tree', '../borrower']) {
      const other = repository.at(folder);
      if (folder === '../borrower') await other.git('config', 'core.fsmonitor', canary);
      await other.write({ 'a.js': `'${accessToken()}'\n` });
      const { code, stderr, stdout } = await checked(['--since', 'HEAD'], folder);
      expect([code, stderr, await sung()]).toEqual([1, '', []]);
      expect(stdout).toContain('"a.js"');
      await other.git('status');
      expect(await sung(), 'git itself runs it').not.toEqual([]);
      await rm(nest, { recursive: true });
      await mkdir(nest);
    }
  });

  it('a bare repository whose work tree is the one around it: refused', async () => {
    await repository.write({
      'evil/HEAD': 'ref: refs/heads/main\n',
      'evil/config': `[core]\nrepositoryformatversion = 0\nbare = false\nworktree = ..\nfsmonitor = ${canary}\n`,
      'evil/objects/x': '',
      'evil/refs/x': '',
    });
    for (const args of [['--staged'], ['--since', 'HEAD']]) {
      const { code, stderr } = await checked(args, 'evil');
      expect([code, await sung()]).toEqual([2, []]);
      expect(stderr).toContain('in no git repository with files');
    }
  });

  it.runIf(process.platform !== 'win32').each([
    ['core.attributesFile', 'is not read'],
    ['diff.orderFile', 'is not read'],
    ['core.excludesFile', 'is not read'],
  ])('a device as %s %s', async (key) => {
    await repository.git('config', key, '/dev/zero');
    await repository.write({ 'a.js': `'${accessToken()}'\n` });
    const { code, stderr, seconds } = await checked(['--since', 'HEAD']);
    expect([code, stderr]).toEqual([1, '']);
    expect(seconds).toBeLessThan(30);
  });

  it('a bare repository in a folder of another: refused', async () => {
    await repository.write({
      'evil/HEAD': 'ref: refs/heads/main\n',
      'evil/config': `[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\nfsmonitor = ${canary}\n`,
      'evil/objects/x': '',
      'evil/refs/x': '',
    });
    const evil = path.join(repository.folder, 'evil');
    await runFile('git', ['status'], { cwd: evil, env: repository.env }).catch(() => undefined);
    expect(await sung()).not.toEqual([]);
    await rm(nest, { recursive: true });
    await mkdir(nest);
    for (const args of [['--staged'], ['--since', 'HEAD']]) {
      const { code, stderr } = await checked(args, 'evil');
      expect(code).toBe(2);
      expect(stderr).toContain('in no git repository with files');
    }
    expect(await sung()).toEqual([]);
  });

  it('a .git file that leads to such a folder: nothing is run', async () => {
    await runFile('git', ['init', '--quiet', '--bare', 'evil.git'], {
      cwd: repository.folder,
      env: repository.env,
    });
    await repository.write({
      'evil.git/config': `[core]\nrepositoryformatversion = 0\nbare = false\nworktree = ../lure\nfsmonitor = ${canary}\n`,
      'lure/.git': 'gitdir: ../evil.git\n',
      'lure/a.js': accessToken(),
    });
    await checked(['--staged'], 'lure');
    await checked(['--since', 'HEAD'], 'lure');
    expect(await sung()).toEqual([]);
  });

  it('a .git file whose repository claims the work tree around it: refused', async () => {
    await repository.git('init', '--quiet', '--separate-git-dir', 'own.git', 'lure');
    await repository.write({
      'own.git/config': `[core]\nrepositoryformatversion = 0\nbare = false\nworktree = ${repository.folder}\n`,
      'a.js': `'${accessToken()}'\n`,
    });
    await repository.git('add', 'a.js');
    const { code, stderr } = await checked(['--staged'], 'lure');
    expect(code).toBe(2);
    expect(stderr).toContain('core.worktree');
  });

  it('a work tree elsewhere: refused, and nothing there is read', async () => {
    await writeFile(path.join(repository.root, 'outside.js'), accessToken());
    await repository.git('config', 'core.worktree', repository.root);
    const { code, stderr } = await checked(['--since', 'HEAD']);
    expect(code).toBe(2);
    expect(stderr).toContain('core.worktree');
  });

  it('contents that a remote would have to be asked for: nothing is asked', async () => {
    const blob = (await repository.git('rev-parse', 'HEAD:a.js')).trim();
    await repository.write({ 'a.js': `'${accessToken()}'\n` });
    await repository.git('config', 'core.repositoryFormatVersion', '1');
    await repository.git('config', 'extensions.partialClone', 'origin');
    await repository.git('config', 'remote.origin.promisor', 'true');
    await repository.git('config', 'remote.origin.url', `ext::${canary}`);
    await repository.git('config', 'protocol.ext.allow', 'always');
    await rm(path.join(repository.folder, '.git/objects', blob.slice(0, 2), blob.slice(2)), {
      force: true,
    });
    await repository.git('cat-file', '-p', blob).catch(() => undefined);
    expect(await sung(), 'git itself asks').not.toEqual([]);
    await rm(nest, { recursive: true });
    await mkdir(nest);
    const { code, stderr } = await checked(['--since', 'HEAD']);
    expect([code, await sung()]).toEqual([2, []]);
    expect(stderr).toContain('Nothing is fetched here');
  });

  it.runIf(process.platform !== 'win32')(
    'a pipe in the place of a file: git is ended',
    async () => {
      await runFile('mkfifo', [path.join(repository.folder, '.gitignore')]);
      const git = await gitIn({ cwd: repository.folder, env: repository.env });
      const asked = ask({ ...git, deadline: 500 }, ['ls-files', '--others', '--exclude-standard']);
      await expect(asked).rejects.toThrow(GitError);
      await expect(asked).rejects.toThrow('within 0.5 seconds');
    },
  );
});

describe.skipIf(process.platform === 'win32')('what is no attack works as before', () => {
  /** Makes the built command line the pre-commit hook, as docs/command-line.md has it, and commits. */
  async function committed(at: Repository, ...args: string[]): Promise<string> {
    const hooks = (await at.git('rev-parse', '--git-path', 'hooks')).trim();
    const hook = path.join(path.resolve(at.folder, hooks), 'pre-commit');
    await mkdir(path.dirname(hook), { recursive: true });
    const run = `exec '${process.execPath}' '${CLI}' check --staged --max-warnings 0`;
    await writeFile(hook, `#!/bin/sh\n${run}\n`, { mode: 0o755 });
    const env = { ...at.env, NO_COLOR: '1' };
    return runFile('git', ['commit', '--message', 'x', ...args], { cwd: at.folder, env }).then(
      () => 'committed',
      ({ stdout, stderr }) => `${stdout}${stderr}`,
    );
  }

  it('a commit of everything, of a path, of what was added, from a folder inside', async () => {
    await repository.write({ 'a.js': `'${accessToken()}'\n`, 'b.js': 'fine\n' });
    expect(await committed(repository, '--all')).toContain('a.js');
    expect(await committed(repository, 'b.js')).toBe('committed');
    expect(await committed(repository, 'a.js')).toContain('a.js');
    await repository.git('add', 'a.js');
    expect(await committed(repository.at('sub'))).toContain('a.js');
  });

  it('a commit in a linked work tree, and in a submodule', async () => {
    await repository.git('worktree', 'add', '--quiet', '../tree');
    await repository.git(
      ...['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add'],
      ...[repository.folder, 'module'],
    );
    for (const folder of ['../tree', 'module']) {
      const other = repository.at(folder);
      await other.write({ 'b.js': 'fine\n' });
      expect(await committed(other, '--all')).toBe('committed');
      await other.write({ 'b.js': `'${accessToken()}'\n` });
      expect(await committed(other, '--all')).toContain('b.js');
    }
  });

  it('a repository whose parts lie apart, named by the environment', async () => {
    const env = { ...repository.env };
    const apart = path.join(repository.root, 'apart.git');
    await runFile('git', ['init', '--quiet', '--bare', apart], { env });
    const GIT_DIR = apart;
    const GIT_WORK_TREE = path.join(repository.root, 'home');
    await mkdir(path.join(GIT_WORK_TREE, 'sub'), { recursive: true });
    await writeFile(path.join(GIT_WORK_TREE, 'sub/a.js'), `'${accessToken()}'\n`);
    await runFile('git', ['add', '.'], {
      cwd: GIT_WORK_TREE,
      env: { ...env, GIT_DIR, GIT_WORK_TREE },
    });
    const { code, stdout } = await runContained(CLI, ['check', '--staged'], {
      cwd: GIT_WORK_TREE,
      env: { ...env, GIT_DIR, GIT_WORK_TREE },
    });
    expect(stdout).toContain('sub/a.js');
    expect(code).toBe(1);
  });
});

describe('the git that is run', () => {
  const found = (PATH: string, cwd = repository.folder) => findGit({ PATH }, cwd);

  beforeEach(async () => {
    for (const folder of ['.', 'node_modules/.bin', 'tools'])
      await repository.write({ [path.join(folder, 'git')]: '#!/bin/sh\n' });
    for (const folder of ['.', 'node_modules/.bin', 'tools'])
      await chmod(path.join(repository.folder, folder, 'git'), 0o755);
  });

  it('is none of the repository', () => {
    const { folder } = repository;
    const own = [
      '',
      '.',
      folder,
      path.join(folder, 'tools'),
      path.join(folder, 'node_modules/.bin'),
      'tools',
    ];
    expect(found(own.join(path.delimiter))).toBeUndefined();
    expect(found(path.join(folder, 'node_modules/.bin'), path.join(folder, 'sub'))).toBeUndefined();
    const real = found([...own, process.env['PATH']].join(path.delimiter));
    expect(real && path.isAbsolute(real)).toBe(true);
    expect(real?.startsWith(folder)).toBe(false);
  });

  it('is git.exe on Windows, and no script', () => {
    const env = { Path: path.join(repository.folder, 'tools') };
    expect(findGit(env, `${repository.root}-elsewhere`, 'win32')).toBeUndefined();
  });

  it('is said to be missing where there is none', async () => {
    const asked = ask({ cwd: repository.folder, env: { PATH: '' } }, ['status']);
    await expect(asked).rejects.toThrow('it was not found');
  });
});
