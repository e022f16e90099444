import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { poll } from './patience.ts';
import { byMachine } from './signed-in.ts';
import { FLOW_THEMES } from './themes.ts';
import { heldToken, tokensOf, useSandbox } from './use-sandbox.ts';
import { TYPED_AS_IT_IS, useWindow } from './window.ts';
import { Wizard } from './wizard.ts';

const TABLE = 'carto-demo-data.demo_tables.retail_stores';
const QUERY = `SELECT store_id, geom, revenue
FROM \`${TABLE}\`
WHERE storetype = @type`;

describe.each(FLOW_THEMES)('creating tokens, in a %s theme', (name, theme) => {
  const startedSandbox = useSandbox();
  const openedWindow = useWindow({
    theme,
    settings: TYPED_AS_IT_IS,
    accounts: () => [byMachine(startedSandbox(), 'Acme')],
  });

  it('asks for all that restricts one, goes back with every value kept, creates it, and copies it from the message', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.showTokens();
    await window.tree('storefront-map').waitFor();
    await window.run('CARTO: Create Token');
    const wizard = new Wizard(page);
    /** The APIs that are chosen, as their page shows them. */
    const expectBoth = async () => {
      for (const api of ['Maps API', 'SQL API']) await wizard.ticked(api).waitFor();
      await wizard.widget.getByText('2 Selected').waitFor();
    };
    await wizard.answer('What is the token to be called', 'my-map');

    await wizard.tick('Imports API');
    await wizard.tick('Maps API');
    await wizard.message.filter({ hasText: 'cannot be combined' }).waitFor();
    await wizard.tick('SQL API');
    await expectBoth();
    await window.picture(`create-token-apis-${name}`);
    await page.keyboard.press('Enter');

    await wizard.pick('Add a grant');
    await wizard.pick('carto_dw');
    await wizard.pick('A table or tileset');
    await wizard.answer('The full name of the table', TABLE);

    // Back to what was answered before: both pages show it again.
    await wizard.row('Add another grant').waitFor();
    await wizard.back();
    await expectBoth();
    await wizard.back();
    await wizard.asks('What is the token to be called');
    expect(await wizard.input.inputValue()).toBe('my-map');
    await page.keyboard.press('Enter');
    await expectBoth();
    await page.keyboard.press('Enter');
    await wizard.row(TABLE).waitFor();

    await wizard.pick('Add another grant');
    await wizard.pick('carto_dw');
    await wizard.pick('A query');
    await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await page.keyboard.insertText(QUERY);
    await window.picture(`create-token-query-${name}`);
    await page.keyboard.press('Control+Enter');
    await wizard.row('SELECT store_id').waitFor();
    await window.picture(`create-token-grants-${name}`);
    await wizard.pick('Done');

    await wizard.answer('The websites whose pages', 'https://maps.example.com');
    await wizard.message.filter({ hasText: 'press Enter to take it' }).waitFor();
    expect(await wizard.input.inputValue()).toBe('https://maps.example.com/');
    await page.keyboard.press('Enter');
    await wizard.pick('In 90 days');
    await wizard.row('Create my-map').waitFor();
    await window.picture(`create-token-review-${name}`);
    await page.keyboard.press('Enter');
    await window.message('Created my-map in Acme').waitFor();
    await window.tree('my-map').waitFor();
    await window.picture(`created-${name}`);

    const held = heldToken(startedSandbox(), 'my-map');
    expect(held).toMatchObject({
      allowed_apis: ['maps', 'sql'],
      grants: [
        { connection_name: 'carto_dw', source: TABLE },
        { connection_name: 'carto_dw', source: QUERY },
      ],
      referers: ['https://maps.example.com/'],
    });
    expect(held.expiration_date).toMatch(/^\d{4}-/);
    expect(startedSandbox().requests.performed['POST /v3/tokens']).toBe(1);

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.message('Created my-map in Acme').getByRole('button', { name: 'Copy' }).click();
    await poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(held.token);
  });

  it('saves one as a declaration, and creates another one from that', async () => {
    const window = openedWindow();
    const { page } = window;
    const wizard = new Wizard(page);
    // Where the test before did not create it.
    if (!startedSandbox().account.tokens.some((each) => each.name === 'my-map')) {
      await (await tokensOf(startedSandbox())).create({
        name: 'my-map',
        allowed_apis: ['maps', 'sql'],
        grants: [{ connection_name: 'carto_dw', source: TABLE }],
        referers: ['https://maps.example.com/'],
      });
    }
    const created = () => startedSandbox().requests.performed['POST /v3/tokens'] ?? 0;
    const before = created();
    await window.showTokens();
    await window.run('CARTO: Refresh');
    await window.run('CARTO: Save as Declaration');
    await wizard.pick('my-map');
    await page.locator('.tab.active', { hasText: 'my-map.cartotoken.json' }).waitFor();
    const file = path.join(window.workspace, 'tokens/my-map.cartotoken.json');
    const saved = JSON.parse(await readFile(file, 'utf8'));
    expect(saved).toMatchObject({ name: 'my-map', referers: ['https://maps.example.com/'] });
    // Another name, or there would be two of one.
    await window.goTo(2, 11);
    await page.keyboard.press('Shift+End');
    await page.keyboard.insertText('"my-other-map",');
    await page.keyboard.press('ControlOrMeta+S');
    await page.locator('.tab.active:not(.dirty)').waitFor();

    await page.locator('.codelens-decoration a', { hasText: 'Create token…' }).click();
    await window.dialog.getByText('Create my-other-map in Acme?').waitFor();
    await window.picture(`create-from-declaration-${name}`);
    await window.dialog.getByRole('button', { name: 'Create Token' }).click();
    await window.message('Created my-other-map in Acme').waitFor();
    const { allowed_apis, grants, referers } = heldToken(startedSandbox(), 'my-map');
    const other = heldToken(startedSandbox(), 'my-other-map');
    expect(other).toMatchObject({ allowed_apis, grants, referers });
    expect(created()).toBe(before + 1);
  });
});
