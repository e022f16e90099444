import { describe, expect, it } from 'vitest';
import type { Seed } from '../../sandbox/sandbox.ts';
import { poll } from './patience.ts';
import { byMachine } from './signed-in.ts';
import { FLOW_THEMES } from './themes.ts';
import { heldToken, tokensOf, useSandbox } from './use-sandbox.ts';
import { TYPED_AS_IT_IS, useWindow, type Window } from './window.ts';
import { Wizard } from './wizard.ts';

const NAME = 'storefront-map';
const TABLES = 'carto-demo-data.demo_tables.*';
const STORES = 'carto-demo-data.demo_tables.retail_stores';
const [STOREFRONT, SHOP, PARTNER] = ['storefront', 'shop', 'partner'].map(
  (host) => `https://${host}.example.com/`,
) as [string, string, string];

const SEED: Seed = {
  connections: [{ name: 'carto_dw', provider: 'bigquery' }],
  tokens: [
    {
      name: NAME,
      allowed_apis: ['maps', 'sql'],
      grants: [
        { connection_name: 'carto_dw', source: TABLES },
        { connection_name: 'carto_dw', source: `SELECT store_id, revenue FROM \`${STORES}\`` },
      ],
      referers: [STOREFRONT],
    },
  ],
};

/** Where the file of the token has its first source and its referers, by line and column. */
const SOURCE = [7, 17] as const;
const REFERERS = [14, 15] as const;

describe.each(FLOW_THEMES)('editing a token as a file, in a %s theme', (name, theme) => {
  const startedSandbox = useSandbox(SEED);
  const openedWindow = useWindow({
    theme,
    settings: TYPED_AS_IT_IS,
    accounts: () => [byMachine(startedSandbox(), 'Acme')],
  });
  const held = () => heldToken(startedSandbox(), NAME);
  const sent = () => startedSandbox().requests.performed['PATCH /v3/tokens/:token'] ?? 0;

  it('sends what was changed when it is saved, in one request', async () => {
    const window = openedWindow();
    const { page } = window;
    await openToken(window);
    await writeFrom(window, SOURCE, `"${STORES}"`);
    await poll(() => page.locator('.squiggly-error').count()).toBe(0);
    await window.picture(`edit-as-file-${name}`);

    await save(window);
    await expectSaved(window);
    expect(held().grants[0]?.source).toBe(STORES);
    expect(held().grants).toHaveLength(2);
    expect(sent()).toBe(1);
  });

  it('asks before access widens: unless that is confirmed nothing is sent', async () => {
    const window = openedWindow();
    const { dialog } = window;
    await openToken(window);
    const before = sent();
    await writeFrom(window, REFERERS, `["${STOREFRONT}", "${SHOP}"]`);
    await save(window);
    await dialog.getByText(`It can be used from ${SHOP}.`).waitFor();
    await window.screenshot(`widening-${name}`); // VS Code is busy with saving meanwhile
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(held().referers).toEqual([STOREFRONT]);
    const refusal = window.message('You did not confirm that it may do more than before');
    await refusal.waitFor();

    await save(window);
    await dialog.getByRole('button', { name: 'Widen Access' }).click();
    await expectSaved(window);
    await refusal.waitFor({ state: 'detached' });
    expect(held().referers).toEqual([STOREFRONT, SHOP]);
    expect(sent()).toBe(before + 1);
  });

  it('is refused where it was changed elsewhere meanwhile, with what is another; what was typed stays', async () => {
    const window = openedWindow();
    const { page } = window;
    await openToken(window);
    const before = sent();
    const tokens = await tokensOf(startedSandbox());
    await tokens.update(held().token, { referers: [STOREFRONT, PARTNER] });
    await writeFrom(window, REFERERS, `["${SHOP}"]`);
    await save(window);
    const refusal = window.message('The content of the file is newer');
    await refusal.getByRole('button', { name: 'Compare' }).click();
    const diff = page.locator('.monaco-diff-editor');
    await diff.locator('.editor.original', { hasText: PARTNER }).waitFor();
    await diff.locator('.editor.modified', { hasText: `["${SHOP}"]` }).waitFor();
    const hint = window.message('Use the actions in the editor tool bar');
    await window.dismiss(hint);
    await window.picture(`conflict-${name}`);
    expect(held().referers).toEqual([STOREFRONT, PARTNER]);
    expect(sent()).toBe(before + 1); // that of the other

    await page.locator('.editor-actions .codicon-discard').first().click();
    await expectSaved(window);
    await page.locator('.editor-instance .view-line', { hasText: PARTNER }).waitFor();
    expect(held().referers).toEqual([STOREFRONT, PARTNER]);
  });

  it('shows in a table what it can do, and what to do where it cannot', async () => {
    const window = openedWindow();
    const { page } = window;
    await (await tokensOf(startedSandbox())).update(held().token, {
      grants: [
        { connection_name: 'carto_dw', source: STORES },
        { connection_name: 'carto_dw', source: `SELECT store_id, revenue FROM \`${STORES}\`` },
      ],
      referers: [STOREFRONT, PARTNER],
    });
    await window.run('CARTO: Test Token');
    await new Wizard(page).pick(NAME);
    const result = page
      .frameLocator('iframe.webview.ready')
      .frameLocator('iframe#active-frame')
      .getByRole('table')
      .first();
    await result.getByText(PARTNER).first().waitFor();
    // The table on Maps, the query on Maps and SQL, each from two websites.
    expect(await result.getByText('Works').count()).toBe(6);
    await window.dismiss(window.message('requests work'));
    await window.run('View: Toggle Primary Side Bar Visibility');
    await window.picture(`test-token-${name}`);
    expect(held().referers).toEqual([STOREFRONT, PARTNER]);
  });
});

/** Opens the token as a file, where it is not open, and is in its editor. */
async function openToken(window: Window): Promise<void> {
  const tab = window.page.locator('.tab.active', { hasText: `${NAME}.cartotoken.json` });
  if (await tab.isVisible()) return;
  await window.showTokens();
  await window.run('CARTO: Edit as File');
  await new Wizard(window.page).pick(NAME);
  await tab.waitFor();
}

/** Writes a text in the place of what stands there until the end of the line. */
async function writeFrom(
  window: Window,
  [line, column]: readonly [number, number],
  text: string,
): Promise<void> {
  await window.goTo(line, column);
  await window.page.keyboard.press('Shift+End');
  await window.page.keyboard.insertText(text);
}

function save({ page }: Window): Promise<void> {
  return page.keyboard.press('ControlOrMeta+S');
}

async function expectSaved({ page }: Window): Promise<void> {
  await page.locator('.tab.active:not(.dirty)', { hasText: `${NAME}.cartotoken.json` }).waitFor();
}
