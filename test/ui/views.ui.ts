import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE, type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { signInByMachine } from './sign-in.ts';
import { useWindow } from './window.ts';

describe('the views', () => {
  const openedWindow = useWindow({ theme: 'Default Light Modern' });
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: EXAMPLE });
  });
  afterAll(() => sandbox?.stop());

  it('show what restricts a token; what is open and selected stays so when it is asked again', async () => {
    const window = openedWindow();
    await window.showTokens();
    await signInByMachine(window, sandbox, 'Acme maps');
    await window.tree('storefront-map').click();
    await window.tree('Grants').click();
    await window.tree('carto_dw').click();
    const source = window.tree('retail_stores');
    await source.click();
    await window.screenshot('tokens-light');

    const listed = () => sandbox.requests.received['GET /v3/tokens'] ?? 0;
    const before = listed();
    await window.run('CARTO: Refresh');
    await expect.poll(listed).toBe(before + 1);
    await expect.poll(() => source.getAttribute('aria-selected')).toBe('true');
    expect(await source.getAttribute('aria-label')).toMatch(/retail_stores, table/);
  });

  it('count what is unrestricted in the badge', async () => {
    const badge = openedWindow().page.locator('.activitybar .badge[aria-label*="unrestricted"]');
    await badge.waitFor();
  });

  it('say that nothing has the words of the filter, and show all again without it', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.run('CARTO: Filter Tokens');
    const input = page.locator('.quick-input-widget:visible', { hasText: 'Words of names' });
    await input.locator('input.input').fill('nowhere');
    await page.keyboard.press('Enter');
    const welcome = page.locator('.welcome-view-content');
    await welcome.getByText('No token has all the words').waitFor();
    await window.screenshot('no-match-light');
    await welcome.getByText('Clear Filter').click();
    await window.tree('prototype').waitFor();
  });

  it('list declarations with their problems, and open one at a click', async () => {
    const window = openedWindow();
    await window.declaration('2 errors').click();
    await window.page.locator('.tab.active', { hasText: 'bad.cartotoken.json' }).waitFor();
  });
});
