/**
 * `npm test`: everything. `npm run test:unit`, `test:host` and `test:ui` run one stage; what follows `--` goes to it
 * (a filter, `--update-images`). Ends with one line, `N passed, N failed`, and with a non-zero exit code on a failure.
 */
import { cp, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { AllEnded, Results, TestEnded } from '../test/extension-host/index.ts';
import { build, packageExtension } from './lib/build.mts';
import { check } from './lib/check.mts';
import { copyStorefront, removeFolder, temporaryFolder } from './lib/folders.mts';
import { OUT, ROOT } from './lib/paths.mts';
import { runTool } from './lib/processes.mts';
import { main, Trouble } from './lib/trouble.mts';
import { installBrowser } from './vscode/browser.mts';
import { installCodeServer } from './vscode/code-server.mts';
import { chooseHosts, type Ran } from './vscode/hosts.mts';

const UPDATE_IMAGES = '--update-images';

/** What came of a stage. */
interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
}

type Stage = (args: readonly string[]) => Promise<Outcome>;

const STAGES: Readonly<Record<string, { title: string; run: Stage }>> = {
  build: { title: 'Build', run: runBuild },
  check: { title: 'Types and lint', run: runCheck },
  unit: { title: 'Unit, protocol and command line', run: (args) => runVitest('unit', args) },
  host: { title: 'Inside a real VS Code', run: runHosts },
  ui: { title: 'The packaged extension in a browser', run: runUi },
};

/** Counts for nothing unless it fails: then there is nothing to test. */
async function runBuild(): Promise<Outcome> {
  await build();
  return { passed: 0, failed: 0, skipped: 0 };
}

async function runCheck(): Promise<Outcome> {
  const results = await check();
  const passed = results.filter((result) => result.passed).length;
  return { passed, failed: results.length - passed, skipped: 0 };
}

