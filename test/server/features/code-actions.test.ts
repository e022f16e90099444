import { describe, expect, it } from 'vitest';
import { edited } from '../../support/caret.ts';
import { open } from '../../support/language-server.ts';
import { type Edit, MAP, useDeclarations } from './use-declarations.ts';

const { server, uriOf, A, start, ask } = useDeclarations();

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
    await open(server().connection, A(), text);
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
    await open(server().connection, A(), text);
    const [action] = await actions(['source.organize']);
    expect(edited(text, action?.edit.changes?.[A()] ?? [])).toBe(
      '{\n  "allowed_apis": ["maps", "sql"],\n  "referers": ["https://a.example/", "https://b.example/"]\n}\n',
    );
  });

  it('offers nothing of the whole file where nothing would change, and nothing unasked', async () => {
    await start();
    await open(server().connection, A(), MAP);
    expect(await actions(['source'])).toEqual([]);
  });

  it('split a declaration in two, beside those that are there', async () => {
    await start({ 'a-imports.cartotoken.json': '{}' });
    await server().connection.sendRequest('workspace/symbol', { query: '' });
    const text = '{\n  "name": "both",\n  "allowed_apis": ["sql", "imports"]\n}\n';
    await open(server().connection, A(), text);
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
    await open(server().connection, A(), '{ "allowed_apis": ["sql", "imports"] }');
    const titles = (await actions(['quickfix'])).map(({ title }) => title);
    expect(titles).toContain('Remove "imports"');
    expect(titles.filter((title) => title.startsWith('Split'))).toEqual([]);
  });
});
