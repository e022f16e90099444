#!/usr/bin/env node
import path from 'node:path';
import { createConnection, type MessageWriter, ProposedFeatures } from 'vscode-languageserver/node';
import { visibleLines } from '../core/control-characters.ts';
import { Redactor } from '../core/credentials/redact.ts';
import { RedactingWriter } from './redacting-writer.ts';
import { serve } from './server.ts';
import { connectStdio } from './stdio.ts';
import { TRANSPORTS, transportNamedBy } from './transport.ts';

const USAGE = `Usage: cartotoken-language-server --stdio | --node-ipc | --socket=<port> | --pipe=<name>

The language server of CARTO Tokens. An editor starts it; see its settings for language servers.
`;

const args = process.argv.slice(2);
if (!args.some((arg) => TRANSPORTS.test(arg))) {
  const asked = args.some((arg) => arg === '--help' || arg === '-h');
  (asked ? process.stdout : process.stderr).write(USAGE);
  process.exit(asked ? 0 : 2);
}

const redactor = new Redactor();
// Editors log what a server says as it ends, and an error may quote any text.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${visibleLines(redactor.redact(`${error?.stack ?? error}`))}\n`);
  process.exit(1);
});
const redacting = (writer: MessageWriter) => new RedactingWriter(writer, redactor);
const connect = () => {
  const [reader, writer] = transportNamedBy(args);
  return createConnection(ProposedFeatures.all, reader, redacting(writer));
};
const connection = args.includes('--stdio') ? connectStdio(redacting) : connect();
serve(connection, path.join(__dirname, 'scan-worker.js'), redactor);
connection.listen();
