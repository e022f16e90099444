import { describe, expect, it } from 'vitest';
import { MAP, useDeclarations } from './use-declarations.ts';

const { start, askAt } = useDeclarations();

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
