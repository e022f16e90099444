import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { redact } from '../../core/credentials/redact.ts';
import { findGit } from './find-git.ts';

/** What was asked of git cannot be had: the message is a sentence of cause and remedy. */
export class GitError extends Error {}

/** Where git is asked, and with what environment: in a hook that names the index, too. */
export interface Git {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The filters of `.gitattributes` that are configured: none of them is run. */
  readonly filters?: readonly string[];
  /** How long it may take for one answer, in milliseconds. */
  readonly deadline?: number;
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
  const { child, ended, answered } = start(git, args);
  child.stdin.end();
  const [code, stdout, says] = await answered(
    Promise.all([ended, buffer(child.stdout), text(child.stderr)]),
  );
  return { code, stdout, says: redact(says.trim()) };
}

/** How git says that it does not have a content. */
const MISSING = /unable to read|missing (?:blob|object)|lazy fetching disabled/;
/** What to do then: what a repository says of its remote is not followed. */
export const FETCH_FIRST =
  'Nothing is fetched here: in a partial clone do it first ("git fetch --refetch --no-filter"); else "git fsck" says what is broken.';

/** What git prints. @throws GitError where it fails */
export async function answerOf(git: Git, args: readonly string[]): Promise<Buffer> {
  const { code, stdout, says } = await ask(git, args);
  if (code === 0) return stdout;
  const reason = says || `it ended with ${code}`;
  const remedy = MISSING.test(says) ? `. ${FETCH_FIRST}` : '';
  throw new GitError(`git ${args[0]} failed: ${reason}${remedy}`);
}

/** The parts of an answer to `-z`. */
export function parts(stdout: Buffer): string[] {
  return stdout.toString('utf8').split('\0').slice(0, -1);
}

interface Started {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  /** The exit code. @throws GitError where it did not start, or took too long for an answer */
  readonly ended: Promise<number>;
  /** Waits for something of it, and ends it where that takes too long. */
  answered<T>(answer: Promise<T>): Promise<T>;
}

/**
 * What a repository's own configuration must not decide, whatever stands in it: that anything is run, or asked for over a network.
 * Source: git's pages "git-config", "git" (environment variables) and "gitattributes".
 */
const HARDENED: readonly string[] = [
  // A folder of a repository may itself look like a repository, with a configuration that was cloned along.
  'safe.bareRepository=explicit',
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.untrackedCache=false',
  'core.pager=cat',
  'core.editor=false',
  'core.askPass=',
  'core.sshCommand=false',
  'core.gitProxy=',
  'core.alternateRefsCommand=false',
  'credential.helper=',
  'diff.external=',
  'diff.ignoreSubmodules=all',
  // The index is not written, which would run a hook.
  'diff.autoRefreshIndex=false',
  // Read whatever it is.
  'core.attributesFile=',
  'submodule.recurse=false',
  'gpg.program=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'protocol.allow=never',
];

/** The same for what the environment decides, and that nobody is asked anything. */
const ENVIRONMENT = {
  LC_ALL: 'C',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_TERMINAL_PROMPT: '0',
  GIT_NO_LAZY_FETCH: '1',
  // Over what a repository allows by the name of a protocol: one that there is not.
  GIT_ALLOW_PROTOCOL: 'none-is-allowed',
  // One allocation of more ends git, so that a device in the place of a file does not take all memory.
  GIT_ALLOC_LIMIT: '1g',
  GIT_PAGER: 'cat',
  GIT_EDITOR: 'false',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  GIT_SSH_COMMAND: 'false',
  GIT_EXTERNAL_DIFF: undefined,
  NoDefaultCurrentDirectoryInExePath: '1',
} as const satisfies NodeJS.ProcessEnv;

/** How long git may take for one answer, in milliseconds: a pipe that a repository has in the place of a file keeps it waiting for ever. */
const DEADLINE = 120_000;

/** Starts git, which is told that it runs nothing and changes nothing, not even to be faster the next time. @throws GitError where there is none */
export function start(git: Git, args: readonly string[]): Started {
  const { cwd, env, filters = [], deadline = DEADLINE } = git;
  const executable = findGit(env, cwd);
  if (executable === undefined) {
    throw new GitError('git cannot be run: it was not found. Install git, and put it on the PATH.');
  }
  const settings = [...HARDENED, ...filters.flatMap(without)].flatMap((each) => ['-c', each]);
  const child = spawn(executable, ['--no-pager', ...settings, ...args], {
    cwd,
    env: { ...env, ...ENVIRONMENT },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  // It may end before it has read everything: how it ended says why.
  child.stdin.on('error', () => undefined);
  let isLate = false;
  const ended = new Promise<number>((resolve, reject) => {
    child.on('error', ({ message }) => {
      reject(
        new GitError(`git cannot be run: ${redact(message)}. Install git, and put it on the PATH.`),
      );
    });
    child.on('close', (code) => {
      if (!isLate) return resolve(code ?? 1);
      reject(
        new GitError(
          `git ${args[0]} did not answer within ${deadline / 1000} seconds, and was ended. Is a pipe or a device in the place of a file ` +
            'of this repository (.gitignore, .git/index)? Name files and folders without --staged and --since.',
        ),
      );
    });
  });
  ended.catch(() => undefined); // told to whoever waits for the end, which may be later
  return {
    child,
    ended,
    async answered(answer) {
      const clock = setTimeout(() => {
        isLate = true;
        child.kill('SIGKILL');
      }, deadline);
      try {
        return await answer;
      } finally {
        clearTimeout(clock);
      }
    },
  };
}

/** What the settings of filters begin with. */
const FILTER = 'filter.';

/** A filter that does nothing: contents are compared and read as they are on disk. */
function without(filter: string): string[] {
  return [
    `filter.${filter}.clean=`,
    `filter.${filter}.smudge=`,
    `filter.${filter}.process=`,
    `filter.${filter}.required=false`,
  ];
}

/**
 * git in a folder, with every filter of `.gitattributes` that is configured there taken out: git would run one to compare a file with
 * what is committed.
 *
 * @throws GitError where its configuration cannot be read
 */
export async function gitIn({ cwd, env }: Pick<Git, 'cwd' | 'env'>): Promise<Git> {
  const git = { cwd, env };
  const keys = ['config', '--null', '--name-only', '--get-regexp', '^filter\\.'];
  const { code, stdout, says } = await ask(git, keys);
  // 1: there are none.
  if (code > 1) throw new GitError(`git cannot read its configuration here: ${says}`);
  const filters = new Set<string>();
  for (const key of parts(stdout)) {
    const end = key.lastIndexOf('.');
    if (end >= FILTER.length) filters.add(key.slice(FILTER.length, end));
  }
  // `-c` ends a name at its first "=", and takes no bytes that are no UTF-8.
  if ([...filters].some((name) => /[=\n\ufffd]/.test(name))) {
    throw new GitError(
      'the configuration here has a filter with a name that cannot be given to git again, so it cannot be kept from running. ' +
        '"git config --list" lists it under "filter.": remove it, or name files and folders without --staged and --since.',
    );
  }
  return { ...git, filters: [...filters] };
}
