import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.mts';
import { Trouble } from './trouble.mts';

/** Processes that this one started and that must not outlive it. */
const running = new Set<ChildProcess>();

// Not `once`: Ctrl-C comes twice, from the terminal and from bootstrap.mjs, and the second must not kill the tidying up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => leave(signal === 'SIGINT' ? 130 : 143));
}
// In a worker of the test runner: the runner is gone.
process.once('disconnect', () => leave(1));
process.once('exit', endAll);

function leave(exitCode: number): void {
  endAll();
  try {
    process.exit(exitCode);
  } catch {
    process.kill(process.pid, 'SIGKILL'); // a worker of Vitest's may not exit by itself
  }
}

function endAll(): void {
  for (const child of running) end(child);
}

/** Ends a process with all it has started. */
export function end(child: ChildProcess): void {
  running.delete(child);
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
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
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
  return new Promise((resolve) => {
    if (log) mkdirSync(path.dirname(log), { recursive: true });
    const child = start(command, args, { cwd, env, stdio: log ? 'pipe' : 'inherit' });
    if (log) {
      const file = createWriteStream(log, { flags: 'a' });
      child.stdout?.pipe(file, { end: false });
      child.stderr?.pipe(file, { end: false });
    }
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code ?? 1));
  });
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

/** The command of a development dependency, as arguments of the Node.js that runs this. */
export async function runTool(name: string, args: readonly string[]): Promise<number | undefined> {
  const shim = path.join(ROOT, 'node_modules', '.bin', name);
  return process.platform === 'win32'
    ? run('cmd', ['/c', `${shim}.cmd`, ...args])
    : run(shim, args);
}

/** npm, the one that runs this script where npm does. */
export function npmCommand(): [command: string, ...args: string[]] {
  const script = process.env['npm_execpath'];
  if (script?.endsWith('.js')) return [process.execPath, script];
  return process.platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm'];
}
