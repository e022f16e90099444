import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** Where commands of a project's packages lie: what is there was written by whoever wrote the project. */
const PACKAGES = path.join('node_modules', '.bin');

/**
 * The absolute path of git, from PATH alone. A name would be looked for in the working directory first on Windows, where anybody's
 * repository is; so would a relative entry of PATH anywhere. Entries within the working directory, and the commands of packages,
 * belong to the repository too.
 *
 * @returns undefined where there is none
 */
export function findGit(
  env: NodeJS.ProcessEnv,
  cwd: string,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  const isWindows = platform === 'win32';
  // On Windows environments are copied into objects that are case-sensitive.
  const name = isWindows ? Object.keys(env).find((each) => /^path$/i.test(each)) : 'PATH';
  const entries = (env[name ?? 'PATH'] ?? '').split(path.delimiter);
  return entries
    .map((entry) => (isWindows ? entry.replaceAll('"', '') : entry))
    .filter((entry) => path.isAbsolute(entry) && !isOfProject(path.resolve(entry), cwd))
    .map((entry) => path.join(entry, isWindows ? 'git.exe' : 'git'))
    .find(isExecutable);
}

function isOfProject(entry: string, cwd: string): boolean {
  const relative = path.relative(cwd, entry);
  const isWithin = !relative.startsWith('..') && !path.isAbsolute(relative);
  return isWithin || entry.endsWith(path.sep + PACKAGES);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
