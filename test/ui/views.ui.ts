import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE, type Seed } from '../../sandbox/sandbox.ts';
import { type PlainServer, plainServer } from '../support/network/plain-server.ts';
import { poll } from './patience.ts';
import { beginSignIn, oauthToken } from './sign-in.ts';
import { byMachine } from './signed-in.ts';
import { BOTH_THEMES } from './themes.ts';
import { useSandbox } from './use-sandbox.ts';
import { useWindow, type Window } from './window.ts';
import { Wizard } from './wizard.ts';

/** Credentials of every standing that a new one can have. */
const SEED: Seed = {
  ...EXAMPLE,
  tokens: [
    ...(EXAMPLE.tokens ?? []),
    {
      name: 'trade-fair',
      allowed_apis: ['maps', 'sql'],
      grants: [
        { connection_name: 'carto_dw', source: 'carto-demo-data.demo_tables.retail_stores' },
        { connection_name: 'carto_dw', source: 'SELECT storetype FROM stores' },
      ],
      referers: ['https://fair.example.com/'],
      expiration_date: new Date(Date.now() + 10.5 * 86_400_000).toISOString(),
    },
  ],
};

describe.each(BOTH_THEMES)('the view of tokens without any, in a %s theme', (name, theme) => {
  const openedWindow = useWindow({ theme });
  const openedSandbox = useSandbox();
  /** Stands for CARTO where it has no tokens, and where it forbids to list them. */
  let api: PlainServer;
  let status = 200;
  beforeAll(async () => {
    api = await plainServer((_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(status === 200 ? '[]' : '{"error":"Forbidden"}');
    });
  });
  afterAll(() => api?.close());

  it('says that someone is signing in, that there are none yet, and that listing them is forbidden', async () => {
    const window = openedWindow();
    await window.showTokens();
    await window.welcome.getByText('Use the Sandbox Account').waitFor();
    await beginSignIn(window, 'CARTO, pasted OAuth token', api.url);
    await window.welcome.getByText('Signing in…').waitFor();
    expect(await window.welcome.getByText('Use the Sandbox Account').count()).toBe(0);
    await window.picture(`signing-in-${name}`);

    const wizard = new Wizard(window.page);
    await wizard.answer('An OAuth Access Token', await oauthToken(openedSandbox()));
    await wizard.answer('What is it to be called', 'Acme maps');
    await window.welcome.getByText('No tokens yet').waitFor();
    await window.welcome.getByText('Create Token', { exact: true }).waitFor();
    await window.picture(`no-tokens-yet-${name}`);

    status = 403;
    await window.reload();
    await window.showTokens();
    await window.welcome.getByText('forbids the account to list its tokens').waitFor();
    await window.picture(`forbidden-${name}`);
  });
});

