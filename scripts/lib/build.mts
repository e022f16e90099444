import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { removeFolder, temporaryFolder } from './folders.mts';
import { OUT, ROOT } from './paths.mts';
import { mustRun } from './processes.mts';

/** Builds dist/ and the tests that run inside VS Code. @throws Trouble where that fails */
export async function build(): Promise<void> {
  await mustRun(process.execPath, [path.join(ROOT, 'esbuild.mjs')]);
}

/** Packages what `build` has built. @returns the package's path */
export async function packageExtension(folder = OUT): Promise<string> {
  const packagePath = path.join(folder, 'carto-tokens.vsix');
  // From a folder that holds nothing else: vsce looks at every file there is, and there are a hundred thousand here.
  const cwd = await temporaryFolder('package');
  const { files } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  for (const file of ['package.json', ...files]) {
    await cp(path.join(ROOT, file), path.join(cwd, file), { recursive: true, filter: isShipped });
  }
  // Everything is bundled, so the package needs no node_modules.
  await createVSIX({ cwd, packagePath, dependencies: false });
  removeFolder(cwd);
  return packagePath;
}

/** Source maps stay here: they hold every source again. */
function isShipped(file: string): boolean {
  return !file.endsWith('.map');
}
