import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { byMasterKey } from './signed-in.ts';
import { FLOW_THEMES } from './themes.ts';
import { makeKey, useSandbox } from './use-sandbox.ts';
import { useWindow, type Window } from './window.ts';
import { Wizard } from './wizard.ts';

describe.each(FLOW_THEMES)(
  'API keys of CARTO Engine, in a %s theme, with the keyboard',
  (name, theme) => {
    const openedSandbox = useSandbox();
    const openedWindow = useWindow({
      theme,
      accounts: () => [byMasterKey(openedSandbox(), 'Acme Engine')],
    });
    const keyNames = () => openedSandbox().account.keys.map((key) => key.name);
    const heldKey = (keyName: string) =>
      openedSandbox().account.keys.find((key) => key.name === keyName);

    /** Shows the key that the tests after the first one change, also where that has not created it. */
    async function showKey(window: Window): Promise<void> {
      await makeKey(openedSandbox(), 'store-locator');
      await window.showTokens();
      if (!(await window.tree('store-locator').isVisible())) await window.run('CARTO: Refresh');
      await window.tree('store-locator').waitFor();
    }

    it('are created: name, APIs, a table with permissions, data services', async () => {
      const window = openedWindow();
      const { page } = window;
      await window.showTokens();
      await window.tree('public-map').waitFor();

      const wizard = new Wizard(page);
      await window.run('CARTO: Create API Key');
      await wizard.answer('What is the key to be called', 'Master');
      await wizard.message.filter({ hasText: 'Every user has a key called Master' }).waitFor();
      await wizard.input.fill('store-locator');
      await page.keyboard.press('Enter');

      await wizard.row('SQL API').waitFor();
      // Back, and what was entered is there.
      await wizard.back();
      await wizard.asks('What is the key to be called');
      expect(await wizard.input.inputValue()).toBe('store-locator');
      await page.keyboard.press('Enter');
      await wizard.row('Maps API').waitFor();
      await wizard.tick('SQL API');
      await wizard.tick('Maps API');
      await page.keyboard.press('Enter');

      await wizard.pick('Add a table');
      await wizard.answer('The table with its schema', 'retail_stores');
      await wizard.message.filter({ hasText: 'with a dot between them' }).waitFor();
      await wizard.input.fill('public.retail_stores');
      await page.keyboard.press('Enter');
      await wizard.row('insert').waitFor();
      await wizard.tick('insert');
      await page.keyboard.press('Enter');
      await wizard.pick('Done');
      await wizard.answer('Is the key to create tables', '');
      await wizard.row('Geocoding').waitFor();
      await wizard.tick('Geocoding');
      await wizard.tick('Routing');
      await page.keyboard.press('Enter');

      await wizard.row('Create store-locator').waitFor();
      await window.picture(`create-key-review-${name}`);
      await wizard.pick('Create store-locator');
      await window.message('Created store-locator in Acme Engine').waitFor();
      await window.tree('store-locator').waitFor();
      expect(heldKey('store-locator')).toMatchObject({
        type: 'regular',
        grants: [
          { type: 'apis', apis: ['sql', 'maps'] },
          {
            type: 'database',
            tables: [
              { schema: 'public', name: 'retail_stores', permissions: ['select', 'insert'] },
            ],
          },
          { type: 'dataservices', services: ['geocoding', 'routing'] },
        ],
      });
      await window.clearMessages();
    });

    it('cannot be edited, which is explained, and a replacement can be created', async () => {
      const window = openedWindow();
      const wizard = new Wizard(window.page);
      await showKey(window);
      await window.runOn('store-locator', 'Edit API Key');
      await window.dialog.filter({ hasText: 'cannot be changed' }).waitFor();
      await window.picture(`edit-key-${name}`);
      await window.answerDialog('Create a Replacement');
      await wizard.asks('What is the key to be called');
      expect(await wizard.input.inputValue()).toBe('store-locator (2)');
      await wizard.cancel();
      expect(keyNames()).not.toContain('store-locator (2)');
    });

    it('are regenerated, once it was seen what breaks', async () => {
      const window = openedWindow();
      await showKey(window);
      const before = heldKey('store-locator')?.token ?? '';
      await writeFile(path.join(window.workspace, '.env'), `CARTO_API_KEY=${before}\n`);
      await window.runOn('store-locator', 'Regenerate API Key');
      await window.dialog.filter({ hasText: 'Regenerate the API key store-locator' }).waitFor();
      expect(await window.dialog.textContent()).toContain('.env');
      await window.picture(`regenerate-key-${name}`);
      await window.answerDialog('Cancel');
      expect(heldKey('store-locator')?.token).toBe(before);

      await window.runOn('store-locator', 'Regenerate API Key');
      await window.answerDialog('Regenerate');
      await window.message('Regenerated store-locator of Acme Engine').waitFor();
      expect(heldKey('store-locator')?.token).not.toBe(before);
      await window.clearMessages();
    });

    it('are deleted, but for those that every user has', async () => {
      const window = openedWindow();
      await showKey(window);
      await window.runOn('store-locator', 'Delete Token or API Key');
      await window.dialog.filter({ hasText: 'Delete the API key store-locator' }).waitFor();
      await window.picture(`delete-key-${name}`);
      await window.answerDialog('Delete');
      await window.message('Deleted: store-locator').waitFor();
      await window.tree('store-locator').waitFor({ state: 'detached' });
      expect(keyNames()).toEqual(['Master', 'Default public', 'public-map']);
      await window.clearMessages();

      await window.focus('Master');
      await window.page.keyboard.press('Delete');
      await window.message('Master and default public keys cannot be deleted').waitFor();
      expect(keyNames()).toContain('Master');
    });
  },
);