describe.each(BOTH_THEMES)('the views, in a %s theme, with the keyboard', (name, theme) => {
  const openedSandbox = useSandbox(SEED);
  const openedWindow = useWindow({
    theme,
    accounts: () => [byMachine(openedSandbox(), 'Acme maps')],
  });

  /** Opens what the account has down to the sources of a token's grants. */
  async function expandGrants(window: Window): Promise<void> {
    await window.showTokens();
    if (await window.tree('retail_stores').isVisible()) return;
    for (const label of ['storefront-map', 'Grants', 'carto_dw']) await window.expand(label);
    await window.tree('retail_stores').waitFor();
  }

  it('show what restricts a token; what is open and selected stays so when it is asked again', async () => {
    const window = openedWindow();
    const { page } = window;
    await expandGrants(window);
    await window.focus('retail_stores');
    await page.keyboard.press('Enter');
    const source = window.tree('retail_stores');
    await poll(() => source.getAttribute('aria-selected')).toBe('true');
    await window.picture(`tokens-view-${name}`);

    const listed = () => openedSandbox().requests.received['GET /v3/tokens'] ?? 0;
    const before = listed();
    await window.run('CARTO: Refresh');
    await poll(listed).toBe(before + 1);
    await poll(() => source.getAttribute('aria-selected')).toBe('true');
  });

  it('say in words how restricted each is, for screen readers', async () => {
    const window = openedWindow();
    await expandGrants(window);
    const names = {
      'storefront-map': /^storefront-map, access token Restricted\. maps/,
      prototype: /^prototype, access token Unrestricted: it opens all sources/,
      'nightly-import': /^nightly-import, access token Restricted/,
      'trade-fair': /^trade-fair, access token Restricted\. expires in 10 days maps, sql/,
      retail_stores: /^carto-demo-data.demo_tables.retail_stores, table/,
    };
    for (const [label, accessibleName] of Object.entries(names)) {
      expect(await window.tree(label).getAttribute('aria-label')).toMatch(accessibleName);
    }
  });

  it('reach every action by the context menu', async () => {
    const window = openedWindow();
    const { page } = window;
    await expandGrants(window);
    const expected = {
      'Acme maps': ['Create Token', 'Reveal in Workspace', 'Sign In Again', 'Sign Out'],
      'storefront-map': [
        'Edit as File',
        'Add Grant',
        'Add Referer',
        'Change Allowed APIs',
        'Rename Token',
        'Copy Token',
        'Copy As…',
        'Insert Client Snippet',
        'Insert Token at Cursor',
        'Add to .env',
        'Test Token',
        'Find Usages',
        'Save as Declaration',
        'Rotate Token',
        'Delete Token or API Key',
      ],
      'Allowed APIs': ['Change Allowed APIs'],
      Grants: ['Add Grant'],
      retail_stores: ['Remove Grant'],
      Referers: ['Add Referer'],
    };
    for (const [label, actions] of Object.entries(expected)) {
      const offered = await window.actionsOn(label);
      expect([...offered].sort(), label).toEqual([...actions].sort());
      if (label === 'storefront-map') await window.screenshot(`token-menu-${name}`);
      await page.keyboard.press('Escape');
    }
  });

  it('count what is unrestricted in the badge', async () => {
    const window = openedWindow();
    await window.showTokens();
    const badge = window.page.locator('.activitybar .badge[aria-label*="unrestricted"]');
    await badge.waitFor();
    expect(await badge.textContent()).toContain('1');
  });

  it('show in the tooltip what each API may do with each grant', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.showTokens();
    await window.expand('Acme maps');
    await window.focus('trade-fair');
    const hover = page.locator('.monaco-hover:visible table', { hasText: 'Maps API' });
    await window.pressUntilVisible('ControlOrMeta+K ControlOrMeta+I', hover);
    expect(await hover.locator('tr').allTextContents()).toEqual([
      expect.stringMatching(/Connection.*Source.*Maps API.*SQL API/s),
      expect.stringMatching(/retail_stores.*yes.*no/s),
      expect.stringMatching(/SELECT storetype.*yes.*yes/s),
    ]);
    await window.screenshot(`token-tooltip-${name}`);
    await page.keyboard.press('Escape');
  });

  it('group by restriction, and sort', async () => {
    const window = openedWindow();
    await window.showTokens();
    await window.tree('prototype').waitFor();
    await window.run('CARTO: Group Tokens by Restriction');
    /** What stands right below the account, from above. */
    const below = () =>
      window
        .tree('')
        .and(window.page.locator('[aria-level="2"]'))
        .evaluateAll((rows) =>
          rows
            .map((row) => ({
              index: Number(row.getAttribute('data-index')),
              name: row.querySelector('.label-name')?.textContent,
            }))
            .sort((a, b) => a.index - b.index)
            .map(({ name }) => name),
        );
    await poll(() => below()).toEqual(['all sources', 'no referer', 'restricted']);
    await window.picture(`tokens-grouped-${name}`);
    await window.run('CARTO: Group Tokens by Restriction');
    await poll(() => below()).toEqual([
      'nightly-import',
      'prototype',
      'sales-dashboard',
      'storefront-map',
      'trade-fair',
    ]);

    await window.run('CARTO: Sort Tokens');
    const wizard = new Wizard(window.page);
    await wizard.pick('Restriction, the least restricted first');
    await poll(() => below()).toEqual([
      'prototype',
      'nightly-import',
      'sales-dashboard',
      'storefront-map',
      'trade-fair',
    ]);
  });

  it('say that nothing has the words of the filter, and show all again without it', async () => {
    const window = openedWindow();
    const { page } = window;
    const filter = async (words: string) => {
      await window.run('CARTO: Filter Tokens');
      const input = page.locator('.quick-input-widget:visible', { hasText: 'Words of names' });
      await input.locator('input.input').fill(words);
      await page.keyboard.press('Enter');
    };
    await window.showTokens();
    await window.tree('prototype').waitFor();
    await filter('maps retail');
    await page.locator('.sidebar', { hasText: 'Filter: maps retail (2 of 5)' }).waitFor();
    await filter('nowhere');
    await window.welcome.getByText('No token has all the words').waitFor();
    await window.picture(`filter-no-match-${name}`);
    await window.run('CARTO: Clear Filter');
    await window.tree('prototype').waitFor();
  });

  it('keep the last list where nothing answers, and say how old it is', async () => {
    const window = openedWindow();
    await window.showTokens();
    await window.tree('prototype').waitFor();
    await openedSandbox().stop();
    await window.run('CARTO: Refresh');
    await window.tree('Nothing answers').filter({ hasText: 'As of' }).waitFor();
    await window.tree('prototype').waitFor();
    await window.clearMessages();
    await window.picture(`offline-kept-${name}`);
  });

  it('list declarations with their problems, and open one', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.showTokens();
    await window.declaration('2 errors, 2 warnings').waitFor();
    await window.run('CARTO: Focus on Declarations View');
    await page.locator('.sidebar .monaco-list:focus').waitFor();
    await page.keyboard.press('Home');
    // While the list is drawn anew, a key is lost.
    const opened = page.locator('.tab.active', { hasText: 'bad.cartotoken.json' });
    await window.pressUntilVisible('Enter', opened);
    expect(await window.declaration('bad').getAttribute('aria-label')).toMatch(
      /^bad, 2 errors, 2 warnings, /,
    );
    await poll(() => page.locator('.squiggly-error').count()).toBeGreaterThan(0);
    await window.picture(`declarations-view-${name}`);
  });
});
