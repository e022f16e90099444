import { readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessToken } from '../support/synthetic.ts';
import { Repository } from './repository.ts';

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly args: readonly string[];
  readonly language: string;
  readonly pass_filenames?: boolean;
}

const HOOKS = load(readFileSync('.pre-commit-hooks.yaml', 'utf8')) as readonly Hook[];
const { bin, scripts } = JSON.parse(readFileSync('package.json', 'utf8'));

let repository: Repository;

beforeEach(async () => {
  repository = await Repository.make();
});
afterEach(() => repository.remove());

describe('the hooks for pre-commit', () => {
  it.each(HOOKS)('$id stops a commit with a credential, and no other', async (hook) => {
    const [command = '', check, ...options] = hook.entry.split(' ');
    expect([bin[command], check]).toEqual(['dist/cli.js', 'check']);
    const run = (file: string) =>
      repository.check([
        ...options,
        ...hook.args,
        ...(hook.pass_filenames === false ? [] : [file]),
      ]);

    await repository.write({ 'a.js': 'ok\n', 'b.js': `t = '${accessToken()}';\n` });
    await repository.git('add', 'a.js');
    expect((await run('a.js')).code).toBe(0);
    await repository.git('add', 'b.js');
    expect((await run('b.js')).code).toBe(1);
  });

  it.each(HOOKS)('$id takes no file for an option', async ({ args, pass_filenames }) => {
    const names = ['--rule=hardcoded-access-token=off', '--no-ignore', '--staged', '--'];
    await repository.write(
      Object.fromEntries(names.map((name) => [name, `t = '${accessToken()}';\n`])),
    );
    await repository.git('add', '--all');
    const files = pass_filenames === false ? ['--staged', ...args] : [...args, ...names];
    const { code, out } = await repository.check(files);
    expect(code).toBe(1);
    for (const name of names) expect(out).toContain(`${name}\n`);
  });

  // pre-commit packs a fresh clone, which has no dist/, and takes for the package's name all that is printed.
  it('are built when they are packed, in silence', () => {
    for (const { language } of HOOKS) expect(language).toBe('node');
    expect(scripts.prepack).toBe('node esbuild.mjs');
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^foreground-scripts=false$/m);
  });
});
