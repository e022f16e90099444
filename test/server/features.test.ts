import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { caret, edited, type Position, positionAfter } from '../support/caret.ts';
import {
  connect,
  type Diagnostic,
  initialize,
  open,
  pull,
  startServer,
} from '../support/language-server.ts';
import { apiKey } from '../support/synthetic.ts';

interface Range {
  start: Position;
  end: Position;
}

interface Edit {
  range: Range;
  newText: string;
}

/** What VS Code can do, as far as it matters here. */
const ABILITIES = {
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { snippetSupport: true } },
  },
  workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } },
};

const MAP = `{
  "name": "storefront-map",
  "allowed_apis": ["maps", "sql"],
  "grants": [
    { "connection_name": "carto_dw", "source": "shop.retail.stores" },
    { "connection_name": "carto_dw", "source": "SELECT * FROM \`shop.retail.stores\`" }
  ],
  "referers": ["https://storefront.example.com/"]
}
`;

let server: ChildProcessWithoutNullStreams;
let connection: MessageConnection;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-server-'));
  server = startServer('--stdio');
  connection = connect(server);
});
afterEach(async () => {
  server.kill();
  await rm(folder, { recursive: true, force: true });
});

const uriOf = (name: string) => pathToFileURL(path.join(folder, name)).href;
const A = () => uriOf('a.cartotoken.json');

/** Puts declarations into the workspace's folder, and starts with that. */
async function start(files: Readonly<Record<string, string>> = {}, abilities: object = ABILITIES) {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'shop' }];
  return initialize(connection, abilities, { workspaceFolders });
}

function ask<Answer>(method: string, params: object = {}, uri = A()): Promise<Answer> {
  return connection.sendRequest(`textDocument/${method}`, { textDocument: { uri }, ...params });
}

/** Opens a text with a ‸ in it, and asks about that place. */
async function askAt<Answer>(method: string, marked: string, params: object = {}): Promise<Answer> {
  const { text, position } = caret(marked);
  await open(connection, A(), text);
  return ask(method, { position, ...params });
}

