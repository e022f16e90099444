import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runContained } from '../support/contained.ts';
import { accessToken } from '../support/synthetic.ts';

const TOKEN = `const token = '${accessToken()}';\n`;
/** A hang lasts as long as it is allowed to, and memory that grows has no end: both are far above what a scan takes. */
const IDENTITY = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
const CLI = path.resolve('dist/cli.js');
const LIMITS = { seconds: 60, megabytes: 700 };
vi.setConfig({ testTimeout: 2 * 1000 * LIMITS.seconds });

let folder: string;
/** Beside the folder that is scanned. */
let outside: string;

beforeEach(async () => {
  outside = await realpath(await mkdtemp(path.join(os.tmpdir(), 'cartotoken-no-files-')));
  folder = path.join(outside, 'workspace');
  await mkdir(folder);
  await put('found.js', TOKEN);
});
afterEach(() => rm(outside, { recursive: true, force: true }));

const at = (name: string) => path.join(folder, name);

async function put(name: string, text: string): Promise<void> {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), text);
}

function repository(name: string): void {
  execFileSync('git', ['init', '--quiet', at(name)]);
}

function check(...args: string[]) {
  return runContained(CLI, ['check', '--format=json', ...(args.length > 0 ? args : ['.'])], {
    cwd: folder,
    limits: LIMITS,
  });
}

/** What the language server says of the workspace, once it has said something of some files. @param open those that the editor shows */
async function serve(published: readonly string[], open: readonly string[] = []) {
  const program = 'test/attacks/programs/scan-workspace.ts';
  const args = [
    folder,
    ...published.flatMap((file) => ['--published', file]),
    ...open.flatMap((file) => ['--open', file]),
  ];
  const ended = await runContained(program, args, { limits: LIMITS });
  expect(ended).toMatchObject({ code: 0, exceeded: undefined });
  const { diagnostics, logged } = JSON.parse(ended.stdout);
  return { diagnostics, logged: logged.join('\n'), all: ended.stdout };
}

/** What is put in a file's place, and what is said of it. */
const IN_ITS_PLACE: Readonly<Record<string, (place: string) => Promise<void>>> = {
  'a named pipe': async (place) => void execFileSync('mkfifo', [place]),
  'a link to a named pipe': async (place) => {
    const pipe = await mkdtemp(path.join(outside, 'pipe-'));
    execFileSync('mkfifo', [path.join(pipe, 'pipe')]);
    await symlink(path.join(pipe, 'pipe'), place);
  },
  'a link to /dev/zero': (place) => symlink('/dev/zero', place),
  'a link to /dev/stdin': (place) => symlink('/dev/stdin', place),
  'a link to itself': (place) => symlink(place, place),
  'a socket': (place) =>
    new Promise((resolve) => {
      const server = net.createServer().listen(place, () => {
        sockets.push(server);
        resolve();
      });
    }),
};
const sockets: net.Server[] = [];
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.close();
});

/** Names that are opened because of what they are called, and whether it is said where they are no files. */
const OPENED_BY_NAME = {
  '.gitignore': true,
  'sub/.gitignore': true,
  '.cartotokenignore': true,
  'sub/.cartotokenignore': true,
  '.git/info/exclude': true,
  '.git/index': true,
  '.git': true,
  'package.json': true,
  // A walk passes over what is no file, as git does.
  'angular.json': false,
  '.env': false,
  'a.cartotoken.json': false,
};

/** For each of the names a repository in which it is asked for, and something else has it. */
async function prepare(kind: string): Promise<void> {
  for (const name of Object.keys(OPENED_BY_NAME)) {
    const folder = folderOf(name);
    if (name !== '.git') repository(folder);
    // What is ignored has git's index asked for, and what is found in an .env file has that asked about.
    if (name !== '.gitignore') await put(`${folder}/.gitignore`, '*.log\nignored/\n');
    await put(`${folder}/a.log`, '');
    await put(`${folder}/sub/found.js`, TOKEN);
    if (name !== '.env') await put(`${folder}/.env`, TOKEN);
    const place = `${folder}/${name}`;
    await mkdir(path.dirname(at(place)), { recursive: true });
    await rm(at(place), { force: true });
    await IN_ITS_PLACE[kind]?.(at(place));
  }
}

function folderOf(name: string): string {
  return `of-${name.replaceAll(/[./]+/g, '-')}`;
}

