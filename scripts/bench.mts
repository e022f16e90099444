/**
 * `npm run bench`: what the extension weighs and how quick it is, beside its budgets. Never part of the tests: a busy
 * machine is not a bug. Exits with 1 where a budget is exceeded.
 */
import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { getLanguageService } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Activation } from '../test/bench/activation.ts';
import { connect, initialize, open, pull, startServer } from '../test/support/language-server.ts';
import { build, packageExtension } from './lib/build.mts';
import { removeFolder, temporaryFolder } from './lib/folders.mts';
import { OUT, ROOT } from './lib/paths.mts';
import { median, percentile } from './lib/statistics.mts';
import { main } from './lib/trouble.mts';
import { chooseHosts } from './vscode/hosts.mts';

interface Row {
  readonly what: string;
  readonly value: number;
  readonly unit: 'KB' | 'ms';
  /** Not to be exceeded. */
  readonly budget?: number;
}

const STARTS = 5;
const EDITS = 200;

await main(async () => {
  await mkdir(OUT, { recursive: true });
  await build();
  const rows = [...(await sizes()), ...(await latencies()), ...(await activations())];
  const table = rows.map(({ what, value, unit, budget }) => ({
    '': what,
    measured: `${value.toFixed(unit === 'KB' ? 0 : 1)} ${unit}`,
    budget: budget === undefined ? '' : `${budget} ${unit}`,
    within: budget === undefined ? '' : value <= budget ? 'yes' : 'NO',
  }));
  console.table(Object.fromEntries(table.map(({ '': what, ...row }) => [what, row])));
  return rows.some(({ value, budget }) => budget !== undefined && value > budget) ? 1 : 0;
});

async function sizes(): Promise<Row[]> {
  const kilobytes = async (file: string) => (await stat(path.join(ROOT, file))).size / 1024;
  const vsix = path.relative(ROOT, await packageExtension());
  return [
    {
      what: 'extension bundle',
      value: await kilobytes('dist/extension.js'),
      unit: 'KB',
      budget: 250,
    },
    {
      what: 'language client bundle',
      value: await kilobytes('dist/language-client.js'),
      unit: 'KB',
    },
    { what: 'server bundle', value: await kilobytes('dist/server.js'), unit: 'KB', budget: 700 },
    { what: 'command line bundle', value: await kilobytes('dist/cli.js'), unit: 'KB' },
    { what: 'package (.vsix)', value: await kilobytes(vsix), unit: 'KB', budget: 1536 },
  ];
}

/** A declaration of 1,000 grants and 200 referers, about 150 KB. */
function largeDeclaration(): string {
  return JSON.stringify(
    {
      name: 'large',
      allowed_apis: ['maps', 'sql'],
      grants: Array.from({ length: 1000 }, (_, i) => ({
        connection_name: 'carto_dw',
        source:
          i % 2 === 0
            ? `my-project.dataset_${i}.table_${i}`
            : `SELECT a, b FROM \`my-project.dataset_${i}.table_${i}\` WHERE a = @a`,
      })),
      referers: Array.from({ length: 200 }, (_, i) => `https://site-${i}.example.com/`),
    },
    null,
    2,
  );
}

/** From an edit to its diagnostics: ours over the protocol, and JSON's own validation of the same text in process. */
async function latencies(): Promise<Row[]> {
  const text = largeDeclaration();
  const ours = await serverLatencies(text);
  const peer = await jsonLatencies(text);
  const size = `${Math.round(text.length / 1024)} KB`;
  return [
    { what: `edit of ${size} to diagnostics, median`, value: median(ours), unit: 'ms' },
    { what: `edit of ${size} to diagnostics, p95`, value: percentile(ours, 95), unit: 'ms' },
    { what: 'vscode-json-languageservice, same, median', value: median(peer), unit: 'ms' },
    { what: 'vscode-json-languageservice, same, p95', value: percentile(peer, 95), unit: 'ms' },
  ];
}

async function serverLatencies(text: string): Promise<number[]> {
  const connection = connect(startServer('--stdio'));
  const uri = 'file:///large.cartotoken.json';
  await initialize(connection);
  await open(connection, uri, text);

  const times: number[] = [];
  const start = { line: 1, character: 0 };
  for (let version = 1; version <= EDITS; version += 1) {
    const before = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start, end: start }, text: ' ' }],
    });
    await pull(connection, uri);
    times.push(performance.now() - before);
  }
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return times;
}

async function jsonLatencies(text: string): Promise<number[]> {
  const json = getLanguageService({});
  const times: number[] = [];
  for (let version = 1; version <= EDITS; version += 1) {
    const edited = text.replace('\n', `\n${' '.repeat(version)}`);
    const before = performance.now();
    const document = TextDocument.create('file:///large.json', 'json', version, edited);
    await json.doValidation(document, json.parseJSONDocument(document));
    times.push(performance.now() - before);
  }
  return times;
}

async function activations(): Promise<Row[]> {
  const [host] = await chooseHosts();
  if (!host) return [];
  const workspace = await temporaryFolder('empty');
  const tests = path.join(OUT, 'test/bench/activation.js');
  const starts: Activation[] = [];
  try {
    for (let attempt = 0; starts.length < STARTS && attempt < 2 * STARTS; attempt += 1) {
      console.log(`Starting ${host.name}, ${starts.length + 1} of ${STARTS}…`);
      const activation = (await host.run({ tests, workspace })) as Activation | null;
      if (activation) starts.push(activation);
    }
  } finally {
    removeFolder(workspace);
  }
  return [
    {
      what: 'file open to activated',
      value: median(starts.map(({ openToActivated }) => openToActivated)),
      unit: 'ms',
      budget: 60,
    },
    {
      what: 'activated to first diagnostics',
      value: median(starts.map(({ activatedToDiagnostics }) => activatedToDiagnostics)),
      unit: 'ms',
    },
  ];
}
