import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, open, realpath, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { SCAN_PROGRESS, type ScanProgress } from '../../server/protocol.ts';
import { connect, initialize, startServer } from '../support/language-server.ts';
import { accessToken } from '../support/synthetic.ts';

const TOKEN = accessToken();

let folder: string;
let server: ReturnType<typeof startServer>;
let connection: MessageConnection;
/** The files that something is shown of, and how often a word of the progress came. */
let shown: Set<string>;
let progress: ScanProgress[];

beforeEach(async () => {
  folder = await realpath(await mkdtemp(path.join(os.tmpdir(), 'cartotoken-faults-')));
  server = startServer('--stdio');
  connection = connect(server);
  shown = new Set();
  progress = [];
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }) => {
    const name = uri.slice(uriOf('').length + 1);
    if (diagnostics.length > 0) shown.add(name);
    else shown.delete(name);
  });
  connection.onNotification(SCAN_PROGRESS, (each: ScanProgress) => void progress.push(each));
});
afterEach(async () => {
  expect(server.exitCode).toBe(null);
  connection.dispose();
  server.kill();
  // At once: one by one, 100,000 files take longer than all else.
  rmSync(folder, { recursive: true, force: true, maxRetries: 10 });
});

const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
const at = (name: string) => path.join(folder, name);

async function put(name: string, text: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(at(name)), { recursive: true });
  await writeFile(at(name), text);
}

function start(): Promise<unknown> {
  return initialize(connection, undefined, { workspaceFolders: [{ uri: uriOf(''), name: 'a' }] });
}

function tell(...names: string[]): Promise<void> {
  const changes = names.map((name) => ({ uri: uriOf(name), type: 2 }));
  return connection.sendNotification('workspace/didChangeWatchedFiles', { changes });
}

const shows = (...names: string[]) => expect.poll(() => [...shown].sort()).toEqual(names);
const isDone = () => progress.at(-1)?.state === 'done';

/** Makes very many files of one text: names of one file in each folder, which are made in a quarter of the time. */
function putMany(count: number, folders: number, text: string): void {
  for (let each = 0; each < folders; each += 1) {
    const first = at(`d${each}/0.js`);
    mkdirSync(path.dirname(first));
    writeFileSync(first, text);
    for (let i = 1; i < count / folders; i += 1) linkSync(first, at(`d${each}/${i}.js`));
  }
}

describe('the look through the workspace goes on', () => {
  it.skipIf(process.getuid?.() === 0)('past files and folders that cannot be read', async () => {
    await put('shut.js', TOKEN);
    await put('shut/a.js', TOKEN);
    await put('z.js', TOKEN);
    await chmod(at('shut.js'), 0);
    await chmod(at('shut'), 0);
    await start();
    await shows('z.js');
    await chmod(at('shut'), 0o700);
    await chmod(at('shut.js'), 0o600);
    await tell('shut', 'shut.js');
    await shows('shut.js', 'shut/a.js', 'z.js');
  });

  it('when a folder is deleted while it is looked through', async () => {
    putMany(6000, 60, `'${TOKEN}'`);
    await put('kept.js', TOKEN);
    await start();
    await expect.poll(() => shown.size, { interval: 5 }).toBeGreaterThan(0);
    const gone = Array.from({ length: 60 }, (_, index) => `d${index}`);
    for (const name of gone) await rm(at(name), { recursive: true });
    await tell(...gone);
    await shows('kept.js');
  });

  it('through 100,000 small files, answering meanwhile', async () => {
    putMany(100_000, 500, 'export const carto = 1;\n');
    await put('z/last.js', TOKEN);
    await start();
    let slowest = 0;
    const started = performance.now();
    while (!isDone()) {
      const begun = performance.now();
      await connection.sendRequest('workspace/symbol', { query: '' });
      slowest = Math.max(slowest, performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const whole = performance.now() - started;
    await shows('z/last.js');
    expect(progress.at(-1)?.files).toBe(100_001);
    expect(progress.length).toBeLessThan(500);
    // Two seconds, or on a busy machine in proportion to the whole look, which that makes longer as well.
    expect(slowest).toBeLessThan(Math.max(2000, whole / 4));
  });

  it('through a file of 200 MB', async () => {
    const file = await open(at('large.sql'), 'w');
    const part = 'INSERT INTO maps VALUES (1);\n'.repeat(36_000);
    for (let megabyte = 0; megabyte < 200; megabyte += 1) await file.write(part);
    await file.write(`-- ${TOKEN}\n`);
    await file.close();
    await put('a.js', TOKEN);
    await start();
    await shows('a.js', 'large.sql');
  });

  it('when another branch is checked out, again and again', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {
        cwd: folder,
        stdio: 'pipe',
      });
    git('init', '-q', '-b', 'one');
    for (let index = 0; index < 300; index += 1) await put(`a/${index}.js`, '//');
    await put('a/7.js', TOKEN);
    git('add', '-A');
    git('commit', '-qm', 'one');
    git('checkout', '-qb', 'two');
    git('mv', 'a', 'b');
    git('commit', '-qm', 'two');
    await start();
    await shows('b/7.js');
    const names = Array.from({ length: 300 }, (_, index) => [`a/${index}.js`, `b/${index}.js`]);
    for (let turn = 0; turn < 7; turn += 1) {
      git('checkout', '-q', turn % 2 === 0 ? 'one' : 'two');
      await tell('a', 'b', ...names.flat());
    }
    await shows('a/7.js');
  });

  it('not when it is cancelled; then again when asked to', async () => {
    putMany(20_000, 100, `'${TOKEN.slice(1)}'`);
    await put('z/a.js', TOKEN);
    await start();
    await expect.poll(() => progress.length, { interval: 5 }).toBeGreaterThan(1);
    await connection.sendNotification('cartotoken/cancelScan', {});
    await expect.poll(() => progress.at(-1)?.state, { interval: 5 }).toBe('cancelled');
    await connection.sendRequest('cartotoken/scan', {});
    expect(progress.at(-1)?.state).toBe('done');
    await shows('z/a.js');
  });
});
