import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { useWindow } from './window.ts';

describe('an access token in a source file', () => {
  const openedWindow = useWindow({
    'workbench.colorTheme': 'Default Dark Modern',
    'editor.minimap.enabled': false,
  });

  it('is underlined, and its message says what to do without repeating it', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.openFile('heatmap.js');
    await expect.poll(() => page.locator('.squiggly-warning').count()).toBeGreaterThan(0);
    await window.goTo(7, 30);
    await window.run('Show or Focus Hover');
    const hover = page.locator('.monaco-hover:visible', { hasText: 'hardcoded-access-token' });
    await hover.waitFor();

    const source = await readFile(path.join(window.workspace, 'src/heatmap.js'), 'utf8');
    const [, token = ''] = /'(eyJ[^']+)'/.exec(source) ?? [];
    expect(token).not.toBe('');
    expect(await hover.textContent()).toContain('ac_example');
    expect(await hover.textContent()).not.toContain(token.slice(0, 7));
    await window.picture('access-token-dark');
  });
});

describe('the language server', () => {
  const openedWindow = useWindow({ 'workbench.colorTheme': 'Default Light Modern' });

  it('shows its state, and restarts from the palette', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.openFile('heatmap.js');
    await expect.poll(() => page.locator('.squiggly-warning').count()).toBeGreaterThan(0);
    await page.locator('[id="status.languageStatus"]').click();
    const status = page.locator('.hover-language-status', { hasText: 'CARTO Tokens' });
    await status.waitFor();
    expect(await status.textContent()).toContain('running');
    await window.picture('language-status-light');
    await page.keyboard.press('Escape');

    await window.run('CARTO: Restart Language Server');
    await window.run('CARTO: Show Logs');
    // Once for the first start, once for the second.
    const log = page.locator('.output-view .view-line', {
      hasText: 'The language server is running',
    });
    await expect.poll(() => log.count()).toBe(2);
  });
});
