import { type ChildProcess, type SpawnOptions, type StdioOptions, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { onLeaving } from './leaving.mts';
import { ROOT } from './paths.mts';
import { Trouble } from './trouble.mts';

/** Ends a process with all it has started. */
export function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') {
      spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    } else {
      process.kill(-child.pid, 'SIGTERM');
    }
  } catch {
    // It ended meanwhile.
  }
}

/** Starts a process that leads a group of its own, which ends with ours at the latest. */
export function start(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const child = spawn(command, args, { ...options, detached: process.platform !== 'win32' });
  onLeaving(() => end(child));
  return child;
}

/** Runs a batch file of Windows, whose path and arguments may hold blanks. */
export function runBatch(file: string, args: readonly string[]): Promise<number | undefined> {
  const line = [file, ...args].map((part) => `"${part}"`).join(' ');
  const options: SpawnOptions = { stdio: 'inherit', windowsVerbatimArguments: true };
  return exitCode(start('cmd', ['/d', '/s', '/c', `"${line}"`], options));
}

/** @returns a process's exit code once it has ended, or undefined where it could not be started */
function exitCode(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A file for the output instead of the terminal. */
  readonly log?: string;
}

/** Runs a command to its end. @returns its exit code, or undefined where there is no such command */
export function run(
  command: string,
  args: readonly string[],
  { cwd = ROOT, env = process.env, log }: RunOptions = {},
): Promise<number | undefined> {
  if (log) mkdirSync(path.dirname(log), { recursive: true });
  const output = log ? openSync(log, 'a') : undefined;
  const stdio: StdioOptions = output ? ['ignore', output, output] : 'inherit';
  const child = start(command, args, { cwd, env, stdio });
  if (output) closeSync(output);
  return exitCode(child);
}

/** As `run`. @throws Trouble unless the command ends well */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<void> {
  const code = await run(command, args, options);
  if (code === 0) return;
  const what = [path.basename(command), ...args].join(' ');
  const how = code === undefined ? 'was not found' : `failed with exit code ${code}`;
  throw new Trouble(`"${what}" ${how}${options.log ? `; its output is in ${options.log}` : ''}.`);
}

/**
 * Runs the command of a development dependency on the Node.js that runs this.
 *
 * @param name the package
 * @param command its command, where that has another name
 */
export function runTool(
  name: string,
  args: readonly string[],
  command = name,
): Promise<number | undefined> {
  const folder = path.join(ROOT, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const script = typeof bin === 'string' ? bin : bin[command];
  return run(process.execPath, [path.join(folder, script), ...args]);
}

/** npm, the one that runs this script where npm does. */
export function npmCommand(): [command: string, ...args: string[]] {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('.js')) return [process.execPath, script];
  return process.platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm'];
}
