import path from 'node:path';
import { OUT, ROOT } from './paths.mts';
import { mustRun, runTool } from './processes.mts';
import { Trouble } from './trouble.mts';

/** Builds dist/ and the tests that run inside VS Code. @throws Trouble where that fails */
export async function build(): Promise<void> {
  await mustRun(process.execPath, [path.join(ROOT, 'esbuild.mjs')]);
}

/** Packages what `build` has built. @returns the package's path. @throws Trouble where that fails */
export async function packageExtension(folder = OUT): Promise<string> {
  const file = path.join(folder, 'carto-tokens.vsix');
  // Everything is bundled, so the package needs no node_modules.
  const code = await runTool(
    '@vscode/vsce',
    ['package', '--no-dependencies', '--out', file],
    'vsce',
  );
  if (code !== 0)
    throw new Trouble('The extension could not be packaged; what "vsce" said stands above.');
  return file;
}
