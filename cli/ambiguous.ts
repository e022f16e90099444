import { lstatSync } from 'node:fs';
import path from 'node:path';

/**
 * The first argument that is an option and the name of a file, where nothing says which is meant: whoever names files by a list or a
 * pattern (`cartotoken check *`) leaves it to the repository what is an option. Behind a `--` there are only files, and whoever writes
 * one has said what the options are.
 *
 * @param args what stands behind the name of a command
 */
export function ambiguousOption(args: readonly string[], cwd: string): string | undefined {
  if (args.includes('--')) return undefined;
  return args.find((arg) => arg.startsWith('-') && arg !== '-' && exists(path.resolve(cwd, arg)));
}

function exists(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // its name is too long for a file
  }
}
