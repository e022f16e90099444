import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { canInstallDebianPackages, installDebianPackages } from '../lib/debian.mts';
import { removeFolder, temporaryFolder } from '../lib/folders.mts';
import { onLeaving } from '../lib/leaving.mts';
import { DOWNLOADS, ROOT } from '../lib/paths.mts';
import { end, mustRun, npmCommand, start } from '../lib/processes.mts';
import { Trouble } from '../lib/trouble.mts';
import { which } from '../lib/which.mts';

/** The npm package that carries a full VS Code (this one: 1.139), served to a browser. */
const VERSION = '4.139.1';
const INSTALLED = path.join(DOWNLOADS, `code-server-${VERSION}`);

/** Where the package "node" keeps the Node.js that runs this script, by platform and processor. */
const NODE_PACKAGES = path.join(ROOT, 'node_modules/node/node_modules');

const BUILD_TOOLS = { python3: 'python3', make: 'make', 'c++': 'g++' } as const;

/**
 * Installs the served VS Code where it is not yet, in a folder of its own: npm would throw out what is nested in the
 * project's own node_modules. It appears under its final name only when it is whole.
 *
 * @throws Trouble with what is missing and how to get it
 */
export async function installCodeServer(): Promise<void> {
  if (existsSync(INSTALLED)) return;
  if (process.platform === 'win32') {
    throw new Trouble('The browser-served VS Code does not run on Windows; use WSL for it.');
  }
  await mkdir(DOWNLOADS, { recursive: true });
  const log = path.join(DOWNLOADS, 'code-server-install.log');
  await requireBuildTools(log);

  console.log('Installing the browser-served VS Code (once, 800 MB, one to three minutes)…');
  const partial = `${INSTALLED}.${randomBytes(4).toString('hex')}`;
  onLeaving(() => removeFolder(partial));
  try {
    await mkdir(partial);
    await writeFile(
      path.join(partial, 'package.json'),
      JSON.stringify({ private: true, dependencies: { 'code-server': VERSION } }),
    );
    const vscode = path.join(partial, 'node_modules/code-server/lib/vscode');
    const env = { ...process.env, npm_config_nodedir: await nodeHeaders() };
    const [command, ...args] = npmCommand();
    const npm = (what: string, cwd: string, ...more: string[]) => {
      console.log(`  ${what}`);
      return mustRun(command, [...args, ...more, '--no-audit', '--no-fund'], { cwd, env, log });
    };

    // Without the packages' own install scripts, which build more than is used and want more tools for it.
    await npm('1/4 the server', partial, 'install', '--ignore-scripts');
    await npm('2/4 VS Code', vscode, 'install', '--omit=dev', '--ignore-scripts');
    await npm(
      '3/4 its native parts',
      vscode,
      'rebuild',
      '@vscode/spdlog',
      '@vscode/native-watchdog',
      '--ignore-scripts=false',
    );
    const extensions = path.join(vscode, 'extensions');
    await npm('4/4 its extensions', extensions, 'install', '--omit=dev', '--ignore-scripts');
    await rename(partial, INSTALLED).catch((error: unknown) => {
      if (!existsSync(INSTALLED)) throw error; // else another run was faster
    });
  } finally {
    removeFolder(partial);
  }
}

/** The folder whose include/ holds the headers of the Node.js that runs this: native parts are built for it. */
async function nodeHeaders(): Promise<string> {
  for (const name of await readdir(NODE_PACKAGES)) {
    const folder = path.join(NODE_PACKAGES, name);
    if (existsSync(path.join(folder, 'include/node/node.h'))) return folder;
  }
  throw new Trouble(
    `There are no Node.js headers in ${NODE_PACKAGES}; delete node_modules and try again.`,
  );
}

async function requireBuildTools(log: string): Promise<void> {
  const missing = Object.entries(BUILD_TOOLS).filter(([command]) => !which(command));
  if (missing.length === 0) return;
  const packages = missing.map(([, name]) => name);
  if (canInstallDebianPackages()) return installDebianPackages(packages, log);
  throw new Trouble(
    `The browser-served VS Code builds two small native parts and needs ${packages.join(', ')} for that. ` +
      `Install them, for example with "sudo apt-get install ${packages.join(' ')}", or on macOS "xcode-select --install".`,
  );
}

