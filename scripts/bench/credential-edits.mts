import { readFileSync } from 'node:fs';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { credentialCases } from '../../test/support/credential-cases.ts';
import { filesBelow } from '../../test/support/files-below.ts';
import {
  connect,
  initialize,
  open,
  pull,
  startServer,
} from '../../test/support/language-server.ts';
import { median, percentile } from '../lib/statistics.mts';
import type { Row } from './row.mts';

const MEGABYTE = 1_000_000;
/** How many characters of other text there are for each case of one with credentials. */
const SPARSE = 20_000;
/** The p95 that an edit may take, in milliseconds. */
const BUDGET = 10;

/** Words typed at places all over the text. */
const PLACES = 50;
const TYPED = 'const a = 1;';

/** How long it takes from a character typed in an open text of a megabyte to its diagnostics, over the protocol. */
export async function credentialEdits(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [what, text] of Object.entries(texts())) {
    const times = await latencies(text);
    rows.push(
      { what: `a character typed in 1 MB of ${what}, median`, value: median(times), unit: 'ms' },
      {
        what: `a character typed in 1 MB of ${what}, p95`,
        value: percentile(times, 95),
        unit: 'ms',
        budget: BUDGET,
      },
    );
  }
  return rows;
}

/** Texts that stand for what such files are, each with calls of CARTO's APIs and credentials here and there. */
function texts(): Record<string, string> {
  const cases = credentialCases().filter(({ expected }) => expected.length > 0);
  const code = cases.filter(({ file }) => /\.[jt]sx?$/.test(file)).map(({ text }) => text);
  const sources = filesBelow('core', '.ts').map((file) => readFileSync(file, 'utf8'));
  return {
    'source code': woven(sources.join('\n').split(/(?<=\n)(?=\n)/), code),
    'a minified bundle': woven(
      pieces(readFileSync('dist/language-client.js', 'utf8')),
      code.map((text) => text.replaceAll('\n', ' ')),
    ),
    JSON: woven(
      readFileSync('package-lock.json', 'utf8').split(/(?<=\},\n)/),
      cases.map(({ text }) => `"code": ${JSON.stringify(text)},\n`),
    ),
  };
}

function pieces(bundle: string): string[] {
  return bundle.match(/.{1,4000}/gs) ?? [];
}

/** A megabyte of a text, with a case in it every now and then. */
function woven(pieces: readonly string[], cases: readonly string[]): string {
  let text = '';
  for (let [next, at] = [0, 0]; text.length < MEGABYTE; next += 1) {
    text += pieces[next % pieces.length];
    if (text.length < at * SPARSE) continue;
    text += cases[at % cases.length];
    at += 1;
  }
  return text;
}

/** Each character is asked about at once, as an editor does while one types. */
async function latencies(text: string): Promise<number[]> {
  const connection = connect(startServer('--stdio'));
  const uri = 'file:///large.txt';
  await initialize(connection);
  await open(connection, uri, text);
  await pull(connection, uri);
  const times: number[] = [];
  let document = TextDocument.create(uri, 'plaintext', 1, text);
  for (let place = 0; place < PLACES; place += 1) {
    const offset = Math.floor((text.length * (place + 0.5)) / PLACES);
    for (const [index, typed] of [...TYPED].entries()) {
      const at = document.positionAt(offset + index);
      const change = { range: { start: at, end: at }, text: typed };
      document = TextDocument.update(document, [change], document.version + 1);
      times.push(await timeOf(connection, document, change));
    }
  }
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return times;
}

async function timeOf(
  connection: MessageConnection,
  { uri, version }: TextDocument,
  change: object,
): Promise<number> {
  const begun = performance.now();
  await connection.sendNotification('textDocument/didChange', {
    textDocument: { uri, version },
    contentChanges: [change],
  });
  await pull(connection, uri);
  return performance.now() - begun;
}
