/**
 * `npm start`: a real VS Code with the extension, on a copy of examples/storefront.
 * `-- --desktop` or `-- --browser` chooses which; else the desktop one where there is one.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { build, packageExtension } from './lib/build.mts';
import { copyStorefront, removeFolder, STOREFRONT } from './lib/folders.mts';
import { onLeaving } from './lib/leaving.mts';
import { ROOT } from './lib/paths.mts';
import { run, runBatch } from './lib/processes.mts';
import { main, Trouble } from './lib/trouble.mts';
import { which } from './lib/which.mts';
import { serveVSCode } from './vscode/code-server.mts';

/** The same every time where it is free, so that a page that is still open finds its server again. */
const PORT = 8433;

await main(async () => {
  const { desktop, browser } = options();
  await build();

  // Not a temporary one: what the user changes in it is not ours to remove.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-start-'));
  const workspace = await copyStorefront(folder);
  onLeaving(() => removeUnchanged(folder, workspace));

  const code = which('code');
  const hasDisplay =
    process.platform !== 'linux' ||
    Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  if (desktop && !code) {
    throw new Trouble(
      '"code" is not on PATH. Install VS Code (https://code.visualstudio.com), and on macOS run its command ' +
        '"Shell Command: Install \'code\' command in PATH"; or use "npm start -- --browser".',
    );
  }
  return code && (desktop || (hasDisplay && !browser))
    ? openDesktop(code, folder, workspace)
    : serve(folder, workspace);
});

function options(): { desktop: boolean; browser: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        desktop: { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new Trouble(`${(error as Error).message}\nUsage: npm start [-- --desktop | --browser]`);
  }
}

async function openDesktop(code: string, folder: string, workspace: string): Promise<number> {
  console.log(`Opening VS Code on ${workspace}; closing its window or Ctrl-C here ends it.`);
  const profile = path.join(folder, 'profile');
  onLeaving(() => endDesktop(profile));
  const args = [
    workspace,
    `--extensionDevelopmentPath=${ROOT}`,
    `--user-data-dir=${profile}`,
    '--disable-workspace-trust',
    '--new-window',
    '--wait',
  ];
  const ended = process.platform === 'win32' ? runBatch(code, args) : run(code, args);
  return (await ended) ?? 1;
}

/** The window outlives the `code` command that opened it; its process id stands in its profile. */
function endDesktop(profile: string): void {
  try {
    process.kill(Number(readFileSync(path.join(profile, 'code.lock'), 'utf8')));
  } catch {
    // It was closed.
  }
}

async function serve(folder: string, workspace: string): Promise<number> {
  const vsix = await packageExtension(folder);
  const server = await serveVSCode({ port: PORT, vsix });
  console.log(`\nVS Code with CARTO Tokens, on a copy of examples/storefront in ${workspace}:`);
  console.log(`\n    ${server.url(workspace)}\n`);
  console.log('Open it in a browser on this machine. Ctrl-C ends it.');
  return new Promise((resolve) => server.onceEnded(() => resolve(1)));
}

function removeUnchanged(folder: string, workspace: string): void {
  const compared = spawnSync('git', ['diff', '--no-index', '--quiet', STOREFRONT, workspace]);
  if (compared.status === 0) removeFolder(folder);
  else console.log(`\nYour changes are kept in ${workspace}`);
}
