import { stat } from 'node:fs/promises';
import path from 'node:path';
import { shown } from '../../core/wording.ts';
import { isWithin } from '../../files/within.ts';
import { answerOf, ask, type Git, GitError, parts } from './git.ts';

/** A file that a change has brought, or has made another of. */
export interface Change {
  /** Absolute. */
  readonly file: string;
  /** The name of what git is about to commit; undefined where the file counts as it is on disk. */
  readonly blob: string | undefined;
  /** Whether git has it, or it is new on disk. */
  readonly isTracked: boolean;
  /** What it was before: another file where it was renamed. Undefined where it is new. */
  readonly before: { readonly file: string; readonly blob: string } | undefined;
}

/** What git is about to commit: the index, whatever stands on disk. @throws GitError */
export async function stagedChanges(git: Git): Promise<Change[]> {
  const top = await topOf(git);
  return changesIn(await answerOf(git, [...DIFF, '--cached']), top);
}

/**
 * What has changed on disk since this branch left another revision: commits, changes that are not committed, and new files
 * that git does not ignore.
 *
 * @throws GitError
 */
export async function changesSince(git: Git, revision: string): Promise<Change[]> {
  const top = await topOf(git);
  const base = await leftAt(git, revision);
  const changed = changesIn(await answerOf(git, [...DIFF, base]), top);
  const untracked = await answerOf(git, UNTRACKED);
  return [
    ...changed.map((change) => ({ ...change, blob: undefined })),
    ...parts(untracked)
      .filter((name) => !name.endsWith('/')) // a repository inside this one
      .map((name) => ({
        file: path.join(top, name),
        blob: undefined,
        isTracked: false,
        before: undefined,
      })),
  ];
}

/** Lists changes with the names of their contents, the same whatever the user has configured. */
const DIFF = [
  ...['diff', '--raw', '-z', '--no-abbrev', '--no-relative', '--no-ext-diff', '--no-textconv'],
  ...['--find-renames', '--ignore-submodules=all', '--diff-filter=ACMRT'],
  '-O/dev/null', // in no order that a file says, which may be a device
];

/** The new files of the whole work tree, from wherever git is asked. */
const UNTRACKED = ['ls-files', '--others', '--exclude-standard', '-z', '--full-name', '--', ':/'];

/** `:<mode> <mode> <blob> <blob> <status>`, and then the path, or the old and the new one. Source: git, "diff-format". */
function changesIn(stdout: Buffer, top: string): Change[] {
  const changes: Change[] = [];
  const fields = parts(stdout).values();
  for (const field of fields) {
    const [oldMode = '', mode = '', oldBlob = '', blob = '', status = ''] = field
      .slice(1)
      .split(' ');
    const oldName = fields.next().value ?? '';
    const name = /^[RC]/.test(status) ? (fields.next().value ?? '') : oldName;
    // Links and submodules hold no text of their own.
    if (!isFile(mode)) continue;
    const before = isFile(oldMode) ? { file: path.join(top, oldName), blob: oldBlob } : undefined;
    changes.push({ file: path.join(top, name), blob, isTracked: true, before });
  }
  return changes;
}

function isFile(mode: string): boolean {
  return mode.startsWith('100');
}

/**
 * The top of the work tree: a folder that the working directory is in, and whose repository git has found there. A configuration may name
 * another.
 *
 * @throws GitError where there is none
 */
async function topOf(git: Git): Promise<string> {
  const { code, stdout, says } = await ask(git, [
    'rev-parse',
    '--is-inside-work-tree',
    '--show-cdup',
  ]);
  const [isInside, ...up] = stdout.toString('utf8').trimEnd().split('\n');
  if (code === 0 && isInside === 'true') {
    const top = path.resolve(git.cwd, up.join('\n'));
    if (isWithin(git.cwd, top) && (isNamed(git) || (await isOfDotGit(git, top)))) return top;
    throw new GitError(
      'the configuration of this repository names another folder as its work tree (core.worktree), so what has changed in this one is ' +
        'not known. Name files and folders without --staged and --since.',
    );
  }
  if (code === 0 || says.includes('not a git repository') || says.includes('bare repository')) {
    throw new GitError(
      'this folder is in no git repository with files, so nothing is staged or changed here. Run it in one, or name files ' +
        'and folders without --staged and --since.',
    );
  }
  throw new GitError(`git cannot use this repository: ${says}`);
}

/**
 * Whether the repository that git has found is the one that the `.git` of a folder is or leads to: a `.git` further in may say that its
 * work tree is this one, and then decide what has changed in it.
 */
async function isOfDotGit(git: Git, top: string): Promise<boolean> {
  const paths = [['--absolute-git-dir'], ['--resolve-git-dir', path.join(top, '.git')]].map(
    async (args) => {
      const { code, stdout } = await ask(git, ['rev-parse', ...args]);
      const named = stdout.toString('utf8').replace(/\r?\n$/, '');
      return code === 0 ? stat(path.resolve(git.cwd, named), { bigint: true }) : undefined;
    },
  );
  const [found, expected] = await Promise.all(paths);
  return found !== undefined && found.dev === expected?.dev && found.ino === expected.ino;
}

/** Whether the environment says which repository is meant, as in a hook: that is the user's own word, or git's. */
function isNamed({ env }: Git): boolean {
  return env['GIT_DIR'] !== undefined || env['GIT_WORK_TREE'] !== undefined;
}

/** The last commit that HEAD and a revision share. @throws GitError where there is no such revision, or nothing is shared */
async function leftAt(git: Git, revision: string): Promise<string> {
  // A revision may come from outside: it is never taken for an option, and what goes on from here is a name of git's.
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { code, stdout } = await ask(git, args);
  const commit = stdout.toString('utf8').trim();
  if (code !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) {
    throw new GitError(
      `--since: this repository has no revision "${shown(revision)}". Fetch it first, or name another.`,
    );
  }
  const shared = await ask(git, ['merge-base', 'HEAD', commit]);
  if (shared.code === 0) return shared.stdout.toString('utf8').trim();
  throw new GitError(
    `--since: HEAD and "${shown(revision)}" share no commit here. In a shallow clone fetch the whole history first ` +
      '(fetch-depth: 0).',
  );
}