describe('what there is for declarations only', () => {
  it('is registered for them, where an editor can be told so', async () => {
    const registered: { method: string; registerOptions: { documentSelector: object } }[] = [];
    connection.onRequest('client/registerCapability', ({ registrations }) => {
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
          (await connection.sendRequest<unknown[]>('workspace/symbol', { query: '' })).length,
      )
      .toBe(1);
    expect((await complete('{ "grants": [{ "connection_name": "‸" }] }')).labels).toEqual([
      'carto_dw',
    ]);
  });

  it('offers sources as the allowed APIs take them, and everything last', async () => {
    await start({ 'map.cartotoken.json': MAP });
    await connection.sendRequest('workspace/symbol', { query: '' });
    const { items, labels } = await complete(
      '{ "allowed_apis": ["sql"], "grants": [{ "connection_name": "carto_dw", "source": "‸" }] }',
    );
    expect(labels).toEqual(['SELECT * FROM `shop.retail.stores`', 'shop.retail.stores', '*']);
    expect(items[1]?.labelDetails?.description).toContain('SQL API does not accept');
  });

  it('offers referers of the workspace', async () => {
    await start({ 'map.cartotoken.json': MAP });
    await connection.sendRequest('workspace/symbol', { query: '' });
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
    await connection.sendRequest('workspace/symbol', { query: '' });
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
    await open(connection, uriOf('a.json'), '');
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

describe('hover', () => {
  async function hover(marked: string): Promise<string | undefined> {
    const answer = await askAt<{ contents: { value: string } } | null>('hover', marked);
    return answer?.contents.value;
  }

  it('says what a property means', async () => {
    await start();
    expect(await hover('{ "allowed‸_apis": [] }')).toContain('The APIs the token may use');
  });

  it('says of a grant what the token can do with it', async () => {
    await start();
    expect(
      await hover(
        MAP.replace('shop.retail', 'shop‸.retail').replace('"maps", "sql"', '"sql", "maps"'),
      ),
    ).toBe(
      [
        '**What this token can do** with `shop.retail.stores` on `carto_dw`',
        '',
        '| API |  | Why |',
        '| --- | --- | --- |',
        '| SQL API | ✗ no | does not accept a grant on a table or tileset, so requests get 403 |',
        '| Maps API | ✓ yes | accepts a grant on a table or tileset |',
        '| LDS API | ✗ no | not in allowed_apis, so requests get 403 |',
        '| Imports API | ✗ no | not in allowed_apis, so requests get 403 |',
      ].join('\n'),
    );
  });

  it('says of the name what the whole token can do', async () => {
    await start();
    const said = await hover(MAP.replace('storefront-map', 'storefront‸-map'));
    expect(said).toContain('| `carto_dw` | `shop.retail.stores` | ✓ yes | ✗ no |');
    expect(said).toContain(
      '| `carto_dw` | `` SELECT * FROM `shop.retail.stores` `` | ✓ yes | ✓ yes |',
    );
    expect(said).toContain('From `https://storefront.example.com/`');
  });

  it.each([
    ['https://example.com/', '✓ yes', '✗ no'],
    ['https://example.com', '✗ no', '✗ no'],
    ['https://example.com*', '✓ yes', '✓ yes'],
  ])('says of the referer %s which requests it matches', async (referer, cross, unsafe) => {
    await start();
    const said = await hover(`{ "referers": ["‸${referer}"] }`);
    expect(said).toContain(`asking CARTO | \`https://example.com/\` | ${cross} |`);
    expect(said).toContain(`\`https://example.com/some/page\` | ${unsafe} |`);
    expect(said).toContain('agent skill');
  });

  it('repeats no credential, and breaks out of no table', async () => {
    await start();
    const said = await hover(
      '{ "grants": [{ "connection_name": "a|b", "source": "SELECT ‸`a` FROM b | c" }] }',
    );
    expect(said).toContain('`` SELECT `a` FROM b \\| c ``');
    expect(said).toContain('`a\\|b`');
  });
});

describe('code actions', () => {
  interface Action {
    title: string;
    kind: string;
    isPreferred?: boolean;
    edit: { changes?: Record<string, Edit[]>; documentChanges?: object[] };
  }
  const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const actions = (only: string[]) =>
    ask<Action[]>('codeAction', { range: everywhere, context: { diagnostics: [], only } });

  it('fix all that is safe, in one edit', async () => {
    await start();
    const text =
      '{\n  "allowed_apis": ["SQL", "sql"],\n  "referers": ["https://a.example", "https://a.example/"]\n}\n';
    await open(connection, A(), text);
    const [action, ...others] = await actions(['source.fixAll']);
    expect(others).toEqual([]);
    expect(action?.kind).toBe('source.fixAll.cartotoken');
    expect(edited(text, action?.edit.changes?.[A()] ?? [])).toBe(
      '{\n  "allowed_apis": ["sql"],\n  "referers": ["https://a.example/"]\n}\n',
    );
  });

  it('organize: properties, APIs, grants and referers in their order', async () => {
    await start();
    const text =
      '{\n  "referers": ["https://b.example/", "https://a.example/"],\n  "allowed_apis": ["sql", "maps"]\n}\n';
    await open(connection, A(), text);
    const [action] = await actions(['source.organize']);
    expect(edited(text, action?.edit.changes?.[A()] ?? [])).toBe(
      '{\n  "allowed_apis": ["maps", "sql"],\n  "referers": ["https://a.example/", "https://b.example/"]\n}\n',
    );
  });

  it('offers nothing of the whole file where nothing would change, and nothing unasked', async () => {
    await start();
    await open(connection, A(), MAP);
    expect(await actions(['source'])).toEqual([]);
  });

  it('split a declaration in two, beside those that are there', async () => {
    await start({ 'a-imports.cartotoken.json': '{}' });
    await connection.sendRequest('workspace/symbol', { query: '' });
    const text = '{\n  "name": "both",\n  "allowed_apis": ["sql", "imports"]\n}\n';
    await open(connection, A(), text);
    const split = (await actions(['quickfix'])).find(({ title }) => title.startsWith('Split'));
    expect(split?.edit.documentChanges).toEqual([
      {
        kind: 'create',
        uri: uriOf('a-imports-2.cartotoken.json'),
        options: { overwrite: false, ignoreIfExists: false },
      },
      {
        textDocument: { uri: uriOf('a-imports-2.cartotoken.json'), version: null },
        edits: [
          expect.objectContaining({ newText: expect.stringContaining('"name": "both-imports"') }),
        ],
      },
      {
        textDocument: { uri: A(), version: 1 },
        edits: [expect.objectContaining({ newText: '' })],
      },
    ]);
  });

  it('do not make files in an editor that cannot', async () => {
    await start({}, { textDocument: { diagnostic: {} } });
    await open(connection, A(), '{ "allowed_apis": ["sql", "imports"] }');
    const titles = (await actions(['quickfix'])).map(({ title }) => title);
    expect(titles).toContain('Remove "imports"');
    expect(titles.filter((title) => title.startsWith('Split'))).toEqual([]);
  });
});

describe('the outline', () => {
  interface Symbol {
    name: string;
    detail: string;
    children: Symbol[];
  }
  const outline = (symbols: readonly Symbol[], indent = ''): string[] =>
    symbols.flatMap(({ name, detail, children }) => [
      `${indent}${name}${detail && ` (${detail})`}`,
      ...outline(children, `${indent}  `),
    ]);

  it('names what tells entries apart', async () => {
    await start();
    await open(connection, A(), MAP);
    expect(outline(await ask('documentSymbol'))).toEqual([
      'name (storefront-map)',
      'allowed_apis',
      '  maps',
      '  sql',
      'grants',
      '  shop.retail.stores (carto_dw)',
      '  SELECT * FROM `shop.retail.stores` (carto_dw)',
      'referers',
      '  https://storefront.example.com/',
    ]);
  });

  it('folds, selects and links', async () => {
    await start();
    await open(connection, A(), MAP.replace('{\n', '{\n  "$schema": "schema.json",\n'));
    const folds = await ask<{ startLine: number; endLine: number }[]>('foldingRange');
    expect(folds.map(({ startLine, endLine }) => `${startLine}–${endLine}`).sort()).toEqual([
      '0–8',
      '4–6',
    ]);
    const [selection] = await ask<[{ range: Range; parent: { range: Range } }]>('selectionRange', {
      positions: [{ line: 5, character: 60 }],
    });
    expect(selection.range.start.line).toBe(5);
    expect(selection.parent.range).not.toEqual(selection.range);
    const links = await ask<{ target: string }[]>('documentLink');
    expect(links.map(({ target }) => target)).toEqual([
      'https://storefront.example.com/',
      new URL('schema.json', A()).href,
    ]);
  });

  it('shows after each grant the APIs it serves', async () => {
    await start();
    await open(connection, A(), MAP);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await ask<{ label: string; position: Position }[]>('inlayHint', { range });
    expect(hints.map(({ label }) => label)).toEqual(['maps', 'maps · sql']);
    expect(hints[0]?.position).toEqual(positionAfter(MAP.slice(0, MAP.indexOf('},') + 1)));
    const none = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    expect(await ask('inlayHint', { range: none })).toEqual([]);
  });
});

describe('formatting', () => {
  const options = { tabSize: 2, insertSpaces: true };

  it('lays out the whole, or a part', async () => {
    await start();
    const text = '{"name":"a",\n"allowed_apis":["lds"]}';
    await open(connection, A(), text);
    const whole = edited(text, await ask('formatting', { options }));
    expect(whole).toBe('{\n  "name": "a",\n  "allowed_apis": [\n    "lds"\n  ]\n}');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 22 } };
    const part = edited(text, await ask('rangeFormatting', { options, range }));
    expect(part.startsWith('{"name":"a",\n')).toBe(true);
    expect(JSON.parse(part)).toEqual(JSON.parse(text));
  });
});

describe('names', () => {
  const OTHER = '{ "name": "other", "x-replaces": "storefront-map", "allowed_apis": ["lds"] }';

  it('are found and renamed over the workspace, but not where a connection is called so', async () => {
    const same = '{ "grants": [{ "connection_name": "storefront-map", "source": "a.b" }] }';
    await start({ 'deep/other.cartotoken.json': OTHER, 'same.cartotoken.json': same });
    await connection.sendRequest('workspace/symbol', { query: '' });
    const marked = MAP.replace('storefront-map', 'store‸front-map');
    const found = await askAt<{ uri: string; range: Range }[]>('references', marked, {
      context: { includeDeclaration: true },
    });
    expect(found.map(({ uri }) => uri)).toEqual([A(), uriOf('deep/other.cartotoken.json')]);

    const { position } = caret(marked);
    expect(await ask('prepareRename', { position })).toMatchObject({
      placeholder: 'storefront-map',
    });
    const { changes } = await ask<{ changes: Record<string, Edit[]> }>('rename', {
      position,
      newName: 'shop "map"',
    });
    expect(Object.keys(changes)).toEqual([A(), uriOf('deep/other.cartotoken.json')]);
    expect(edited(MAP, changes[A()] ?? [])).toBe(MAP.replace('storefront-map', 'shop \\"map\\"'));
    expect(edited(OTHER, changes[uriOf('deep/other.cartotoken.json')] ?? [])).toBe(
      OTHER.replace('storefront-map', 'shop \\"map\\"'),
    );
  });

  it.each([
    ['other', 'declared in deep/other.cartotoken.json already'],
    [' ', 'cannot be empty'],
  ])('are not renamed to %j, and it says why', async (newName, why) => {
    await start({ 'deep/other.cartotoken.json': OTHER });
    await connection.sendRequest('workspace/symbol', { query: '' });
    const marked = MAP.replace('storefront-map', 'store‸front-map');
    await expect(askAt('rename', marked, { newName })).rejects.toThrow(why);
  });

  it('cannot be renamed where there is none', async () => {
    await start();
    expect(await askAt('prepareRename', MAP.replace('carto_dw', 'carto‸_dw'))).toBeNull();
  });

  it('are symbols of the workspace', async () => {
    await start({ 'map.cartotoken.json': MAP, 'deep/other.cartotoken.json': OTHER });
    const symbols = await connection.sendRequest<{ name: string }[]>('workspace/symbol', {
      query: 'MAP',
    });
    expect(symbols.map(({ name }) => name)).toEqual(['storefront-map']);
  });

  const duplicates = (found: readonly Diagnostic[]) =>
    found.filter(({ code }) => code === 'name-duplicate');

  it('that two declarations share are errors in both, and each points to the other', async () => {
    await start({ 'map.cartotoken.json': MAP });
    await open(connection, A(), MAP);
    await expect.poll(async () => duplicates(await pull(connection, A()))).toHaveLength(1);
    const [duplicate] = duplicates(await pull(connection, A()));
    expect(duplicate?.message).toContain('map.cartotoken.json');
    expect(duplicate).toMatchObject({
      relatedInformation: [{ location: { uri: uriOf('map.cartotoken.json') } }],
    });

    // Gone from the disk, it is no error any more.
    await rm(path.join(folder, 'map.cartotoken.json'));
    await connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('map.cartotoken.json'), type: 3 }],
    });
    await expect.poll(async () => duplicates(await pull(connection, A()))).toEqual([]);
  });

  it('of a folder that is renamed are not its own namesakes', async () => {
    const before = '{ "name": "moved", "allowed_apis": ["lds"] }';
    await start({ 'old/map.cartotoken.json': before });
    await connection.sendRequest('workspace/symbol', { query: '' });
    await rename(path.join(folder, 'old'), path.join(folder, 'new'));
    const files = [{ oldUri: uriOf('old'), newUri: uriOf('new') }];
    await connection.sendNotification('workspace/didRenameFiles', { files });
    const declared = () =>
      connection.sendRequest<{ location: { uri: string } }[]>('workspace/symbol', { query: '' });
    await expect
      .poll(async () => (await declared()).map(({ location }) => location.uri))
      .toEqual([uriOf('new/map.cartotoken.json')]);
  });

  it('that git ignores are left out, also when they are made later', async () => {
    await start({ '.git/HEAD': '', '.gitignore': 'dist/\n', 'map.cartotoken.json': MAP });
    await open(connection, uriOf('map.cartotoken.json'), MAP);
    await connection.sendRequest('workspace/symbol', { query: '' });
    await mkdir(path.join(folder, 'dist'));
    await writeFile(path.join(folder, 'dist/map.cartotoken.json'), MAP);
    await writeFile(path.join(folder, 'other.cartotoken.json'), OTHER);
    await connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('dist/map.cartotoken.json'), type: 1 }],
    });
    const symbols = () => connection.sendRequest<unknown[]>('workspace/symbol', { query: '' });
    await expect.poll(async () => (await symbols()).length).toBe(2);
    expect(duplicates(await pull(connection, uriOf('map.cartotoken.json')))).toEqual([]);
  });

  it('that change ask the editor to ask again', async () => {
    let asked = 0;
    connection.onRequest('workspace/diagnostic/refresh', () => {
      asked += 1;
      return null;
    });
    await start({}, { ...ABILITIES, workspace: { diagnostics: { refreshSupport: true } } });
    await open(connection, A(), MAP);
    await expect.poll(() => asked).toBeGreaterThan(0);
  });
});

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
    connection.onRequest(
      'workspace/configuration',
      ({ items }: { items: { scopeUri: string; section: string }[] }) => {
        scopes.push(...items);
        return items.map(() => current);
      },
    );
    let refreshed = 0;
    connection.onRequest('workspace/diagnostic/refresh', () => {
      refreshed += 1;
      return null;
    });
    await start(
      {},
      { ...ABILITIES, workspace: { configuration: true, diagnostics: { refreshSupport: true } } },
    );
    await open(connection, A(), TEXT);
    expect(rules(await pull(connection, A()))).toEqual(['name-missing 4']);
    await pull(connection, A());
    const ofDocument = scopes.filter(({ scopeUri }) => scopeUri === A());
    expect(ofDocument).toEqual([{ scopeUri: A(), section: 'cartotoken' }]);

    current = {
      rules: { 'name-missing': 'off', 'referer-trailing-slash': 'error' },
      referers: { trailingSlash: 'forbid' },
    };
    const before = refreshed;
    await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await expect.poll(() => refreshed).toBeGreaterThan(before);
    expect(rules(await pull(connection, A()))).toEqual(['referer-trailing-slash 1']);
  });

  it('are told by an editor that cannot be asked: nonsense is as if it were not set', async () => {
    await start({}, { textDocument: { diagnostic: {} } });
    await open(connection, A(), TEXT);
    await connection.sendNotification('workspace/didChangeConfiguration', {
      settings: {
        cartotoken: { rules: { 'name-missing': 'warning', nonsense: 'error' }, referers: 7 },
      },
    });
    expect(rules(await pull(connection, A()))).toEqual(['name-missing 2']);
    await connection.sendNotification('workspace/didChangeConfiguration', {
      settings: { cartotoken: { rules: { 'name-missing': 'loud' } } },
    });
    expect(rules(await pull(connection, A()))).toEqual(['name-missing 4']);
  });
});

describe('the connections of the accounts', () => {
  const tell = (names: string[] | null) =>
    connection.sendNotification('cartotoken/connectionsKnown', { names });
  const rules = async () => (await pull(connection, A())).map(({ code }) => code);

  it('are missed in a declaration only while they are known', async () => {
    await start();
    await open(connection, A(), MAP);
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
    connection.onRequest('workspace/diagnostic/refresh', () => {
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

describe('a newer text', () => {
  it('makes what was asked of the older one stop', async () => {
    await start();
    await open(connection, A(), MAP);
    const { CancellationTokenSource } = await import('vscode-jsonrpc/node');
    const source = new CancellationTokenSource();
    const asked = connection.sendRequest(
      'textDocument/diagnostic',
      { textDocument: { uri: A() } },
      source.token,
    );
    source.cancel();
    await expect(asked).rejects.toThrow('Cancelled.');
  });

  it('survives text that nests too deeply, whatever is asked', async () => {
    await start();
    await open(connection, A(), '['.repeat(100_000));
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
    expect((await pull(connection, A())).map(({ code }) => code)).toEqual(['declaration-syntax']);
  });
});
