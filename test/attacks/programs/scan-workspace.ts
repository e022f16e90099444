/**
 * Has the language server, as it is shipped, scan a workspace until it has published diagnostics of some of its files, and then
 * asks for those of others, as an editor that has them open. Prints as JSON the diagnostics by URI, and what the server logged.
 *
 * Usage: scan-workspace.ts <folder> --published <file>... --open <file>...
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { connect, initialize, open, pull, startServer } from '../../support/language-server.ts';

const files = { type: 'string', multiple: true, default: [] as string[] } as const;
const { positionals, values } = parseArgs({
  options: { published: files, open: files },
  allowPositionals: true,
});
const [folder = ''] = positionals;
const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
const awaited = new Set(values.published.map(uriOf));
const diagnostics: Record<string, unknown> = {};
const logged: string[] = [];

const server = startServer('--stdio');
const connection = connect(server);
connection.onNotification('window/logMessage', ({ message }) => void logged.push(message));
const arePublished = new Promise<void>((resolve) => {
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics: items }) => {
    diagnostics[uri] = items;
    awaited.delete(uri);
    if (awaited.size === 0) resolve();
  });
});
await initialize(connection, undefined, {
  workspaceFolders: [{ uri: uriOf(''), name: 'workspace' }],
});
await arePublished;
for (const file of values.open) {
  await open(connection, uriOf(file), readFileSync(path.join(folder, file), 'utf8'), 'plaintext');
  diagnostics[uriOf(file)] = await pull(connection, uriOf(file));
}
await connection.sendRequest('shutdown');
process.stdout.write(JSON.stringify({ diagnostics, logged }));
connection.dispose();
server.kill();
