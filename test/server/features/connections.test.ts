import { describe, expect, it } from 'vitest';
import { open, pull } from '../../support/language-server.ts';
import { ABILITIES, MAP, useDeclarations } from './use-declarations.ts';

const { server, A, start, askAt } = useDeclarations();

describe('the connections of the accounts', () => {
  const tell = (names: string[] | null) =>
    server().connection.sendNotification('cartotoken/connectionsKnown', { names });
  const rules = async () => (await pull(server().connection, A())).map(({ code }) => code);

  it('are missed in a declaration only while they are known', async () => {
    await start();
    await open(server().connection, A(), MAP);
    const without = await rules();
    await tell(['warehouse']);
    expect(await rules()).toEqual([
      ...without,
      'grant-connection-missing',
      'grant-connection-missing',
    ]);
    await tell(['warehouse', 'carto_dw']);
    expect(await rules()).toEqual(without);
    await tell([]);
    expect(await rules()).toContain('grant-connection-missing');
    await tell(null);
    expect(await rules()).toEqual(without);
  });

  it('have editors ask again', async () => {
    let asked = 0;
    server().connection.onRequest('workspace/diagnostic/refresh', () => {
      asked += 1;
      return null;
    });
    await start({}, { ...ABILITIES, workspace: { diagnostics: { refreshSupport: true } } });
    await tell(['warehouse']);
    await expect.poll(() => asked).toBe(1);
  });

  it('are offered before those that declarations name', async () => {
    await start();
    await tell(['warehouse', 'carto_dw']);
    const marked = MAP.replace('"carto_dw", "source": "shop', '"‸", "source": "shop');
    const { items } = await askAt<{ items: { label: string; detail: string }[] }>(
      'completion',
      marked,
    );
    expect(items.map(({ label, detail }) => [label, detail])).toEqual([
      ['warehouse', 'A connection of the account'],
      ['carto_dw', 'A connection of the account'],
    ]);
  });
});
