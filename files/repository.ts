import { existsSync } from 'node:fs';
import path from 'node:path';

/** The folder of the repository that a folder is in, which may be itself; undefined where it is in none. */
export function repositoryOf(folder: string): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return at;
    if (path.dirname(at) === at) return undefined;
  }
}