export interface ServeOptions {
  /** A fixed port; any free one where it is left out or taken. */
  readonly port?: number;
  /** A package to install first. */
  readonly vsix?: string;
  /** Lets a page name an extension under development and its tests; hides notification toasts. */
  readonly testDriver?: boolean;
  /** User settings beside the quiet ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** A served VS Code. */
export interface ServedVSCode {
  readonly port: number;
  /** Where its profile and extensions lie, and so part of the command lines of what it starts. */
  readonly folder: string;
  /** The address of a window on a folder. */
  url(folder: string, payload?: readonly (readonly [key: string, value: string])[]): string;
  onceEnded(tell: () => void): void;
  /** Ends it with everything it has started, and removes its folder. */
  stop(): Promise<void>;
}

/** Settings that keep everything quiet that is not ours. */
const QUIET = {
  // As on the desktop; in a browser VS Code saves by itself, at any moment.
  'files.autoSave': 'off',
  'chat.disableAIFeatures': true,
  'extensions.autoUpdate': false,
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};

/** Serves VS Code on the loopback interface, with a profile of its own. */
export async function serveVSCode({
  port: wanted,
  vsix,
  testDriver = false,
  settings = {},
}: ServeOptions = {}): Promise<ServedVSCode> {
  await installCodeServer();
  const folder = await temporaryFolder('vscode');
  const at = (...parts: string[]) => path.join(folder, ...parts);
  await mkdir(at('user-data/User'), { recursive: true });
  await writeFile(
    at('user-data/User/settings.json'),
    JSON.stringify({ ...QUIET, ...settings }, null, 2),
  );
  await writeFile(at('config.yaml'), '');

  const entry = path.join(INSTALLED, 'node_modules/code-server/out/node/entry.js');
  const env = environment(folder);
  const profile = ['--user-data-dir', at('user-data'), '--extensions-dir', at('extensions')];
  if (vsix) {
    const install = [entry, '--config', at('config.yaml'), '--install-extension', vsix, ...profile];
    await mustRun(process.execPath, install, { env, log: at('install.log') });
  }

  const port = await freePort(wanted);
  const log = at('server.log');
  const output = await open(log, 'a');
  const server = start(
    process.execPath,
    [
      entry,
      ...['--config', at('config.yaml'), '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none'],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      ...['--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened'],
      ...profile,
      ...(testDriver ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    { env, stdio: ['ignore', output.fd, output.fd] },
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await answers(`http://127.0.0.1:${port}/healthz`, () => server.exitCode === null, log);

  return {
    port,
    folder,
    url(workspace, payload = []) {
      const query = new URLSearchParams({ folder: workspace });
      if (payload.length > 0) query.set('payload', JSON.stringify(payload));
      return `http://localhost:${port}/?${query}`;
    },
    onceEnded(tell) {
      void ended.then(tell);
    },
    async stop() {
      end(server);
      await ended;
      await output.close();
      removeFolder(folder);
    },
  };
}

/** This process's environment, without what would lead the server astray. */
function environment(folder: string): NodeJS.ProcessEnv {
  const misleading = /^(PORT|PASSWORD|HASHED_PASSWORD|(VSCODE|CODE_SERVER|ELECTRON)_.*)$/;
  const kept = Object.entries(process.env).filter(([name]) => !misleading.test(name));
  return { ...Object.fromEntries(kept), EXTENSIONS_GALLERY: '{}', TMPDIR: folder };
}

async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      wanted === 0 ? reject(new Error('no free port')) : resolve(freePort()),
    );
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : wanted));
    });
  });
}

/** Asks until there is an answer, for at most half a minute. */
async function answers(url: string, isAlive: () => boolean, log: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (Date.now() < deadline && isAlive()) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Trouble(`The browser-served VS Code did not start; its log is ${log}.`);
}
