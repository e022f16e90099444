#!/usr/bin/env node
import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { serve } from './server.ts';
import { connectStdio } from './stdio.ts';

const USAGE = `Usage: cartotoken-language-server --stdio | --node-ipc | --socket=<port> | --pipe=<name>

The language server of CARTO Tokens. An editor starts it; see its settings for language servers.
`;

const TRANSPORTS = /^--(stdio|node-ipc|socket|pipe)(=|$)/;

const args = process.argv.slice(2);
if (!args.some((arg) => TRANSPORTS.test(arg))) {
  const asked = args.some((arg) => arg === '--help' || arg === '-h');
  (asked ? process.stdout : process.stderr).write(USAGE);
  process.exit(asked ? 0 : 2);
}

const connection = args.includes('--stdio')
  ? connectStdio()
  : createConnection(ProposedFeatures.all);
serve(connection, path.join(__dirname, 'scan-worker.js'));
connection.listen();
