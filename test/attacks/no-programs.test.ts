import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { Repository } from '../cli/repository.ts';
import { connect, initialize, open, pull } from '../support/language-server.ts';
import { accessToken } from '../support/synthetic.ts';

/** What a language server might start, and the shells that would start it. */
const PROGRAMS = ['git', 'node', 'npm', 'yarn', 'pnpm', 'sh', 'bash', 'cmd', 'code', 'where'];

let repository: Repository;
/** Where each program leaves a file when it is run. */
let nest: string;
let programs: string;
let server: ChildProcessWithoutNullStreams;
let connection: MessageConnection;

beforeEach(async () => {
  repository = await Repository.make();
  nest = path.join(repository.root, 'nest');
  programs = path.join(repository.root, 'programs');
  await mkdir(nest);
  await mkdir(programs);
  const lines = `#!/bin/sh\necho "$0 $*" > "${nest}/$$"\n`;
  for (const name of PROGRAMS) {
    await writeFile(path.join(programs, name), lines);
    await chmod(path.join(programs, name), 0o755);
  }
});
afterEach(async () => {
  connection?.dispose();
  server?.kill();
  await repository.remove();
});

/** An environment in which whatever is looked for is one of these programs. */
const environment = () => ({ ...repository.env, PATH: programs, SHELL: path.join(programs, 'sh') });

it.skipIf(process.platform === 'win32')('the language server starts no program', async () => {
  await repository.commit({ 'a.js': 'ok\n' });
  const monitor = path.join(programs, 'git');
  await repository.git('config', 'core.fsmonitor', monitor);
  await repository.write({
    'a.js': `const token = '${accessToken()}';\n`,
    'b.env': `TOKEN=${accessToken({ seed: 'b' })}\n`,
    'c.cartotoken.json': '{ "name": "c", "allowed_apis": ["lds"] }',
    'package.json': '{ "scripts": { "prepare": "git" }, "packageManager": "yarn@4.0.0" }',
    'tsconfig.json': '{}',
  });
  const uri = (name: string) => pathToFileURL(path.join(repository.folder, name)).href;

  server = spawn(process.execPath, [path.resolve('dist/server.js'), '--stdio'], {
    cwd: repository.folder,
    env: environment(),
  });
  connection = connect(server);
  const published = new Set<string>();
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    if (diagnostics.length > 0) published.add(uri);
  });
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => ({})),
  );
  const workspaceFolders = [{ uri: uri(''), name: 'work' }];
  await initialize(
    connection,
    {
      textDocument: { diagnostic: {} },
      workspace: { configuration: true, workspaceFolders: true },
    },
    { workspaceFolders, rootUri: uri('') },
  );
  await open(connection, uri('a.js'), `const token = '${accessToken()}';\n`, 'javascript');
  expect(await pull(connection, uri('a.js'))).toHaveLength(1);
  const range = { start: { line: 0, character: 16 }, end: { line: 0, character: 16 } };
  const actions = await connection.sendRequest<unknown[]>('textDocument/codeAction', {
    textDocument: { uri: uri('a.js') },
    range,
    context: { diagnostics: [] },
  });
  expect(actions.length).toBeGreaterThan(0);
  // The workspace has been scanned.
  await expect.poll(() => published.has(uri('b.env'))).toBe(true);
  await connection.sendRequest('shutdown');
  expect(await readdir(nest)).toEqual([]);

  // They would have been seen.
  await promisify(execFile)('git', [], { env: environment() });
  expect(await readdir(nest)).toHaveLength(1);
});
