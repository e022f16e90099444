import { describe, expect, it } from 'vitest';
import { poll } from './patience.ts';
import { useWindow } from './window.ts';

describe('the language server', () => {
  const openedWindow = useWindow({ theme: 'Default Light Modern' });

  it('shows its state, and restarts from the palette', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.openFile('heatmap.js');
    await poll(() => page.locator('.squiggly-warning').count()).toBeGreaterThan(0);
    await page.locator('[id="status.languageStatus"]').click();
    const status = page.locator('.hover-language-status', { hasText: 'CARTO Tokens' });
    await status.waitFor();
    expect(await status.textContent()).toContain('running');
    await window.picture('language-status-light');
    await page.keyboard.press('Escape');

    await window.run('CARTO: Show Logs');
    await page.locator('.output-view').waitFor();
    // With room for every line: what is out of sight is not on the page.
    await window.run('View: Toggle Maximized Panel');
    const log = page.locator('.output-view .view-line', { hasText: 'server is running' });
    await log.waitFor();
    await window.run('CARTO: Restart Language Server');
    await poll(() => log.count()).toBe(2);
    await window.run('View: Toggle Maximized Panel');
  });

  it('says so when it crashes, and goes on', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.openFile('bad.cartotoken.json');
    await poll(() => page.locator('.squiggly-error').count()).toBe(2);
    await window.crashLanguageServer();
    await page
      .locator('.notification-toast', { hasText: 'ended unexpectedly and is being restarted' })
      .waitFor();
    await window.picture('server-crash-light');
    await window.openFile('map.cartotoken.json');
    await window.openFile('bad.cartotoken.json');
    await poll(() => page.locator('.squiggly-error').count()).toBe(2);
  });
});
