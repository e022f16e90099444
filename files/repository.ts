import { stat } from 'node:fs/promises';
import path from 'node:path';

/** The folder of the repository that a folder is in, which may be itself; undefined where it is in none. */
export async function repositoryOf(folder: string): Promise<string | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    const isTop = await stat(path.join(at, '.git')).then(
      () => true,
      () => false,
    );
    if (isTop) return at;
    if (path.dirname(at) === at) return undefined;
  }
}
