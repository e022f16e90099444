import { lstatSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import os from 'node:os';
import path from 'node:path';

/** What types of Node.js 20 do not know. */
type Compiling = typeof module & { enableCompileCache?: (folder: string) => unknown };

/**
 * Keeps what this program is compiled to, for its next run, where Node.js can (22.1 and newer). Compiled code is run as it is found, so it is
 * kept where nobody but the user can write: not in a temporary folder, which users of a machine share. Where there is no such folder, nothing
 * is kept.
 */
export function keepCompiledCode(env: NodeJS.ProcessEnv): void {
  const { enableCompileCache }: Compiling = module;
  const folder = enableCompileCache && privateFolder(cacheFolder(env));
  if (folder) enableCompileCache(folder);
}

/**
 * Where a user's programs keep what they can make again; undefined where the machine does not say. Sources: XDG Base Directory
 * Specification (a relative path there is to be ignored), Apple's "File System Programming Guide", Microsoft's "KNOWNFOLDERID".
 */
export function cacheFolder(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
  home: string = os.homedir(),
): string | undefined {
  if (platform === 'win32') return absolute(env['LOCALAPPDATA']);
  if (platform === 'darwin') return absolute(path.join(home, 'Library', 'Caches'));
  return absolute(env['XDG_CACHE_HOME']) ?? absolute(path.join(home, '.cache'));
}

function absolute(folder: string | undefined): string | undefined {
  return folder !== undefined && path.isAbsolute(folder) ? folder : undefined;
}

/**
 * A folder of this program's own below another, made if it is not there. Undefined where somebody else could write in it: where it, or the
 * folder that it is in, is a link, another user's, or open to others.
 */
export function privateFolder(parent: string | undefined): string | undefined {
  if (parent === undefined) return undefined;
  const folder = path.join(parent, 'cartotoken');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOwn(parent, 0o022) && isOwn(folder, 0o077) ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** @param denied the rights that nobody else may have, as in a file's mode; on Windows a profile's folders are its user's by themselves */
function isOwn(folder: string, denied: number): boolean {
  const stats = lstatSync(folder);
  if (!stats.isDirectory()) return false;
  return (
    process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & denied) === 0)
  );
}
