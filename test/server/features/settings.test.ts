import { describe, expect, it } from 'vitest';
import { type Diagnostic, open, pull } from '../../support/language-server.ts';
import { ABILITIES, useDeclarations } from './use-declarations.ts';

const { server, A, start } = useDeclarations();

describe('settings', () => {
  const TEXT = '{ "allowed_apis": ["lds"], "referers": ["https://a.example/"] }';
  const rules = (found: readonly Diagnostic[]) =>
    found.map(({ code, severity }) => `${code} ${severity}`);

  it('are asked for, for each document, and read live', async () => {
    const settings = {
      rules: {},
      referers: { trailingSlash: 'require' },
      inlayHints: { enabled: true },
    };
    let current: object = settings;
    const scopes: { readonly scopeUri: string }[] = [];
    server().connection.onRequest(
      'workspace/configuration',
      ({ items }: { items: { scopeUri: string; section: string }[] }) => {
        scopes.push(...items);
        return items.map(() => current);
      },
    );
    let refreshed = 0;
    server().connection.onRequest('workspace/diagnostic/refresh', () => {
      refreshed += 1;
      return null;
    });
    await start(
      {},
      { ...ABILITIES, workspace: { configuration: true, diagnostics: { refreshSupport: true } } },
    );
    await open(server().connection, A(), TEXT);
    expect(rules(await pull(server().connection, A()))).toEqual(['name-missing 4']);
    await pull(server().connection, A());
    const ofDocument = scopes.filter(({ scopeUri }) => scopeUri === A());
    expect(ofDocument).toEqual([{ scopeUri: A(), section: 'cartotoken' }]);

    current = {
      rules: { 'name-missing': 'off', 'referer-trailing-slash': 'error' },
      referers: { trailingSlash: 'forbid' },
    };
    const before = refreshed;
    await server().connection.sendNotification('workspace/didChangeConfiguration', {
      settings: null,
    });
    await expect.poll(() => refreshed).toBeGreaterThan(before);
    expect(rules(await pull(server().connection, A()))).toEqual(['referer-trailing-slash 1']);
  });

  it('are told by an editor that cannot be asked: nonsense is as if it were not set', async () => {
    await start({}, { textDocument: { diagnostic: {} } });
    await open(server().connection, A(), TEXT);
    await server().connection.sendNotification('workspace/didChangeConfiguration', {
      settings: {
        cartotoken: { rules: { 'name-missing': 'warning', nonsense: 'error' }, referers: 7 },
      },
    });
    expect(rules(await pull(server().connection, A()))).toEqual(['name-missing 2']);
    await server().connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { cartotoken: { rules: { 'name-missing': 'loud' } } },
    });
    expect(rules(await pull(server().connection, A()))).toEqual(['name-missing 4']);
  });
});