async function runVitest(project: string, args: readonly string[]): Promise<Outcome> {
  const file = path.join(OUT, `${project}-results.json`);
  await rm(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runTool('vitest', ['run', `--project=${project}`, ...reporters, ...args]);
  const results = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  if (!results) return { passed: 0, failed: 1, skipped: 0 };
  for (const { assertionResults } of results.testResults) {
    for (const { fullName, status } of assertionResults) {
      if (status === 'pending' || status === 'skipped') console.log(`Skipped: ${fullName}`);
    }
  }
  return {
    passed: results.numPassedTests,
    // A file that cannot even be loaded holds no failed test.
    failed: results.numFailedTests || (code === 0 ? 0 : 1),
    skipped: results.numPendingTests,
  };
}

async function runHosts([only]: readonly string[]): Promise<Outcome> {
  const outcome = { passed: 0, failed: 0, skipped: 0 };
  for (const host of await chooseHosts()) {
    console.log(`${host.name}, one to two minutes:`);
    const folder = await temporaryFolder('storefront');
    try {
      const workspace = await copyStorefront(folder);
      const tests = path.join(OUT, 'test/extension-host/index.js');
      const ran = await host.run({ tests, workspace, only });
      const results = resultsIn(ran);
      const took = millisecondsIn(ran);
      for (const title of results.passed) console.log(`  ✓ ${title}${slow(took.get(title))}`);
      for (const title of results.skipped) console.log(`  - ${title}`);
      for (const { title, error } of results.failed) console.log(`  ✗ ${title}\n${indent(error)}`);
      outcome.passed += results.passed.length;
      outcome.failed += results.failed.length;
      outcome.skipped += results.skipped.length;
    } finally {
      removeFolder(folder);
    }
  }
  return outcome;
}

/** What came of each test; that not all could be run is one more failure. */
function resultsIn({ lines, trouble }: Ran): Results {
  const results: Results = { passed: [], failed: [], skipped: [] };
  let next = 'The tests';
  let isComplete = false;
  for (const line of lines as (TestEnded | AllEnded)[]) {
    if (line.outcome === 'end') {
      isComplete = true;
      break;
    }
    const { outcome, title, error } = line;
    if (outcome === 'failed') results.failed.push({ title, error });
    else results[outcome].push(title);
    next = `What comes after "${title}"`;
  }
  if (!isComplete || trouble !== undefined) {
    results.failed.push({ title: next, error: `could not be run: ${trouble ?? 'VS Code ended.'}` });
  }
  return results;
}

/** How long each test took, by its title. */
function millisecondsIn({ lines }: Ran): Map<string, number> {
  const ended = (lines as (TestEnded | AllEnded)[]).filter((line) => line.outcome !== 'end');
  return new Map(ended.map(({ title, milliseconds }) => [title, milliseconds]));
}

/** What is said of a test that took long enough to be asked whether it earns that. */
function slow(milliseconds = 0): string {
  return milliseconds < 1000 ? '' : ` (${(milliseconds / 1000).toFixed(1)} s)`;
}

async function runUi(args: readonly string[]): Promise<Outcome> {
  if (process.platform === 'win32') {
    console.log('Skipped: the browser-served VS Code does not run on Windows.');
    return { passed: 0, failed: 0, skipped: 1 };
  }
  await packageExtension();
  const outcome = await runVitest(
    'ui',
    args.filter((arg) => arg !== UPDATE_IMAGES),
  );
  if (args.includes(UPDATE_IMAGES)) await updateImages();
  return outcome;
}

/** Puts the pictures just taken in place of those that the documentation and the walkthrough show. */
async function updateImages(): Promise<void> {
  const folders = ['docs', 'walkthrough'].map(pagesIn);
  for (const page of ['README.md', ...(await Promise.all(folders)).flat()]) {
    const text = await readFile(path.join(ROOT, page), 'utf8');
    for (const [, shown = '', name = ''] of text.matchAll(PICTURE)) {
      const shownFile = path.join(ROOT, path.dirname(page), shown);
      await cp(path.join(OUT, 'screenshots', name), shownFile).catch(() =>
        console.log(`${page} shows ${name}, which these tests did not take.`),
      );
    }
  }
}

/** A picture in Markdown, written either way, and what it is called among the screenshots. */
const PICTURE = /(?:\]\(|src=")((?:[^\s")]*\/)?images\/([^\s")]+\.png))/g;

async function pagesIn(folder: string): Promise<string[]> {
  const files = await readdir(path.join(ROOT, folder));
  return files.filter((file) => file.endsWith('.md')).map((file) => path.join(folder, file));
}

/** Installs what the tests in VS Code run in, once. Trouble is not said here: the stage that needs it runs into it again. */
async function installVSCode(): Promise<void> {
  if (process.platform === 'win32') return;
  await installCodeServer()
    .then(installBrowser)
    .catch(() => undefined);
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '      ');
}

await main(async () => {
  const [only, ...args] = process.argv.slice(2);
  const stages = only ? { build: STAGES['build'], [only]: STAGES[only] } : STAGES;
  const total = { passed: 0, failed: 0, skipped: 0 };
  let installing: Promise<void> | undefined;

  await mkdir(OUT, { recursive: true });
  for (const [name, stage] of Object.entries(stages)) {
    if (!stage)
      throw new Trouble(`There is no stage "${name}": ${Object.keys(STAGES).join(', ')}.`);
    // Mostly the network is waited for, meanwhile the unit tests need none.
    if (name === 'unit' && !only) installing = installVSCode();
    if (name === 'host') await installing;
    console.log(`\n▸ ${stage.title}`);
    const outcome = await stage.run(args).catch((error: unknown) => {
      console.error(error instanceof Trouble ? error.message : error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    total.passed += outcome.passed;
    total.failed += outcome.failed;
    total.skipped += outcome.skipped;
    if (name === 'build' && outcome.failed > 0) break;
  }

  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  return total.failed > 0 ? 1 : 0;
});
