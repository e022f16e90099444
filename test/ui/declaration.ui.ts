import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'vitest';
import { poll } from './patience.ts';
import { BOTH_THEMES } from './themes.ts';
import { useWindow } from './window.ts';

describe.each(BOTH_THEMES)('a bad declaration, in a %s theme', (name, theme) => {
  const openedWindow = useWindow({ theme });

  it('is underlined, listed under Problems and mended by its quick fix, with the keyboard alone', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.openFile('bad.cartotoken.json');
    await poll(() => page.locator('.squiggly-error').count()).toBe(2);
    await poll(() => page.locator('.squiggly-warning').count()).toBe(2);

    // The query is coloured as SQL: its keyword is a token of its own.
    await page.locator('.view-line span', { hasText: /^SELECT$/ }).waitFor();

    await window.run('Problems: Focus on Problems View');
    for (const rule of [
      'import-api-exclusive',
      'grant-api-mismatch',
      'referer-trailing-slash',
      'referer-localhost',
    ]) {
      await window.problems.filter({ hasText: rule }).waitFor();
    }
    await page.locator('[id="status.problems"]', { hasText: '2' }).waitFor();
    await window.picture(`problems-${name}`);

    await window.run('View: Focus Active Editor Group');
    await window.goTo(14, 20);
    const fix = page.locator('.action-widget .monaco-list-row', {
      hasText: 'Add the trailing slash',
    });
    await window.pressUntilVisible('ControlOrMeta+.', fix);
    await window.picture(`quick-fix-${name}`);
    await page.keyboard.press('Enter');
    await poll(() => page.locator('.squiggly-warning').count()).toBe(1);

    await page.keyboard.press('ControlOrMeta+S');
    const file = path.join(window.workspace, 'tokens/bad.cartotoken.json');
    await poll(() => readFile(file, 'utf8')).toContain(
      '"referers": ["https://storefront.example.com/", "http://localhost:5173/"]',
    );
  });
});
