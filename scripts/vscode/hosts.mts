/**
 * Where tests that run inside VS Code run: the one place where that is chosen.
 *
 * Where VS Code can be downloaded, it is the desktop one, in its newest and in the oldest version the extension
 * supports; else the one that the npm package `code-server` carries, with a headless browser as its window. Both run
 * the same bundle of tests, which writes each result to the file that `RESULTS_VARIABLE` names as soon as there is one.
 */
import { readFileSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import type { Browser } from 'playwright-core';
import { removeFolder, temporaryFolder } from '../lib/folders.mts';
import { DOWNLOADS, ROOT } from '../lib/paths.mts';
import { Trouble } from '../lib/trouble.mts';
import { openBrowser } from './browser.mts';
import { serveVSCode } from './code-server.mts';
import { onScreen } from './screen.mts';

/** The environment variable that tells the tests inside VS Code where to write what came of each, a line of JSON. */
const RESULTS_VARIABLE = 'CARTOTOKEN_TEST_RESULTS';
/** Chooses among the tests: those whose title holds it. */
const ONLY_VARIABLE = 'CARTOTOKEN_TEST_ONLY';
/** Chooses the host in place of what is found out: `desktop` or `served`. */
const HOST_VARIABLE = 'CARTOTOKEN_TEST_HOST';

/** Where VS Code's versions are listed, beside what is downloaded. */
const RELEASES = 'https://update.code.visualstudio.com/api/releases/stable';

/**
 * How long none of the tests may end, in milliseconds. All together may take as long as the machine makes them; one that takes as long
 * as this hangs, since Mocha has given it up before.
 */
const SILENCE_LIMIT = 10 * 60_000;

export interface HostRun {
  /** The bundle of tests, which exports `run`. Absolute. */
  readonly tests: string;
  /** The folder to open. Absolute. */
  readonly workspace: string;
  /** What the titles of the tests to be run hold; all where it is left out. */
  readonly only?: string | undefined;
}

/** What came of a run. */
export interface Ran {
  /** What the tests wrote, line by line, parsed. */
  readonly lines: readonly unknown[];
  /** Why they could not be run to their end; undefined where they were, also where some failed. */
  readonly trouble: unknown;
}

/** A VS Code to run tests in. */
export interface Host {
  /** As in "VS Code 1.109.0 (desktop)". */
  readonly name: string;
  run(run: HostRun): Promise<Ran>;
}

export async function chooseHosts(): Promise<Host[]> {
  const wanted = process.env[HOST_VARIABLE];
  if (wanted === 'served') return [servedHost()];
  const desktop = () => Promise.all(['stable', oldestSupported()].map(desktopHost));
  if (wanted === 'desktop') return desktop();
  const reason = await whyNoDesktop();
  if (!reason) {
    try {
      return await desktop();
    } catch (error) {
      console.log(error);
    }
  }
  console.log(`No desktop VS Code (${reason ?? 'see above'}): using the browser-served one.`);
  return [servedHost()];
}

async function whyNoDesktop(): Promise<string | undefined> {
  if (process.platform === 'linux' && !process.env['DISPLAY']) {
    return 'there is no display; on a machine without one, run the tests under "xvfb-run -a"';
  }
  try {
    const { ok, status } = await fetch(RELEASES, { signal: AbortSignal.timeout(10_000) });
    return ok ? undefined : `${RELEASES} answers with ${status}`;
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return `it cannot be downloaded: ${cause instanceof Error ? cause.message : cause}`;
  }
}

function oldestSupported(): string {
  const { engines } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  return engines.vscode.replace(/^\^/, '');
}

/** Downloads that version where it is not yet. */
async function desktopHost(version: string): Promise<Host> {
  const vscodeExecutablePath = await downloadAndUnzipVSCode({ version, cachePath: DOWNLOADS });
  return {
    name: `VS Code ${version} (desktop)`,
    run: ({ tests, workspace, only = '' }) =>
      withResults(async ({ results, folder }) => {
        await runTests({
          vscodeExecutablePath,
          extensionDevelopmentPath: ROOT,
          extensionTestsPath: tests,
          extensionTestsEnv: { [RESULTS_VARIABLE]: results, [ONLY_VARIABLE]: only },
          launchArgs: [
            workspace,
            '--disable-extensions',
            '--disable-workspace-trust',
            `--user-data-dir=${path.join(folder, 'profile')}`,
          ],
        });
      }),
  };
}

function servedHost(): Host {
  return {
    name: 'VS Code of code-server (browser-served)',
    run: ({ tests, workspace, only = '' }) =>
      withResults(async ({ results, hung }) => {
        const server = await serveVSCode({ testDriver: true });
        let browser: Browser | undefined;
        try {
          browser = await openBrowser();
          const page = await browser.newPage();
          const said: string[] = [];
          await page.exposeFunction('codeAutomationLog', (_: string, parts: unknown[]) => {
            said.push(parts.join(' '));
          });
          const { promise: ended, resolve, reject } = Promise.withResolvers<void>();
          await page.exposeFunction('codeAutomationExit', (code: number) =>
            code === 0 ? resolve() : reject(new Error(`exit code ${code}\n${said.join('\n')}`)),
          );
          const remote = (file: string) => `vscode-remote://localhost:${server.port}${file}`;
          const url = server.url(workspace, [
            ['extensionDevelopmentPath', remote(ROOT)],
            ['extensionTestsPath', remote(tests)],
            [
              'extensionEnvironment',
              JSON.stringify({ [RESULTS_VARIABLE]: results, [ONLY_VARIABLE]: only }),
            ],
            ['skipWelcome', 'true'],
            ['skipReleaseNotes', 'true'],
          ]);
          // The first window on a busy machine may take longer than the half minute that is Playwright's own limit.
          await page.goto(url, { timeout: SILENCE_LIMIT });
          await Promise.race([ended, hung]).catch(async (error: unknown) => {
            throw new Error(`${error}\n${await onScreen(page, 'tests inside VS Code')}`);
          });
        } finally {
          await browser?.close();
          await server.stop();
        }
      }),
  };
}

/** What a run of tests is given. */
interface Trial {
  /** The file that results are written to. */
  readonly results: string;
  readonly folder: string;
  /** Rejects once no test has ended for too long. */
  readonly hung: Promise<never>;
}

/** Runs tests and reads what they wrote, also where they came to no end. */
async function withResults(run: (trial: Trial) => Promise<void>): Promise<Ran> {
  const folder = await temporaryFolder('host');
  const results = path.join(folder, 'results.jsonl');
  await writeFile(results, '');
  const { promise: hung, reject } = Promise.withResolvers<never>();
  hung.catch(() => undefined);
  let [size, since] = [0, performance.now()];
  const watch = setInterval(() => {
    const now = statSync(results).size;
    if (now !== size) [size, since] = [now, performance.now()];
    if (performance.now() - since > SILENCE_LIMIT) {
      reject(new Trouble(`For ${SILENCE_LIMIT / 60_000} minutes none of the tests has ended.`));
    }
  }, 1000);
  try {
    const trouble = await Promise.race([run({ results, folder, hung }), hungLater(hung)]).then(
      () => undefined,
      (error: unknown) => error,
    );
    const lines = (await readFile(results, 'utf8')).split('\n').filter(Boolean);
    return { lines: lines.map((line) => JSON.parse(line)), trouble };
  } finally {
    clearInterval(watch);
    removeFolder(folder);
  }
}

/** Leaves who waits for the same a moment to say what was on the screen. */
async function hungLater(hung: Promise<never>): Promise<never> {
  return hung.catch(async (error: unknown) => {
    await wait(30_000);
    throw error;
  });
}
