import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { filesBelow } from './support/files-below.ts';
import { connect, initialize, open, pull, startServer } from './support/language-server.ts';
import { apiKey } from './support/synthetic.ts';

const STOREFRONT = 'examples/storefront';
const SEVERITIES = ['error', 'warning', 'information', 'hint'];

it('the command line says of the storefront what the language server says', async () => {
  const { stdout } = await cartotoken('check', '--format', 'json', STOREFRONT);
  const { diagnostics } = JSON.parse(stdout);
  expect(diagnostics).toHaveLength(5);
  expect(await askLanguageServer(filesBelow(STOREFRONT, ''))).toEqual(diagnostics);
});

it('the command line answers with the exit code, without colours where its output is not a terminal', async () => {
  const { stdout, code } = await cartotoken('check', STOREFRONT);
  expect(code).toBe(1);
  expect(stdout).toContain('5 problems in 12 files: 2 errors, 3 warnings.');
  expect(stdout).not.toContain('\u001b');
});

it('both know a key by the path of its file, from wherever that is named', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'agreement-'));
  try {
    const files = ['carto/settings.yml', 'cartodb_api_key.txt', 'other/settings.yml'];
    for (const file of files) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      const key = apiKey('hex', file);
      writeFileSync(path.join(folder, file), file.endsWith('.txt') ? key : `api_key: ${key}\n`);
    }
    const command = path.resolve('dist/cli.js');
    const places = async (cwd: string, ...args: string[]) => {
      const { stdout } = await run([command, 'check', '--format', 'json', ...args], cwd);
      const { diagnostics } = JSON.parse(stdout);
      return diagnostics.map((each: { path: string }) =>
        path.relative(folder, path.resolve(cwd, each.path)).replaceAll(path.sep, '/'),
      );
    };
    const said = ['carto/settings.yml', 'cartodb_api_key.txt'];
    expect(await places(folder)).toEqual(said);
    expect(await places(path.join(folder, 'carto'), 'settings.yml')).toEqual(said.slice(0, 1));
    const inEditor = await askLanguageServer(files.map((file) => path.join(folder, file)));
    expect(inEditor.map((each) => path.relative(folder, (each as { path: string }).path))).toEqual(
      said.map(path.normalize),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

function cartotoken(...args: string[]): Promise<{ stdout: string; code: number | null }> {
  return run(['dist/cli.js', ...args]);
}

function run(args: string[], cwd?: string): Promise<{ stdout: string; code: number | null }> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let stdout = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ stdout, code }));
  });
}

/** What the language server says of files, in the words of the command line. */
async function askLanguageServer(files: readonly string[]): Promise<unknown[]> {
  const server = startServer('--stdio');
  try {
    const connection = connect(server);
    await initialize(connection);
    const said: unknown[] = [];
    for (const file of files) {
      const uri = pathToFileURL(file).href;
      await open(connection, uri, readFileSync(file, 'utf8'), 'plaintext');
      for (const { range, severity, code, message } of await pull(connection, uri)) {
        const shown = file.replaceAll(path.sep, '/');
        said.push({ path: shown, range, severity: SEVERITIES[severity - 1], rule: code, message });
      }
    }
    return said;
  } finally {
    server.kill();
  }
}
