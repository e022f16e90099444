import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NEEDLES } from '../../core/credentials/prefilter.ts';
import { DOWNLOADS, OUT, ROOT } from '../lib/paths.mts';
import { Trouble } from '../lib/trouble.mts';
import { which } from '../lib/which.mts';

type Command = readonly [string, ...string[]];

/** A command that looks through the tree. */
export interface Tool {
  readonly name: 'cartotoken check' | 'rg' | 'secretlint';
  readonly command: Command;
}

/** What a run took. */
export interface Run {
  readonly milliseconds: number;
  /** Of the process at its largest, in megabytes; NaN where it is no Node.js. */
  readonly memory: number;
  /** What its threads have computed together, in milliseconds, whatever else the machine does; NaN where it is no Node.js. */
  readonly processor: number;
}

/** Our command line, looking through a folder. */
export function check(folder: string, ...options: string[]): Command {
  return [process.execPath, path.join(ROOT, 'dist/cli.js'), 'check', ...options, folder];
}

/** Us, and the tools that look through the same files. @param everything whether what git ignores is looked at as well */
export async function toolsFor(folder: string, everything: boolean): Promise<Tool[]> {
  const config = path.join(OUT, 'secretlintrc.json');
  const rules = [{ id: '@secretlint/secretlint-rule-preset-recommend' }];
  await writeFile(config, JSON.stringify({ rules }));
  // A folder that is named is searched, whether git ignores the folder itself or not.
  const some = ['--no-ignore-parent', '--glob', '!.git', '--glob', '!node_modules'];
  const ignores = everything ? ['--no-ignore'] : some;
  return [
    {
      name: 'cartotoken check',
      command: check(folder, ...(everything ? ['--no-ignore'] : [])),
    },
    {
      name: 'rg',
      command: [
        ripgrep(),
        ...['--hidden', '--files-with-matches', '--fixed-strings', ...ignores],
        ...NEEDLES.flatMap((needle) => ['-e', needle]),
        folder,
      ],
    },
    {
      name: 'secretlint',
      // In the folder: below another, what is in node_modules would be left out.
      command: [
        process.execPath,
        secretlint(),
        ...['--secretlintrc', config, ...(everything ? ['--no-gitignore'] : [])],
        '**/*',
      ],
    },
  ];
}

function secretlint(): string {
  const require = createRequire(import.meta.url);
  return path.join(path.dirname(require.resolve('secretlint/package.json')), 'bin/secretlint.js');
}

/** ripgrep, from PATH or from the VS Code that was downloaded for tests. @throws Trouble where there is none */
function ripgrep(): string {
  const onPath = which('rg');
  if (onPath) return onPath;
  const name = process.platform === 'win32' ? 'rg.exe' : 'rg';
  const end = path.join(`${process.platform}-${process.arch}`, name);
  const entries = existsSync(DOWNLOADS) ? readdirSync(DOWNLOADS, { recursive: true }) : [];
  const found = entries.find((entry) => `${entry}`.endsWith(end));
  if (found) return path.join(DOWNLOADS, `${found}`);
  throw new Trouble('rg is neither on PATH nor in a VS Code that `npm test` has downloaded.');
}

/** Runs a command to its end. What it finds is no failure. */
export async function measure([command, ...args]: Command, cwd: string): Promise<Run> {
  const report = path.join(OUT, 'usage.json');
  const hook = path.join(OUT, 'usage.cjs');
  await writeFile(hook, HOOK);
  await rm(report, { force: true });
  const isNode = command === process.execPath;
  const begun = performance.now();
  const child = spawn(command, isNode ? ['--require', hook, ...args] : args, {
    cwd,
    stdio: 'ignore',
    env: { ...process.env, USAGE: report },
  });
  await new Promise((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const milliseconds = performance.now() - begun;
  if (!isNode) return { milliseconds, memory: Number.NaN, processor: Number.NaN };
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(await readFile(report, 'utf8'));
  return {
    milliseconds,
    memory: maxRSS / 1024,
    processor: (userCPUTime + systemCPUTime) / 1000,
  };
}

/** Has a process of Node.js say what it has used, all threads together. */
const HOOK = `
if (require('node:worker_threads').isMainThread) {
  process.once('exit', () =>
    require('node:fs').writeFileSync(process.env.USAGE, JSON.stringify(process.resourceUsage())));
}
`;
