import { describe, expect, it } from 'vitest';
import { useDeclarations } from './use-declarations.ts';

const { server, start } = useDeclarations();

describe('what there is for declarations only', () => {
  it('is registered for them, where an editor can be told so', async () => {
    const registered: { method: string; registerOptions: { documentSelector: object } }[] = [];
    server().connection.onRequest('client/registerCapability', ({ registrations }) => {
      registered.push(...registrations);
      return null;
    });
    const dynamicRegistration = true;
    const greeting = await start(
      {},
      {
        textDocument: { formatting: { dynamicRegistration }, hover: { dynamicRegistration } },
      },
    );
    await expect
      .poll(() => registered.map(({ method }) => method))
      .toEqual(['textDocument/hover', 'textDocument/formatting']);
    for (const { registerOptions } of registered) {
      expect(registerOptions.documentSelector).toEqual([
        { language: 'cartotoken' },
        { pattern: '**/*.cartotoken.json' },
      ]);
    }
    expect(greeting).toMatchObject({ capabilities: { completionProvider: {} } });
    expect(greeting).not.toMatchObject({ capabilities: { documentFormattingProvider: {} } });
  });
});
