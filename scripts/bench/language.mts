import { getLanguageService, type JSONSchema } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { declarationSchema } from '../../core/declarations/schema.ts';
import { inspect } from '../../core/inspect.ts';
import { diagnostics } from '../../server/features/diagnostics.ts';
import {
  connect,
  initialize,
  open,
  pull,
  startServer,
} from '../../test/support/language-server.ts';
import { median, percentile } from '../lib/statistics.mts';
import type { Row } from './row.mts';

const EDITS = 200;

/** A declaration of so many grants and 200 referers; with 1,000 grants about 120 KB. */
function largeDeclaration(grants = 1000): string {
  return JSON.stringify(
    {
      name: 'large',
      // Right as it is, as most are: both find nothing in it.
      allowed_apis: ['maps'],
      grants: Array.from({ length: grants }, (_, i) => ({
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

/** How long an edit of a large declaration takes, in this process and over the protocol. */
export async function language(): Promise<Row[]> {
  const text = largeDeclaration();
  const size = `${Math.round(text.length / 1024)} KB`;
  const { ours, peer } = await sideBySide(text);
  const growth = timesOfTenfold(text, largeDeclaration(10_000));
  const served = await serverLatencies(text);
  const p95 = (name: keyof typeof served, budget?: number): Row => ({
    what: `over the protocol, p95: edit of ${size} to ${name}`,
    value: percentile(served[name], 95),
    unit: 'ms',
    ...(budget === undefined ? {} : { budget }),
  });
  return [
    { what: `edit of ${size} to diagnostics, median`, value: median(ours), unit: 'ms' },
    {
      what: `edit of ${size} to diagnostics, p95`,
      value: percentile(ours, 95),
      unit: 'ms',
      budget: 1.5 * percentile(peer, 95),
    },
    {
      what: 'vscode-json-languageservice, same and schema, median',
      value: median(peer),
      unit: 'ms',
    },
    {
      what: 'vscode-json-languageservice, same and schema, p95',
      value: percentile(peer, 95),
      unit: 'ms',
    },
    {
      what: '10,000 grants by 1,000 grants, median',
      value: median(growth),
      unit: '×',
      budget: 12,
    },
    p95('diagnostics'),
    p95('completion', 10),
    p95('hover', 15),
  ];
}

/**
 * From an edit to its diagnostics, in this process and by turns: ours, and JSON's own validation of the same text with
 * our schema.
 */
async function sideBySide(text: string): Promise<{ ours: number[]; peer: number[] }> {
  const json = getLanguageService({});
  const schema = declarationSchema() as JSONSchema;
  const ours: number[] = [];
  const peer: number[] = [];
  for (let version = 1; version <= EDITS; version += 1) {
    const edited = text.replace('\n', `\n${' '.repeat(version)}`);
    const begun = performance.now();
    judge(edited);
    const half = performance.now();
    const document = TextDocument.create('file:///large.json', 'json', version, edited);
    await json.doValidation(document, json.parseJSONDocument(document), {}, schema);
    const done = performance.now();
    ours.push(half - begun);
    peer.push(done - half);
  }
  return { ours, peer };
}

function judge(text: string): void {
  const document = TextDocument.create('file:///large.cartotoken.json', 'cartotoken', 0, text);
  diagnostics(document, inspect({ text, isDeclaration: true }));
}

/** How many times as long ten times as much takes: by turns, and with the same work for both, so that both pay for their garbage. */
function timesOfTenfold(text: string, tenfold: string): number[] {
  return Array.from({ length: 20 }, () => {
    const begun = performance.now();
    for (let turn = 0; turn < 10; turn += 1) judge(text);
    const half = performance.now();
    judge(tenfold);
    return (10 * (performance.now() - half)) / (half - begun);
  });
}

/** Each edit of a line of a grant, asked about at once as an editor does while one types. */
async function serverLatencies(text: string) {
  const connection = connect(startServer('--stdio'));
  const uri = 'file:///large.cartotoken.json';
  await initialize(connection);
  await open(connection, uri, text);

  const textDocument = { uri };
  const line = text.split('\n').findIndex((each) => each.includes('table_500"'));
  const position = { line, character: 20 };
  const asks = {
    diagnostics: () => pull(connection, uri),
    completion: () => connection.sendRequest('textDocument/completion', { textDocument, position }),
    hover: () => connection.sendRequest('textDocument/hover', { textDocument, position }),
  };
  const found = { diagnostics: [], completion: [], hover: [] } as Record<
    keyof typeof asks,
    number[]
  >;
  const end = { line, character: 18 };
  let version = 1;
  for (let edit = 0; edit < EDITS; edit += 1) {
    for (const name of Object.keys(asks) as (keyof typeof asks)[]) {
      version += 1;
      const before = performance.now();
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ range: { start: end, end }, text: 'a' }],
      });
      await asks[name]();
      found[name].push(performance.now() - before);
    }
  }
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
  return found;
}