describe.skipIf(process.platform === 'win32')('what is opened by its name', () => {
  it.each(Object.keys(IN_ITS_PLACE))(
    '%s: the scan ends, and says what it left out',
    async (kind) => {
      await prepare(kind);
      const { code, stderr, stdout, exceeded } = await check();
      expect({ code, exceeded }).toEqual({ code: 2, exceeded: undefined });
      const said = stderr.trim().split('\n').sort();
      const expected = Object.entries(OPENED_BY_NAME)
        .filter(([, isSaid]) => isSaid)
        .map(([name]) => `cartotoken: cannot read ${folderOf(name)}/${name}: it is a `);
      expect(said.map((line) => line.slice(0, line.indexOf(': it is a ') + 10))).toEqual(
        expected.sort(),
      );
      for (const name of Object.keys(OPENED_BY_NAME))
        expect(stdout).toContain(`${folderOf(name)}/sub/found.js`);
    },
  );

  it.each(Object.keys(IN_ITS_PLACE))('%s: so does the language server’s', async (kind) => {
    await prepare(kind);
    const found = Object.keys(OPENED_BY_NAME).map((name) => `${folderOf(name)}/sub/found.js`);
    const { diagnostics, logged } = await serve(found);
    for (const name of found) {
      expect(diagnostics[pathToFileURL(at(name)).href]).toHaveLength(1);
    }
    for (const [name, isSaid] of Object.entries(OPENED_BY_NAME)) {
      expect(logged.includes(`${folderOf(name)}/${name} `)).toBe(isSaid);
    }
  });

  it.each(Object.keys(IN_ITS_PLACE))('%s that is named itself is said to be none', async (kind) => {
    await IN_ITS_PLACE[kind]?.(at('named.js'));
    const { code, stderr, exceeded } = await check('named.js', 'found.js');
    expect({ code, exceeded }).toEqual({ code: 2, exceeded: undefined });
    expect(stderr).toMatch(/^cartotoken: cannot read named\.js: /);
  });

  it('the patterns of a linked .gitignore are not taken, as git does not either', async () => {
    repository('.');
    await writeFile(path.join(outside, 'patterns'), 'sub/\n');
    await symlink(path.join(outside, 'patterns'), at('.gitignore'));
    await put('sub/found.js', TOKEN);
    const { code, stdout, stderr } = await check();
    expect(stdout).toContain('sub/found.js');
    expect(stderr).toContain('cannot read .gitignore: it is a symbolic link');
    expect(code).toBe(2);
  });

  it('nothing is quoted of a file outside that .cartotokenignore is a link to', async () => {
    const PRIVATE = 'private words of somebody else';
    await writeFile(path.join(outside, 'private'), `${PRIVATE}\n`);
    await symlink(path.join(outside, 'private'), at('.cartotokenignore'));
    const { stdout, stderr } = await check();
    expect(stdout + stderr).not.toContain('private');
    // Nor where the editor has it open.
    const { all, logged } = await serve(['found.js'], ['.cartotokenignore']);
    expect(all).not.toContain('private words');
    expect(logged).toContain('.cartotokenignore cannot be read: it is a symbolic link');
  });

  it('an ignore file larger than one can be is left out, and that is said', async () => {
    await put('.gitignore', `# ${'x'.repeat(2 * 1024 * 1024)}\n`);
    repository('.');
    const { code, stderr } = await check();
    expect(stderr).toContain('cannot read .gitignore: it is larger than 1 MB');
    expect(code).toBe(2);
  });
});

describe('a `.git` that says where git keeps a repository', () => {
  it('is believed where what it names says so too: of a worktree, and of a submodule', async () => {
    const git = (cwd: string, ...args: string[]) =>
      execFileSync('git', ['-c', 'protocol.file.allow=always', ...IDENTITY, ...args], {
        cwd: at(cwd),
        stdio: 'pipe',
      });
    repository('main');
    await put('main/.gitignore', 'ignored/\n');
    await put('main/ignored/tracked.js', TOKEN);
    git('main', 'add', '--force', '.');
    git('main', 'commit', '--quiet', '--message', 'first');
    git('main', 'worktree', 'add', '--quiet', at('worktree'));
    repository('outer');
    git('outer', 'submodule', '--quiet', 'add', at('main'), 'deep/sub');
    for (const folder of ['main', 'worktree', 'outer', 'outer/deep/sub']) {
      await put(`${folder}/ignored/not-tracked.js`, TOKEN);
    }
    const { stdout, stderr } = await check('main', 'worktree', 'outer');
    expect(stderr).toBe('');
    for (const folder of ['main', 'worktree', 'outer/deep/sub']) {
      expect(stdout).toContain(`${folder}/ignored/tracked.js`);
      expect(stdout).not.toContain(`${folder}/ignored/not-tracked.js`);
    }
  });

  it.each([
    ['another repository', () => path.join(outside, 'other/.git')],
    ['a folder of another machine', () => '//machine.example/share'],
    ['a folder of another machine on Windows', () => String.raw`\\machine.example\share`],
  ])('is not where it names %s', async (_, named) => {
    execFileSync('git', ['init', '--quiet', path.join(outside, 'other')]);
    await put('.git', `gitdir: ${named()}\n`);
    await put('.gitignore', 'ignored/\n');
    await put('ignored/a.js', TOKEN);
    const { code, stderr } = await check();
    expect(stderr).toMatch(/^cartotoken: cannot read \.git: it leads to /);
    expect(code).toBe(2);
  });
});

describe('what cannot be text', () => {
  it('is said of declarations, and of files that are named', async () => {
    await put('a.cartotoken.json', '{"name": "a\0"}');
    await put('image.png', '\0');
    const { code, stderr } = await check();
    expect(stderr).toMatch(/^cartotoken: cannot read a\.cartotoken\.json: it is binary/);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
    const named = await check('image.png');
    expect(named.stderr).toMatch(/^cartotoken: cannot read image\.png: it is binary/);
    expect(named.code).toBe(2);
  });
});
