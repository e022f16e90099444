import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What a contained process may use up before it is ended. */
export interface Limits {
  readonly seconds: number;
  /** Of resident memory with that of the processes it starts (measured where there is /proc), and of JavaScript's heap everywhere. */
  readonly megabytes: number;
}

export interface ContainedOptions {
  readonly cwd?: string;
  /** Added to the environment. */
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Buffer;
  readonly limits?: Partial<Limits>;
}

/** How a contained process ended. */
export interface Ended {
  /** Undefined where it was ended by a signal. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Which limit it went over, if it did. */
  readonly exceeded: keyof Limits | undefined;
  readonly seconds: number;
  /** The most resident memory seen; 0 where there is no /proc. */
  readonly megabytes: number;
}

/**
 * A busy machine is not an attack, so these are far above what any of them takes. An attack that grows with its input is told by
 * comparing two sizes, not by the clock.
 */
const DEFAULT_LIMITS: Limits = { seconds: 60, megabytes: 1024 };
/** How often memory is measured, in ms. */
const MEASURED_EVERY = 50;
const PAGE = 4096;
const MEGABYTE = 1024 * 1024;

/**
 * Runs a Node.js program (`dist/cli.js`, `dist/server.js` or a file of `test/attacks/programs`) in a process and group of its own, and
 * kills the group where it goes over a limit: a hang fails its test, and does not hang the suite.
 */
export function runContained(
  program: string,
  args: readonly string[],
  { cwd, env, input, limits }: ContainedOptions = {},
): Promise<Ended> {
  const { seconds, megabytes } = { ...DEFAULT_LIMITS, ...limits };
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      `--max-old-space-size=${megabytes}`,
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      program,
      ...args,
    ],
    {
      cwd,
      env: { ...process.env, ...env },
      detached: process.platform !== 'win32',
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  let exceeded: Ended['exceeded'];
  let most = 0;
  const end = (limit: keyof Limits) => {
    exceeded ??= limit;
    killGroup(child.pid);
  };
  const clock = setTimeout(end, seconds * 1000, 'seconds');
  const scales = setInterval(() => {
    most = Math.max(most, residentMegabytes(child.pid));
    if (most > megabytes) end('megabytes');
  }, MEASURED_EVERY);

  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin.on('error', () => undefined); // it may end before it has read everything
  child.stdin.end(input);

  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(clock);
      clearInterval(scales);
      resolve({
        code: code ?? undefined,
        stdout: Buffer.concat(stdout).toString('utf8'),
        stderr: Buffer.concat(stderr).toString('utf8'),
        exceeded,
        seconds: (performance.now() - started) / 1000,
        megabytes: most,
      });
    });
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** Of a process and those that it has started. Source: proc(5), the second field of statm, and children. */
function residentMegabytes(pid: number | undefined): number {
  try {
    const own = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE;
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').match(/\d+/g) ?? [];
    return children.reduce((sum, child) => sum + residentMegabytes(Number(child)), own / MEGABYTE);
  } catch {
    return 0; // it has ended
  }
}
