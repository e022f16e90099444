import { mkdtemp, realpath, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { writeFiles } from '../cli/command-line.ts';
import { DISGUISE_OR_PIECE, PLANTED, treeOf } from '../cli/planted.ts';
import { connect, initialize, open, pull, startServer } from '../support/language-server.ts';
import { leakIn } from '../support/leaks.ts';
import { apiKey } from '../support/synthetic.ts';

/** What VS Code can do. */
const ABILITIES = {
  textDocument: {
    diagnostic: {},
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: {
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
};

const LANGUAGES: Readonly<Record<string, string>> = {
  '.json': 'cartotoken',
  '.js': 'javascript',
  '.py': 'python',
  '.sh': 'shellscript',
};

let root: string;
beforeEach(async () => {
  root = await realpath(await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-leaks-')));
});
afterEach(() => rm(root, { recursive: true, force: true }));

/** What of a message is named by the protocol to be as it is: where files are, and what is written into the user's own text. */
function withoutExact(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutExact);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !/uri$|^target$/i.test(name))
      .map(([name, item]) => [
        // The files that an edit changes are its keys.
        name.replace(/^file:.*/, 'a file'),
        withoutExact(item),
      ]),
  );
}

/** Asks everything there is to ask about a document but for edits that were chosen. */
async function askAbout(
  connection: ReturnType<typeof connect>,
  uri: string,
  text: string,
): Promise<void> {
  const textDocument = { uri };
  await pull(connection, uri);
  const ask = (method: string, params: object) =>
    connection.sendRequest(method, { textDocument, ...params }).catch((error: unknown) => error);
  const lines = text.split('\n');
  const end = { line: lines.length, character: 0 };
  const range = { start: { line: 0, character: 0 }, end };
  const context = { diagnostics: [] };
  await ask('textDocument/codeAction', { range, context });
  await ask('textDocument/inlayHint', { range });
  if (!uri.endsWith('.cartotoken.json')) return;
  await ask('textDocument/documentSymbol', {});
  await ask('textDocument/documentLink', {});
  await ask('textDocument/foldingRange', {});
  // In each of its strings, of which names and values are asked for by turns.
  const strings = [...text.matchAll(/"/g)].filter((_, index) => index % 2 === 0).slice(0, 50);
  for (const { index } of strings) {
    const before = text.slice(0, index + 2).split('\n');
    const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    await Promise.all([
      ask('textDocument/hover', { position }),
      ask('textDocument/completion', { position }),
      ask('textDocument/prepareRename', { position }),
      ask('textDocument/rename', { position, newName: '' }),
    ]);
  }
}

describe('whatever credential stands wherever', () => {
  it('no message of the language server repeats ten characters of it', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(PLANTED, DISGUISE_OR_PIECE, async (each, [, disguise]) => {
        count += 1;
        const folder = path.join(root, String(count));
        const tree = treeOf(each, disguise(each.secret));
        await writeFiles(folder, tree);
        const server = startServer('--stdio');
        const said: string[] = [];
        server.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
        server.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString('utf8')));
        const connection = connect(server);
        try {
          const uri = pathToFileURL(folder).href;
          await initialize(connection, ABILITIES, {
            workspaceFolders: [{ uri, name: 'a' }],
            initializationOptions: { hasCredentialCommands: true },
          });
          await connection.sendRequest('cartotoken/scan', {});
          await connection.sendRequest('cartotoken/declarations', {});
          await connection.sendRequest('workspace/symbol', { query: '' });
          for (const [name, text] of Object.entries(tree)) {
            const file = pathToFileURL(path.join(folder, name)).href;
            await open(connection, file, text, LANGUAGES[path.extname(name)] ?? 'plaintext');
            await askAbout(connection, file, text);
          }
        } finally {
          connection.dispose();
          server.kill();
        }
        const messages = messagesIn(said.join(''));
        expect(messages.length).toBeGreaterThan(50);
        const leaking = messages
          .map((message) => JSON.stringify(withoutExact(message)))
          .filter((message) => leakIn(message, each.secret) !== undefined);
        expect(leaking.map((message) => message.slice(0, 3000))).toEqual([]);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 600_000);
});

it('an edit that writes a key comes once it is chosen, and not where the text has changed meanwhile', async () => {
  const key = apiKey('base64url');
  const text = `curl "https://jane.carto.com/api/v2/sql?q=1&api_key=${key}"\n`;
  const uri = pathToFileURL(path.join(root, 'a.sh')).href;
  const server = startServer('--stdio');
  const connection = connect(server);
  try {
    await initialize(connection, ABILITIES);
    await open(connection, uri, text, 'shellscript');
    const end = { line: 0, character: text.length };
    const range = { start: { line: 0, character: 0 }, end };
    const asked = { textDocument: { uri }, range, context: { diagnostics: [] } };
    const offered = await connection.sendRequest<CodeAction[]>('textDocument/codeAction', asked);
    const action = offered.find(({ title }) => title === 'Send it as HTTP Basic');
    expect(action).toBeDefined();
    expect(action?.edit).toBeUndefined();
    expect(JSON.stringify(offered)).not.toContain(key.slice(0, 10));
    const chosen = await connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(JSON.stringify(chosen.edit)).toContain(`-u jane:${key}`);
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: 2 },
      contentChanges: [{ text: `\n${text}` }],
    });
    const late = await connection.sendRequest<CodeAction>('codeAction/resolve', action);
    expect(late.edit).toBeUndefined();
  } finally {
    connection.dispose();
    server.kill();
  }
});

/** The messages of a stream of the protocol; what is none as a text. */
function messagesIn(stream: string): unknown[] {
  return stream
    .split(/Content-Length: \d+\r\n\r\n/)
    .filter((message) => message !== '')
    .map((message) => {
      try {
        return JSON.parse(message);
      } catch {
        return message;
      }
    });
}
