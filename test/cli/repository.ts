import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cartotokenIn, writeFiles } from './command-line.ts';

const runFile = promisify(execFile);

/** A real git repository in a folder of its own, on which the settings of this machine have no influence. */
export class Repository {
  /** The environment that git and `cartotoken` run with. */
  readonly env: NodeJS.ProcessEnv;

  readonly root: string;
  /** The folder of the work tree. */
  readonly folder: string;

  private constructor(root: string, folder: string) {
    this.root = root;
    this.folder = folder;
    const who = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, 'A. Tester'],
      [`GIT_${role}_EMAIL`, 'tester@example.com'],
    ]);
    // Tests may run in a hook, whose repository is not this one.
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
    this.env = {
      ...Object.fromEntries([...own, ...who]),
      GIT_CONFIG_GLOBAL: path.join(root, 'config'),
      GIT_CONFIG_NOSYSTEM: '1',
    };
  }

  static async make(): Promise<Repository> {
    const root = await realpath(await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-git-')));
    const repository = new Repository(root, path.join(root, 'work'));
    await writeFile(path.join(root, 'config'), '');
    await runFile('git', ['init', '--quiet', '--initial-branch=main', repository.folder], {
      env: repository.env,
    });
    return repository;
  }

  /** A work tree elsewhere, as `git worktree` and `git submodule` make them. */
  at(folder: string): Repository {
    return new Repository(this.root, path.resolve(this.folder, folder));
  }

  async git(...args: string[]): Promise<string> {
    const { stdout } = await runFile('git', args, { cwd: this.folder, env: this.env });
    return stdout;
  }

  write(contents: Readonly<Record<string, string | Buffer>>): Promise<void> {
    return writeFiles(this.folder, contents);
  }

  /** Writes files, and commits all there is. */
  async commit(contents: Readonly<Record<string, string | Buffer>>): Promise<void> {
    await this.write(contents);
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--no-verify', '--allow-empty', '--message', 'x');
  }

  /** Runs `cartotoken check` in the work tree, or a folder of it. */
  check(args: readonly string[], folder = '.', env: NodeJS.ProcessEnv = {}) {
    const cwd = path.join(this.folder, folder);
    return cartotokenIn(cwd, ['check', ...args], { ...this.env, ...env });
  }

  /** What `check --format json` finds: `<path>:<line> <rule>`, lines from 1. */
  async found(args: readonly string[], folder?: string, env?: NodeJS.ProcessEnv) {
    const { out, err } = await this.check([...args, '--format', 'json'], folder, env);
    if (err !== '') throw new Error(err);
    interface Diagnostic {
      readonly path: string;
      readonly rule: string;
      readonly range: { readonly start: { readonly line: number } };
    }
    return JSON.parse(out).diagnostics.map(
      ({ path, rule, range }: Diagnostic) => `${path}:${range.start.line + 1} ${rule}`,
    );
  }

  remove(): Promise<void> {
    return rm(this.root, { recursive: true, force: true });
  }
}
