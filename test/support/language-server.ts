import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

/** A diagnostic as it comes over the protocol. */
export interface Diagnostic {
  readonly range: { readonly start: object; readonly end: object };
  readonly severity: number;
  readonly code: string;
  readonly codeDescription: { readonly href: string };
  readonly source: string;
  readonly message: string;
}

/** What an editor can do that asks for diagnostics. */
const ASKS = { textDocument: { diagnostic: {} } };

/** Starts the language server as it is shipped. */
export function startServer(...args: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, ['dist/server.js', ...args]);
}

/** A plain JSON-RPC connection to a server started with `--stdio`. */
export function connect(server: ChildProcessWithoutNullStreams): MessageConnection {
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  connection.listen();
  return connection;
}

/** The protocol's greeting, with what more an editor may say. @returns the server's answer */
export async function initialize(
  connection: MessageConnection,
  capabilities: object = ASKS,
  more: object = {},
): Promise<unknown> {
  const result = await connection.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities,
    ...more,
  });
  await connection.sendNotification('initialized', {});
  return result;
}

export function open(
  connection: MessageConnection,
  uri: string,
  text: string,
  languageId = 'json',
): Promise<void> {
  const textDocument = { uri, languageId, version: 1, text };
  return connection.sendNotification('textDocument/didOpen', { textDocument });
}

/** Asks for a document's diagnostics. */
export async function pull(connection: MessageConnection, uri: string): Promise<Diagnostic[]> {
  const report = await connection.sendRequest<{ kind: string; items: Diagnostic[] }>(
    'textDocument/diagnostic',
    { textDocument: { uri } },
  );
  if (report.kind !== 'full') throw new Error(`Not a full report: ${report.kind}`);
  return report.items;
}
