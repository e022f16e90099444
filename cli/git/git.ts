import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { redact } from '../../core/credentials/redact.ts';

/** What was asked of git cannot be had: the message is a sentence of cause and remedy. */
export class GitError extends Error {}

/** Where git is asked, and with what environment: in a hook that names the index, too. */
export interface Git {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** How git ended. */
export interface Answer {
  readonly code: number;
  readonly stdout: Buffer;
  /** What git said of a failure, without credentials. It is git's own English, whatever the language of the machine. */
  readonly says: string;
}

/** Runs git, and no shell. @throws GitError where there is none */
export async function ask(git: Git, args: readonly string[]): Promise<Answer> {
  const { child, ended } = start(git, args);
  child.stdin.end();
  const [code, stdout, says] = await Promise.all([ended, buffer(child.stdout), text(child.stderr)]);
  return { code, stdout, says: redact(says.trim()) };
}

/** What git prints. @throws GitError where it fails */
export async function answerOf(git: Git, args: readonly string[]): Promise<Buffer> {
  const { code, stdout, says } = await ask(git, args);
  if (code === 0) return stdout;
  throw new GitError(`git ${args[0]} failed: ${says || `it ended with ${code}`}`);
}

/** The parts of an answer to `-z`. */
export function parts(stdout: Buffer): string[] {
  return stdout.toString('utf8').split('\0').slice(0, -1);
}

interface Started {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** The exit code. @throws GitError where it did not start */
  readonly ended: Promise<number>;
}

/** Starts git, which is told that it changes nothing, not even to be faster the next time. */
export function start({ cwd, env }: Git, args: readonly string[]): Started {
  const child = spawn('git', args, {
    cwd,
    env: { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // It may end before it has read everything: how it ended says why.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      const reason = code === 'ENOENT' ? 'it was not found' : redact(message);
      reject(new GitError(`git cannot be run: ${reason}. Install git, and put it on the PATH.`));
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
  ended.catch(() => undefined); // told to whoever waits for the end, which may be later
  return { child, ended };
}
