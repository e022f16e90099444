import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect, initialize, open, pull } from '../support/language-server.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';

const KEY = apiKey('base64url');
/** A piece of it, which no shape tells. */
const PIECE = KEY.slice(3, 14);
const TOKEN = accessToken();
const WORDS = `at ${PIECE} \u001b[31m and ${TOKEN}`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cartotoken-crash-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program that has a fault, once that condition holds, in which a text is quoted. */
async function faulty(program: string, args: string[], when: string, cwd = folder) {
  const fault = path.join(folder, 'fault.cjs');
  await writeFile(fault, `${when}(() => { throw new Error(${JSON.stringify(WORDS)}); });`);
  return spawn(process.execPath, ['--require', fault, path.resolve(program), ...args], { cwd });
}

function expectNoSecret(said: string): void {
  expect(said).toContain('Error: at ');
  expect(said).not.toContain(TOKEN.slice(0, 10));
  expect(said).not.toContain('\u001b');
}

describe('what is said by a fault that ends it', () => {
  it('the language server: without what it has found', async () => {
    const server = await faulty(
      'dist/server.js',
      ['--stdio'],
      "process.on.bind(process, 'SIGUSR2')",
    );
    const said = text(server.stderr);
    const connection = connect(server);
    await initialize(connection);
    await open(
      connection,
      'file:///a.js',
      `new carto.Client({ apiKey: '${KEY}', username: 'jane' });`,
      'javascript',
    );
    expect(await pull(connection, 'file:///a.js')).toHaveLength(1);
    server.kill('SIGUSR2');
    const [code] = await once(server, 'exit');
    expect(code).toBe(1);
    expectNoSecret(await said);
    expect(await said).not.toContain(PIECE);
  });

  it('the command line, whose exit code says that it could not do its work', async () => {
    await writeFile(path.join(folder, 'a.js'), `const cartoApiKey = '${KEY}';`);
    const program = await faulty('dist/cli.js', ['check', '.'], 'setImmediate');
    const said = text(program.stderr);
    const [code] = await once(program, 'exit');
    expect(code).toBe(2);
    expectNoSecret(await said);
  });
});
