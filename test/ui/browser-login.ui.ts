import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlainServer, plainServer } from '../support/network/plain-server.ts';
import { type OAuthServer, startOAuthServer } from '../support/oauth-server/oauth-server.ts';
import { poll } from './patience.ts';
import { beginSignIn } from './sign-in.ts';
import { useWindow } from './window.ts';
import type { Wizard } from './wizard.ts';

describe('signing in in the browser', () => {
  const openedWindow = useWindow({ theme: 'Default Dark Modern' });
  let oauth: OAuthServer;
  let api: PlainServer;
  beforeAll(async () => {
    // VS Code reroutes what goes to localhost and 127.0.0.1, but not to this machine's other addresses.
    oauth = await startOAuthServer({ host: '127.0.0.2' });
    oauth.behaviour = 'ask';
    api = await plainServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('[]');
    });
  });
  afterAll(async () => {
    await oauth?.close();
    await api?.close();
  });

  /** Goes through the wizard up to the browser. @returns the page that was opened in it */
  async function openBrowser(): Promise<{ wizard: Wizard; login: Page }> {
    const window = openedWindow();
    const wizard = await beginSignIn(window, 'CARTO, browser', api.url);
    await wizard.answer('its users sign in', oauth.authUrl);
    await wizard.answer('The client ID', oauth.spa.clientId);
    const opened = window.page.context().waitForEvent('page');
    await wizard.answer('single sign-on', '');
    await window.page
      .locator('.monaco-dialog-box')
      .getByRole('button', { name: 'Open', exact: true })
      .click();
    const login = await opened;
    await login.getByRole('button', { name: 'Sign in' }).waitFor();
    return { wizard, login };
  }

  it('leads back to the window that began it', async () => {
    const window = openedWindow();
    const { wizard, login } = await openBrowser();
    await window.page.bringToFront();
    await wizard.asks('Sign in in the browser');
    await window.picture('browser-login-dark');
    await login.getByRole('button', { name: 'Sign in' }).click();
    await wizard.answer('What is it to be called', 'Browser');
    // It has none yet: a text says so, and the view's title whose it is.
    await window.page.locator('.welcome-view-content').getByText('No tokens yet').waitFor();
    await window.page.locator('.sidebar .pane-header', { hasText: 'Browser' }).waitFor();
    await login.close();
    expect(api.requests.at(-1)?.headers['authorization']).toMatch(/^Bearer eyJ/);
  });

  it('says that access was denied, and can be begun anew', async () => {
    const { wizard, login } = await openBrowser();
    await login.getByRole('button', { name: 'Deny' }).click();
    await wizard.message.filter({ hasText: 'access_denied' }).waitFor();
    await login.close();
    await wizard.cancel();
  });

  it('takes the address at which the browser ended, where that did not lead back', async () => {
    const window = openedWindow();
    const { wizard, login } = await openBrowser();
    // As if the way back was blocked: the page at its end leaves its message in the browser's storage.
    await login.addInitScript(() => {
      Storage.prototype.setItem = () => {};
    });
    await login.getByRole('button', { name: 'Sign in' }).click();
    await login.waitForURL('**/callback?**');
    const address = login.url();
    await wizard.answer('Sign in in the browser', address.replace(/state=[^&]*/, 'state=forged'));
    await wizard.message.filter({ hasText: 'belongs to another one' }).waitFor();
    expect(await wizard.input.getAttribute('type')).toBe('password');
    await wizard.input.fill(address);
    await window.page.keyboard.press('Enter');
    await wizard.answer('What is it to be called', 'Pasted address');
    await window.tree('Pasted address').waitFor();
    await login.close();
  });

  it('can be cancelled', async () => {
    const window = openedWindow();
    await window.showTokens();
    const rows = () => window.tree('').count();
    const before = await rows();
    const { wizard, login } = await openBrowser();
    await window.page.bringToFront();
    await wizard.cancel();
    await login.getByRole('button', { name: 'Sign in' }).click();
    await login.waitForURL('**/callback?**');
    await login.close();
    await window.run('CARTO: Refresh');
    await poll(rows).toBe(before);
  });
});
