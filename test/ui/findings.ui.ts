import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { apiKey } from '../support/synthetic.ts';
import { poll } from './patience.ts';
import { signInByMachine } from './sign-in.ts';
import { BOTH_THEMES } from './themes.ts';
import { heldToken, useSandbox } from './use-sandbox.ts';
import { useWindow, type Window } from './window.ts';

const KEY = apiKey('hex');

describe.each(BOTH_THEMES)('credentials in files, in a %s theme', (name, theme) => {
  // Without declarations, whose problems are many.
  const openedWindow = useWindow({ theme, without: ['tokens'] });
  const startedSandbox = useSandbox();
  const inWorkspace = (file: string) => path.join(openedWindow().workspace, file);
  const rowOf = (file: string) => openedWindow().problems.filter({ hasText: file });

  /** Puts a key into a file. */
  const writeKey = () =>
    writeFile(
      inWorkspace('server/export.py'),
      `import requests

CARTO_API_KEY = "${KEY}"
requests.get("https://jane.carto.com/api/v2/sql", params={"q": "SELECT 1", "api_key": CARTO_API_KEY})
`,
    );

  /** Puts a token of the account that opens everything into a file, and one that does not. */
  async function writeTokens(): Promise<void> {
    const [wide, narrow] = ['prototype', 'storefront-map'].map(
      (held) => heldToken(startedSandbox(), held).token,
    );
    await writeFile(
      inWorkspace('src/stores.js'),
      `import { vectorTableSource } from '@carto/api-client';

export const stores = vectorTableSource({
  accessToken: '${wide}',
  connectionName: 'warehouse',
  tableName: 'public.retail_stores',
});

export const map = vectorTableSource({
  accessToken: '${narrow}',
  connectionName: 'carto_dw',
  tableName: 'carto-demo-data.demo_tables.retail_stores',
});
`,
    );
  }

  /** Opens a file with tokens, which are known of the account, also where the test before has not brought that about. */
  async function openTokens(window: Window): Promise<void> {
    await writeTokens();
    await window.showTokens();
    if (!(await window.tree('Acme').isVisible())) {
      await signInByMachine(window, startedSandbox(), 'Acme');
      await window.clearMessages();
    }
    await window.openFile('stores.js');
    await window.page.locator('.squiggly-error').first().waitFor();
    await window.page.locator('.view-line', { hasText: 'prototype · all sources' }).waitFor();
  }

  it('are listed before a file is opened, follow the disk, and are graded by the account', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.run('Problems: Focus on Problems View');
    await rowOf('heatmap.js').waitFor();

    await writeKey();
    await rowOf('export.py').waitFor();
    await rm(inWorkspace('src/heatmap.js'));
    await rowOf('heatmap.js').waitFor({ state: 'detached' });

    await writeTokens();
    await rowOf('stores.js').waitFor();
    await window.showTokens();
    await signInByMachine(window, startedSandbox(), 'Acme');
    await window.clearMessages();
    await window.run('Problems: Focus on Problems View');
    await window.problems.filter({ hasText: 'It is not restricted: it reaches' }).waitFor();
    await window.openFile('stores.js');
    await page.locator('.squiggly-error').first().waitFor();
    await page.locator('.view-line', { hasText: 'prototype · all sources' }).waitFor();
    await page.locator('.view-line', { hasText: 'storefront-map · restricted' }).waitFor();
    await window.picture(`findings-${name}`);
  });

  it('offer what can be done with the token, from where it stands', async () => {
    const window = openedWindow();
    const { page } = window;
    await openTokens(window);
    await window.run('View: Hide Panel');
    await window.goTo(4, 20);
    const fixes = page.locator('.action-widget:visible');
    await window.pressUntilVisible('ControlOrMeta+.', fixes);
    await fixes.getByText('Rotate it').waitFor();
    await window.picture(`finding-fixes-${name}`);
    await fixes.getByText('Open its token').click();
    await page.locator('.tab.active', { hasText: 'prototype.cartotoken.json' }).waitFor();
    await window.run('View: Close All Editors');
  });

  it('move to an environment variable, in a file that git is told to ignore', async () => {
    const window = openedWindow();
    const { page } = window;
    await writeKey();
    await window.openFile('export.py');
    await page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
    await window.goTo(3, 20);
    const fixes = page.locator('.action-widget:visible');
    await window.pressUntilVisible('ControlOrMeta+.', fixes);
    await fixes.getByText('Move to an environment variable (in .env)').click();
    await page.locator('.view-line', { hasText: 'os.environ' }).waitFor();
    await window.run('File: Save All Files');
    const read = (file: string) => readFile(inWorkspace(file), 'utf8').catch(() => '');
    await poll(() => read('.env')).toContain(`CARTO_API_KEY=${KEY}`);
    expect(await read('.gitignore')).toMatch(/^\/?\.env$/m);
    expect(await read('server/export.py')).not.toContain(KEY);
    await window.picture(`moved-${name}`);
  });

  it('are fine where a comment says so', async () => {
    const window = openedWindow();
    const { page } = window;
    await openTokens(window);
    await window.goTo(4, 20);
    const fixes = page.locator('.action-widget:visible');
    await window.pressUntilVisible('ControlOrMeta+.', fixes);
    await fixes.getByText('It is fine here: suppress hardcoded-access-token').click();
    await page.locator('.view-line', { hasText: 'cartotoken-disable-next-line' }).waitFor();
    await page.keyboard.insertText('for the demo next week');
    await poll(() => page.locator('.squiggly-error').count()).toBe(0);
    await page.locator('.view-line', { hasText: '-- for the demo next week' }).waitFor();
    await window.picture(`suppressed-${name}`);
  });
});
