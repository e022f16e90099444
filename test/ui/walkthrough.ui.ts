import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'vitest';
import { poll } from './patience.ts';
import { FLOW_THEMES } from './themes.ts';
import { useWindow } from './window.ts';
import { Wizard } from './wizard.ts';

/** An access token of its own, read from the environment. */
const VARIABLE = /^CARTO_ACCESS_TOKEN=eyJ/m;

describe.each(FLOW_THEMES)('the walkthrough, in a %s theme', (name, theme) => {
  const openedWindow = useWindow({ theme });

  /** Shows a step, and presses its button, with the keyboard. */
  async function step(title: string, button: string): Promise<void> {
    const window = openedWindow();
    const { page } = window;
    await window.run('CARTO: Get Started');
    const walkthrough = page.locator('.gettingStartedContainer .gettingStartedSlideDetails');
    const shown = walkthrough.locator('.getting-started-step', { hasText: title });
    const expanded = shown.and(page.locator('.expanded'));
    // VS Code opens the next step itself once one is done, and pressed again it closes.
    if (!(await expanded.isVisible())) {
      await shown.focus();
      await window.pressUntilVisible('Enter', expanded);
    }
    const action = shown.getByRole('button', { name: button, exact: true });
    await action.focus();
    await page.keyboard.press('Enter');
  }

  /** Has the sandbox's account, as the first step leaves it. */
  async function haveSandbox(): Promise<void> {
    const window = openedWindow();
    await window.showTokens();
    if (await window.tree('prototype').isVisible()) return;
    await window.run('CARTO: Use the Sandbox Account');
    await window.tree('prototype').waitFor();
    await window.clearMessages();
  }

  it('begins with the sandbox, whose account appears', async () => {
    const window = openedWindow();
    await window.run('CARTO: Get Started');
    await window.page.locator('.getting-started-step.expanded', { hasText: 'sandbox' }).waitFor();
    await window.run('View: Toggle Primary Side Bar Visibility');
    const media = window.page
      .frameLocator('.getting-started-media iframe.webview.ready')
      .frameLocator('iframe#active-frame');
    const widthOf = (image: Element) => (image as HTMLImageElement).naturalWidth;
    await poll(() => media.locator('img').evaluate(widthOf)).toBeGreaterThan(0);
    await window.picture(`walkthrough-${name}`);
    await window.run('View: Toggle Primary Side Bar Visibility');
    await step('Try the sandbox', 'Use the Sandbox Account');
    await window.showTokens();
    await window.tree('storefront-map').waitFor();
    await window.tree('prototype').waitFor();
    await window.clearMessages();
    await window.pictureOf(window.tokens, `walkthrough/sandbox-${name}`, 230);
  });

  it('goes on to create a token', async () => {
    const window = openedWindow();
    const { page } = window;
    const wizard = new Wizard(page);
    await haveSandbox();
    await step('Create a restricted token', 'Create Token');
    await wizard.answer('What is the token to be called', 'store-map');
    await wizard.tick('Maps API');
    await page.keyboard.press('Enter');
    await wizard.pick('Add a grant');
    await wizard.pick('carto_dw');
    await wizard.pick('A table or tileset');
    await wizard.answer('The full name of the table', 'carto-demo-data.demo_tables.retail_stores');
    await wizard.row('Add another grant').waitFor();
    await wizard.pick('Done');
    await wizard.answer('The websites whose pages', 'https://stores.example.com/');
    await wizard.pick('In 90 days');
    await wizard.row('Create store-map').waitFor();
    await window.pictureOf(wizard.widget, `walkthrough/create-${name}`);
    await page.keyboard.press('Enter');
    await window.message('Created store-map').waitFor();
    await window.clearMessages();
  });

  it('shows what a token in the code means', async () => {
    const window = openedWindow();
    const { page } = window;
    await haveSandbox();
    await step('See a token in the code', 'Open an Example');
    await poll(() => page.locator('.squiggly-error').count()).toBeGreaterThan(0);
    await page.locator('.view-line', { hasText: 'prototype · all sources' }).waitFor();
    const hover = page.locator('.monaco-hover:visible', { hasText: 'hardcoded-access-token' });
    await window.run('Show or Focus Hover');
    await hover.filter({ hasText: 'Checking for quick fixes' }).waitFor({ state: 'hidden' });
    await hover.waitFor();
    await window.pictureOf(window.editors, `walkthrough/finding-${name}`, 270);
    await page.keyboard.press('Escape');
  });

  it('ends with the token out of the code', async () => {
    const window = openedWindow();
    const { page } = window;
    await haveSandbox();
    if (!(await page.locator('.tab', { hasText: 'Untitled' }).isVisible())) {
      await step('See a token in the code', 'Open an Example');
      await page.locator('.view-line', { hasText: 'prototype · all sources' }).waitFor();
    }
    await step('Take it out of the code', 'Add to .env');
    await page.keyboard.press('Escape');
    await window.run('View: Open Last Editor in Group');
    await page.locator('.tab.active', { hasText: 'Untitled' }).waitFor();
    await window.goTo(6, 20);
    const fixes = page.locator('.action-widget:visible');
    await window.pressUntilVisible('ControlOrMeta+.', fixes);
    await fixes.getByText('Move to an environment variable (in .env)').click();
    await page.locator('.view-line', { hasText: 'process.env' }).waitFor();
    await window.run('File: Save All Files');
    const env = path.join(window.workspace, '.env');
    await poll(() => readFile(env, 'utf8').catch(() => '')).toMatch(VARIABLE);
    await poll(() => page.locator('.squiggly-error').count()).toBe(0);
    await window.pictureOf(window.editors, `walkthrough/fix-${name}`, 270);
  });
});
