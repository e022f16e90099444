import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { serverProcesses } from './processes.ts';
import { eventually, expectDiagnostics, file, inShort, open, ours } from './support.ts';

/**
 * One warning, and else right. Each has a name of its own, as long as the others: a file that is made and deleted before
 * anybody has looked is nothing that watchers tell of, and VS Code keeps its text for a while.
 */
const bad = (name: 'cut' | 'bom' | 'eol' | 'old') =>
  `{ "referers": ["https://example.com"], "name": "${name}", "allowed_apis": ["lds"] }`;
const SLASH = 'referer-trailing-slash Warning 0:16-0:35';

describe('bad input in VS Code', () => {
  const cases: readonly (readonly [name: string, content: Buffer, expected: string[]])[] = [
    ['empty', Buffer.from(''), ['declaration-syntax Error 0:0-0:0']],
    ['null', Buffer.from('null'), ['declaration-shape Error 0:0-0:4']],
    ['array', Buffer.from('[]'), ['declaration-shape Error 0:0-0:2']],
    [
      'truncated',
      Buffer.from(bad('cut').slice(0, -2)),
      [SLASH, 'declaration-syntax Error 0:77-0:77'],
    ],
    ['byte-order-mark', Buffer.from(`\uFEFF${bad('bom')}`), [SLASH]],
    [
      'crlf',
      Buffer.from(bad('eol').replace('[', '[\r\n')),
      ['referer-trailing-slash Warning 1:1-1:20'],
    ],
    [
      'latin1',
      Buffer.from(`{ "$schema": "é", ${bad('old').slice(2)}`, 'latin1'),
      ['referer-trailing-slash Warning 0:32-0:51'],
    ],
  ];
  for (const [name, content, expected] of cases) {
    it(`${name}: a clear diagnostic or none, and the server stays up`, () =>
      judges(name, content, (uri) => expectDiagnostics(uri, expected)));
  }

  const many = (length: number) => {
    const referers = Array.from({ length }, (_, i) => `https://site-${i}.example.com`);
    return Buffer.from(JSON.stringify({ referers }, null, 1));
  };

  it('5 MB: it is too large to be checked, and the server stays up', async () => {
    await judges('too-large', many(160_000), async (uri) => {
      await eventually(
        'one diagnostic',
        () => ours(uri).map(({ message }) => message),
        ([message = '', ...others]) => others.length === 0 && message.includes('1 MB'),
      );
    });
  });

  it('1 MB: as many as VS Code shows, and the server stays up', async () => {
    await judges('large', many(28_000), async (uri) => {
      await eventually(
        '1000 diagnostics',
        () => ours(uri).length,
        (count) => count === 1000,
      );
    });
  });
});

/** Opens a declaration of that content, lets it be judged, and makes sure that the same server goes on judging. */
async function judges(
  name: string,
  content: Buffer,
  judge: (uri: vscode.Uri) => Promise<void>,
): Promise<void> {
  const control = file('tokens/bad.cartotoken.json');
  await open(control);
  await eventually(
    'judged',
    () => ours(control).length,
    (count) => count === 4,
  );
  const before = await serverProcesses();

  const uri = file(`tokens/${name}.cartotoken.json`);
  await vscode.workspace.fs.writeFile(uri, content);
  try {
    await open(uri);
    // An answer for what was opened after it is an answer after its own.
    await open(file('src/heatmap.js'));
    await eventually(
      'judged',
      () => ours(file('src/heatmap.js')).length,
      (count) => count === 1,
    );
    await judge(uri);
    assert.deepEqual(await serverProcesses(), before);
    assert.equal(ours(control).map(inShort).length, 4);
  } finally {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
  }
}
