/**
 * Where tests that run inside VS Code run: the one place where that is chosen.
 *
 * Where VS Code can be downloaded, it is the desktop one, in its newest and in the oldest version the extension
 * supports; else the one that the npm package `code-server` carries, with a headless browser as its window. Both run
 * the same bundle of tests, which writes its results to the file that `RESULTS_VARIABLE` names.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { DOWNLOADS, ROOT } from '../lib/paths.mts';
import { Trouble } from '../lib/trouble.mts';
import { openBrowser } from './browser.mts';
import { serveVSCode } from './code-server.mts';

/** The environment variable that tells the tests inside VS Code where to write what came of them, as JSON. */
const RESULTS_VARIABLE = 'CARTOTOKEN_TEST_RESULTS';
/** Chooses the host in place of what is found out: `desktop` or `served`. */
const HOST_VARIABLE = 'CARTOTOKEN_TEST_HOST';

/** No run takes longer, in milliseconds. */
const TIME_LIMIT = 10 * 60_000;

export interface HostRun {
  /** The bundle of tests, which exports `run`. Absolute. */
  readonly tests: string;
  /** The folder to open. Absolute. */
  readonly workspace: string;
}

/** A VS Code to run tests in. */
export interface Host {
  /** As in "VS Code 1.109.0 (desktop)". */
  readonly name: string;
  /** @returns what the tests wrote, parsed. @throws Trouble where they wrote nothing */
  run(run: HostRun): Promise<unknown>;
}

export async function chooseHosts(): Promise<Host[]> {
  const wanted = process.env[HOST_VARIABLE];
  if (wanted === 'served') return [servedHost()];
  const reason = wanted === 'desktop' ? undefined : await whyNoDesktop();
  if (!reason) return [desktopHost('stable'), desktopHost(await oldestSupported())];
  console.log(`No desktop VS Code (${reason}): using the browser-served one.`);
  return [servedHost()];
}

async function whyNoDesktop(): Promise<string | undefined> {
  if (process.platform === 'linux' && !process.env['DISPLAY']) {
    return 'there is no display; on a machine without one, run the tests under "xvfb-run -a"';
  }
  try {
    await fetch('https://update.code.visualstudio.com/api/releases/stable', {
      signal: AbortSignal.timeout(10_000),
    });
    return undefined;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `it cannot be downloaded: ${cause instanceof Error ? cause.message : cause}`;
  }
}

async function oldestSupported(): Promise<string> {
  const { engines } = JSON.parse(await readFile(path.join(ROOT, 'package.json'), 'utf8'));
  return engines.vscode.replace(/^\^/, '');
}

function desktopHost(version: string): Host {
  return {
    name: `VS Code ${version} (desktop)`,
    async run({ tests, workspace }) {
      const vscodeExecutablePath = await downloadAndUnzipVSCode({ version, cachePath: DOWNLOADS });
      return withResults(async (results, folder) => {
        await runTests({
          vscodeExecutablePath,
          extensionDevelopmentPath: ROOT,
          extensionTestsPath: tests,
          extensionTestsEnv: { [RESULTS_VARIABLE]: results },
          launchArgs: [
            workspace,
            '--disable-extensions',
            '--disable-workspace-trust',
            `--user-data-dir=${path.join(folder, 'profile')}`,
          ],
        }).catch(() => undefined); // failing tests fail the run; what counts is what they wrote
      });
    },
  };
}

function servedHost(): Host {
  return {
    name: 'VS Code of code-server (browser-served)',
    run: ({ tests, workspace }) =>
      withResults(async (results) => {
        const server = await serveVSCode({ testDriver: true });
        const browser = await openBrowser();
        try {
          const page = await browser.newPage();
          const ended = new Promise((resolve) => {
            void page.exposeFunction('codeAutomationExit', resolve);
          });
          await page.exposeFunction('codeAutomationLog', () => undefined);
          const remote = (file: string) => `vscode-remote://localhost:${server.port}${file}`;
          const url = server.url(workspace, [
            ['extensionDevelopmentPath', remote(ROOT)],
            ['extensionTestsPath', remote(tests)],
            ['extensionEnvironment', JSON.stringify({ [RESULTS_VARIABLE]: results })],
            ['skipWelcome', 'true'],
            ['skipReleaseNotes', 'true'],
          ]);
          await page.goto(url);
          await withTimeLimit(ended);
        } finally {
          await browser.close();
          await server.stop();
        }
      }),
  };
}

async function withResults(
  run: (results: string, folder: string) => Promise<void>,
): Promise<unknown> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-host-'));
  const results = path.join(folder, 'results.json');
  try {
    await run(results, folder);
    return JSON.parse(await readFile(results, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Trouble('The tests inside VS Code ended without writing any results.');
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function withTimeLimit(done: Promise<unknown>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const trouble = new Trouble(
    `The tests inside VS Code took more than ${TIME_LIMIT / 60_000} minutes.`,
  );
  const timer = setTimeout(() => reject(trouble), TIME_LIMIT);
  try {
    await Promise.race([done, promise]);
  } finally {
    clearTimeout(timer);
  }
}
