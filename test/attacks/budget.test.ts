import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Log } from 'sarif';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runContained } from '../support/contained.ts';
import { connect, initialize, open, pull, startServer } from '../support/language-server.ts';
import { accessToken } from '../support/synthetic.ts';

const CLI = path.resolve('dist/cli.js');
/** A token, and then nothing but places that have to be weighed. */
const TEXT = `// carto.com/api/v2/sql ${accessToken()}\n${'String.join(api_key=${0'.repeat(6000)}`;
const REASON =
  'too many places in it could hold a credential. Split the file, or exclude it in .cartotokenignore';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'cartotoken-budget-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function check(...args: string[]) {
  await writeFile(path.join(folder, 'hostile.js'), TEXT);
  await writeFile(path.join(folder, 'other.js'), `'${accessToken()}'`);
  const ended = await runContained(CLI, ['check', ...args], { cwd: folder });
  expect(ended.exceeded).toBeUndefined();
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain(`cartotoken: hostile.js is not fully checked: ${REASON}`);
  return ended.stdout;
}

describe('a text that takes too much to check', () => {
  it('is left with what was found, and the command line says so', async () => {
    const out = await check();
    expect(out).toContain(`hostile.js is not fully checked: ${REASON}.`);
    expect(out.match(/hardcoded-access-token/g)).toHaveLength(2);
  });

  it('stands in the report for programs', async () => {
    const report = JSON.parse(await check('--format', 'json'));
    expect(report.notFullyChecked).toEqual([{ path: 'hostile.js', reason: REASON }]);
    expect(report.diagnostics).toHaveLength(2);
  });

  it('is a notification of a run that was no success in SARIF', async () => {
    const { runs }: Log = JSON.parse(await check('--format', 'sarif'));
    expect(runs[0]?.invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          { message: { text: `hostile.js is not fully checked: ${REASON}` } },
        ],
      },
    ]);
  });

  it('is said of a document in the editor, which goes on being answered', async () => {
    const connection = connect(startServer('--stdio'));
    const uri = 'file:///hostile.js';
    await initialize(connection);
    await open(connection, uri, TEXT);
    const report = await pull(connection, uri);
    expect(report).toMatchObject([
      {
        code: 'not-fully-checked',
        severity: 3,
        message: `This file is not fully checked: ${REASON}.`,
      },
      { code: 'hardcoded-access-token' },
    ]);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
  });
});

it('offers fixes for the first findings of a selection of very many', async () => {
  const connection = connect(startServer('--stdio'));
  const uri = 'file:///many.py';
  const request =
    'requests.get("https://acme.carto.com/api/v2/sql", params={"q": q, "api_key": KEY})\n';
  await initialize(connection);
  await open(connection, uri, request.repeat(1000), 'python');
  const actions = await connection.sendRequest<readonly { title: string }[]>(
    'textDocument/codeAction',
    {
      textDocument: { uri },
      range: { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } },
      context: { diagnostics: [] },
    },
  );
  expect(actions.filter(({ title }) => title === 'Send it as HTTP Basic')).toHaveLength(20);
  await connection.sendRequest('shutdown');
  await connection.sendNotification('exit');
});
