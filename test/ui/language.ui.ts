import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { poll } from './patience.ts';
import { BOTH_THEMES } from './themes.ts';
import { useWindow } from './window.ts';

describe.each(BOTH_THEMES)(
  'the language of declarations, in a %s theme, with the keyboard alone',
  (name, theme) => {
    const openedWindow = useWindow({ theme });
    const onDisk = (file: string) =>
      readFile(path.join(openedWindow().workspace, 'tokens', file), 'utf8');

    it('shows after each grant the APIs it serves', async () => {
      const window = openedWindow();
      await window.openFile('map.cartotoken.json');
      const hints = window.page.locator('.view-line', { hasText: /\}\s*maps/ });
      await poll(() => hints.count()).toBe(2);
      await window.picture(`inlay-hints-${name}`);
    });

    it('shows on the name what the token can do, grant by grant', async () => {
      const window = openedWindow();
      await window.openFile('map.cartotoken.json');
      await window.goTo(2, 15);
      const table = window.page.locator('.monaco-hover:visible table', { hasText: 'Maps API' });
      await window.run('Show or Focus Hover');
      await table.waitFor();
      expect(await table.locator('tr').count()).toBe(3);
      expect(await table.textContent()).toContain('carto-demo-data.demo_tables.retail_stores');
      await window.picture(`access-table-${name}`);
      await window.page.keyboard.press('Escape');
    });

    it('completes APIs: those that do not go with the others come last, with the reason', async () => {
      const window = openedWindow();
      const { page } = window;
      await window.openFile('map.cartotoken.json');
      await window.goTo(3, 26);
      await page.keyboard.type(', ');
      const rows = page.locator('.suggest-widget.visible .monaco-list-row');
      await window.pressUntilVisible('Control+Space', rows.filter({ hasText: 'imports' }));
      expect(await rows.allTextContents()).toEqual([
        expect.stringContaining('sql'),
        expect.stringContaining('lds'),
        expect.stringMatching(/imports.*cannot be combined/),
      ]);
      await window.picture(`completion-${name}`);
      await page.keyboard.press('Enter');
      await page.locator('.view-line', { hasText: '["maps", "sql"]' }).waitFor();
      // What the token may do now is judged anew: the query serves both, the table the Maps API alone.
      const both = page.locator('.view-line', { hasText: /\}\s*maps\s·\ssql/ });
      await poll(() => both.count()).toBe(1);
      await window.run('Revert File');
      await poll(() => both.count()).toBe(0);
    });

    it('opens a grant’s query as SQL, and writes it back where it is saved', async () => {
      const window = openedWindow();
      const { page } = window;
      await window.openFile('sales.cartotoken.json');
      await window.goTo(8, 30);
      await window.run('CARTO: Edit Query');
      await page.locator('.tab.active', { hasText: '.sql' }).waitFor();
      // Coloured as SQL: a keyword is a token of its own.
      await page
        .locator('.view-line span', { hasText: /^SELECT$/ })
        .first()
        .waitFor();
      await window.run('Select All');
      await page.keyboard.type(
        'SELECT storetype, SUM(revenue) AS "revenue"\nFROM `carto-demo-data.demo_tables.retail_stores`\nGROUP BY 1',
      );
      await window.run('View: Move Editor into Group Below');
      await window.picture(`edit-query-${name}`);
      await window.save('.sql');
      await poll(() => onDisk('sales.cartotoken.json')).toContain(
        'AS \\"revenue\\"\\nFROM `carto-demo-data.demo_tables.retail_stores`\\nGROUP BY 1"',
      );

      await window.run('View: Focus First Editor Group');
      await page.keyboard.press('ControlOrMeta+Z');
      await window.save('sales.cartotoken.json');
      await poll(() => onDisk('sales.cartotoken.json')).toContain('SUM(revenue) AS revenue FROM');
    });

    it('begins a declaration, whose places are gone through with Tab', async () => {
      const window = openedWindow();
      const { page } = window;
      await window.run('CARTO: New Token Declaration');
      const row = page.locator('.quick-input-widget:visible .monaco-list-row', {
        hasText: 'Public map',
      });
      await row.waitFor();
      await window.picture(`new-declaration-${name}`);
      await page.keyboard.press('Escape');
      await row.waitFor({ state: 'hidden' });
      expect(await page.locator('.tab', { hasText: 'Untitled' }).count()).toBe(0);

      await window.run('CARTO: New Token Declaration');
      await row.waitFor();
      await page.keyboard.type('Public');
      await page.keyboard.press('Enter');
      await page.locator('.view-line', { hasText: 'public-map' }).waitFor();
      await page.keyboard.type('my-map');
      await page.keyboard.press('Tab');
      await page.keyboard.type('my_connection');
      await page.locator('.view-line', { hasText: '"connection_name": "my_connection"' }).waitFor();
      await page.locator('.view-line', { hasText: '"name": "my-map"' }).waitFor();
      await poll(() => page.locator('.squiggly-error').count()).toBe(0);
    });
  },
);
