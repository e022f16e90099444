import { rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { onLeaving } from './leaving.mts';
import { ROOT } from './paths.mts';

/** The example that `npm start` and the tests inside VS Code open. */
export const STOREFRONT = path.join(ROOT, 'examples/storefront');

/** A new folder, which does not outlive this process. */
export async function temporaryFolder(name: string): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), `carto-tokens-${name}-`));
  onLeaving(() => removeFolder(folder));
  return folder;
}

/** Removes a folder that may still be written to by a process that is ending. */
export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** A copy of the storefront inside a folder. @returns its path */
export async function copyStorefront(folder: string): Promise<string> {
  const copy = path.join(folder, 'storefront');
  await cp(STOREFRONT, copy, { recursive: true });
  return copy;
}
