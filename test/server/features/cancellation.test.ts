import { describe, expect, it } from 'vitest';
import { open, pull } from '../../support/language-server.ts';
import { MAP, useDeclarations } from './use-declarations.ts';

const { server, A, start, ask } = useDeclarations();

describe('a newer text', () => {
  it('makes what was asked of the older one stop', async () => {
    await start();
    await open(server().connection, A(), MAP);
    const { CancellationTokenSource } = await import('vscode-jsonrpc/node');
    const source = new CancellationTokenSource();
    const asked = server().connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri: A() } },
      source.token,
    );
    source.cancel();
    await expect(asked).rejects.toThrow('Cancelled.');
  });

  it('survives text that nests too deeply, whatever is asked', async () => {
    await start();
    await open(server().connection, A(), '['.repeat(100_000));
    const position = { line: 0, character: 50_000 };
    const range = { start: position, end: position };
    for (const [method, params] of [
      ['completion', { position }],
      ['hover', { position }],
      ['foldingRange', {}],
      ['selectionRange', { positions: [position] }],
      ['formatting', { options: { tabSize: 2, insertSpaces: true } }],
      ['documentSymbol', {}],
      ['documentLink', {}],
      ['inlayHint', { range }],
      ['codeAction', { range, context: { diagnostics: [] } }],
    ] as const) {
      await ask(method, params).catch((error: Error) =>
        expect(error.message).toContain('the log says why'),
      );
    }
    expect((await pull(server().connection, A())).map(({ code }) => code)).toEqual([
      'declaration-syntax',
    ]);
  });
});
