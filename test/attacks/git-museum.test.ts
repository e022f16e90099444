import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findGit } from '../../cli/git/find-git.ts';
import { ask, GitError, gitIn } from '../../cli/git/git.ts';
import { Repository } from '../cli/repository.ts';
import { runContained } from '../support/contained.ts';
import { accessToken } from '../support/synthetic.ts';

const runFile = promisify(execFile);
const CLI = path.resolve('dist/cli.js');

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
    name: 'a filter with dots and blanks',
    config: '[filter "a.b c"]\nclean = CANARY\nrequired',
    attributes: '* filter=a.b',
    trigger: ['config', '--list'],
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

  it.each(EXHIBITS.filter(({ trigger, name }) => trigger && !name.includes('blanks')))(
    '$name: git itself runs it, so that the exhibit is live',
    async (exhibit) => {
      await hang(exhibit);
      await repository.git(...(exhibit.trigger ?? [])).catch(() => undefined);
      if (exhibit.name === 'pagers') return; // without a terminal git pages nothing
      expect(await sung()).not.toEqual([]);
    },
  );

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
