import { describe, expect, it } from 'vitest';
import { type Position, positionAfter } from '../../support/caret.ts';
import { open } from '../../support/language-server.ts';
import { MAP, type Range, useDeclarations } from './use-declarations.ts';

const { server, A, start, ask } = useDeclarations();

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
    await open(server().connection, A(), MAP);
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
    await open(server().connection, A(), MAP.replace('{\n', '{\n  "$schema": "schema.json",\n'));
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
    await open(server().connection, A(), MAP);
    const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
    const hints = await ask<{ label: string; position: Position }[]>('inlayHint', { range });
    expect(hints.map(({ label }) => label)).toEqual(['maps', 'maps · sql']);
    expect(hints[0]?.position).toEqual(positionAfter(MAP.slice(0, MAP.indexOf('},') + 1)));
    const none = { start: { line: 0, character: 0 }, end: { line: 3, character: 0 } };
    expect(await ask('inlayHint', { range: none })).toEqual([]);
  });
});
