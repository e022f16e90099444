import { describe, expect, it } from 'vitest';
import { caret, edited } from '../../support/caret.ts';
import { open } from '../../support/language-server.ts';
import { apiKey } from '../../support/synthetic.ts';
import { type Edit, MAP, useDeclarations } from './use-declarations.ts';

const { server, uriOf, start, ask, askAt } = useDeclarations();

describe('completion', () => {
  interface Item {
    label: string;
    detail?: string;
    sortText: string;
    filterText?: string;
    labelDetails?: { description: string };
    textEdit: Edit;
  }

  async function complete(marked: string): Promise<{ items: Item[]; labels: string[] }> {
    const list = await askAt<{ items: Item[] } | null>('completion', marked);
    const items = list?.items ?? [];
    items.sort((a, b) => (a.sortText < b.sortText ? -1 : 1));
    return { items, labels: items.map(({ label }) => label) };
  }

  /** The text once an item is taken, its snippet as the editor shows it first. */
  function taken(marked: string, items: readonly Item[], label: string): string {
    const item = items.find((each) => each.label === label);
    if (!item) throw new Error(`No "${label}" among ${items.map((each) => each.label)}`);
    const { text, position } = caret(marked);
    // An editor filters by the text between the beginning of the range and the cursor.
    const typed = text
      .split('\n')
      [position.line]?.slice(item.textEdit.range.start.character, position.character);
    expect((item.filterText ?? item.label).startsWith(typed ?? '')).toBe(true);
    return edited(text, [item.textEdit]).replace(
      /\$\{\d+[:|]([^}|]*)[^}]*\}|\$\d/g,
      (_, first = '') => first.split(',')[0],
    );
  }

  it('offers whole declarations in an empty file', async () => {
    await start();
    const { items, labels } = await complete('‸');
    expect(labels).toEqual([
      'Public map',
      'SQL backend',
      'Imports job',
      'Location data services',
      'CARTO Engine API key',
    ]);
    for (const label of labels) expect(() => JSON.parse(taken('‸', items, label))).not.toThrow();
  });

  it.each([
    ['in quotes', '{\n  "allowed_apis": ["maps"],\n  "‸"\n}'],
    ['without quotes', '{\n  "allowed_apis": ["maps"],\n  ‸\n}'],
    ['before another', '{\n  ‸\n  "allowed_apis": ["maps"]\n}'],
    ['in quotes, before another', '{\n  "‸"\n  "allowed_apis": ["maps"]\n}'],
    ['half typed', '{\n  "allowed_apis": ["maps"],\n  "ref‸"\n}'],
  ])('offers the properties that are not there yet, with a value: %s', async (_, marked) => {
    await start();
    const { items, labels } = await complete(marked);
    expect(labels).toEqual([
      '$schema',
      'name',
      'environment',
      'usage',
      'grants',
      'referers',
      'expiration_date',
    ]);
    if (!marked.includes('ref')) {
      for (const label of labels) {
        expect(
          () => JSON.parse(taken(marked, items, label)),
          taken(marked, items, label),
        ).not.toThrow();
      }
    }
    expect(JSON.parse(taken(marked, items, 'referers'))).toEqual({
      allowed_apis: ['maps'],
      referers: ['https://example.com/'],
    });
  });

  it('renames a property without touching its value', async () => {
    await start();
    const marked = '{ "refer‸": ["x"] }';
    const { items } = await complete(marked);
    expect(taken(marked, items, 'referers')).toBe('{ "referers": ["x"] }');
  });

  it('offers the properties of grants, of both kinds', async () => {
    await start();
    expect((await complete('{ "grants": [{ "source": "*", "‸" }] }')).labels).toEqual([
      'connection_name',
    ]);
  });

  it('offers the properties of an API key', async () => {
    await start();
    const key = (inside: string) =>
      `{ "name": "k", "grants": [{ "type": "database", ${inside} }] }`;
    expect((await complete(key('"‸"'))).labels).toEqual(['tables', 'schemas', 'table_metadata']);
  });

  it('offers what a permission can be', async () => {
    await start();
    const table = '{ "type": "database", "tables": [{ "permissions": ["select", "‸"] }] }';
    expect((await complete(`{ "grants": [${table}] }`)).labels).toEqual([
      'insert',
      'update',
      'delete',
    ]);
  });

  it('offers the APIs that are not listed, incompatible ones last and with the reason', async () => {
    await start();
    const marked = '{ "allowed_apis": ["maps", ‸] }';
    const { items, labels } = await complete(marked);
    expect(labels).toEqual(['sql', 'lds', 'imports']);
    expect(items[2]?.labelDetails?.description).toContain('cannot be combined');
    expect(taken(marked, items, 'sql')).toBe('{ "allowed_apis": ["maps", "sql"] }');
  });

  it('replaces the API that is being edited', async () => {
    await start();
    const marked = '{ "allowed_apis": ["ma‸ps", "lds"] }';
    const { items, labels } = await complete(marked);
    expect(labels).toEqual(['maps', 'sql', 'imports']);
    expect(taken(marked.replace('ma‸ps', '‸maps'), items, 'sql')).toBe(
      '{ "allowed_apis": ["sql", "lds"] }',
    );
  });

  it('offers connections, sources and referers of the workspace', async () => {
    await start({ 'map.cartotoken.json': MAP });
    // The first declaration that is open makes the server look for the others.
    await expect
      .poll(
        async () =>
          (await server().connection.sendRequest<unknown[]>('workspace/symbol', { query: '' }))
            .length,
      )
      .toBe(1);
    expect((await complete('{ "grants": [{ "connection_name": "‸" }] }')).labels).toEqual([
      'carto_dw',
    ]);
  });

  it('offers sources as the allowed APIs take them, and everything last', async () => {
    await start({ 'map.cartotoken.json': MAP });
    await server().connection.sendRequest('workspace/symbol', { query: '' });
    const { items, labels } = await complete(
      '{ "allowed_apis": ["sql"], "grants": [{ "connection_name": "carto_dw", "source": "‸" }] }',
    );
    expect(labels).toEqual(['SELECT * FROM `shop.retail.stores`', 'shop.retail.stores', '*']);
    expect(items[1]?.labelDetails?.description).toContain('SQL API does not accept');
  });

  it('offers referers of the workspace', async () => {
    await start({ 'map.cartotoken.json': MAP });
    await server().connection.sendRequest('workspace/symbol', { query: '' });
    expect((await complete('{ "referers": [‸] }')).labels).toEqual([
      'https://storefront.example.com/',
    ]);
  });

  it.each([
    ['a list of APIs', '{ "allowed_apis": ‸ }', '["maps"]', { allowed_apis: ['maps'] }],
    [
      'a grant in a list',
      '{ "grants": [‸] }',
      '{"connection_name":"carto_dw","source":"project.dataset.table"}',
      { grants: [{ connection_name: 'carto_dw', source: 'project.dataset.table' }] },
    ],
  ])('offers %s where one is expected', async (_, marked, label, expected) => {
    await start();
    const { items, labels } = await complete(marked);
    expect(labels).toEqual([label]);
    expect(JSON.parse(taken(marked, items, label))).toEqual(expected);
  });

  it.each([
    '{ "allowed_apis": ["maps"‸] }',
    '{ "environment": "production"‸ }',
    '{ "name": "x"\n  ‸}',
  ])('offers nothing behind a value: %s', async (marked) => {
    await start();
    expect((await complete(marked)).labels).toEqual([]);
  });

  it('offers no credential of another declaration', async () => {
    const source = `SELECT f('${apiKey('hex')}') FROM t`;
    const other = JSON.stringify({ grants: [{ connection_name: 'c', source }] });
    await start({ 'other.cartotoken.json': other });
    await server().connection.sendRequest('workspace/symbol', { query: '' });
    expect((await complete('{ "grants": [{ "source": "‸" }] }')).labels).toEqual(['*']);
  });

  it('offers days to come', async () => {
    await start();
    const { labels } = await complete('{ "expiration_date": ‸ }');
    const days = labels.map((label) => Math.round((Date.parse(label) - Date.now()) / 86_400_000));
    expect(days.map((day, index) => Math.abs(day - ([90, 30, 365][index] ?? 0)) <= 1)).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('offers the file’s name, environments and usages', async () => {
    await start();
    expect((await complete('{ "name": "‸" }')).labels).toEqual(['a']);
  });

  it('says nothing where the text nests too deeply, or is no declaration', async () => {
    await start();
    expect((await complete(`${'{"a":'.repeat(20_000)}‸`)).labels).toEqual([]);
    await open(server().connection, uriOf('a.json'), '');
    const position = { line: 0, character: 0 };
    expect(await ask('completion', { position }, uriOf('a.json'))).toBeNull();
  });
});

describe('completion of very many', () => {
  it('sends some that fit what is typed, and is asked again', async () => {
    await start();
    const grants = Array.from({ length: 500 }, (_, i) => ({
      connection_name: 'c',
      source: `a.b.t_${i}`,
    }));
    const text = JSON.stringify({ allowed_apis: ['maps'], grants });
    const list = await askAt<{ isIncomplete: boolean; items: { label: string }[] }>(
      'completion',
      text.replace('"a.b.t_0"', '"t_49‸"'),
    );
    expect(list.isIncomplete).toBe(true);
    expect(list.items.length).toBeLessThanOrEqual(100);
    expect(list.items.map(({ label }) => label)).toContain('a.b.t_499');
  });
});
