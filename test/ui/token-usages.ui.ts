import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { byMachine } from './signed-in.ts';
import { FLOW_THEMES } from './themes.ts';
import { heldToken, useSandbox } from './use-sandbox.ts';
import { useWindow } from './window.ts';
import { Wizard } from './wizard.ts';

describe.each(FLOW_THEMES)(
  'tokens that are used in the workspace, in a %s theme',
  (name, theme) => {
    const startedSandbox = useSandbox();
    const openedWindow = useWindow({
      theme,
      accounts: () => [byMachine(startedSandbox(), 'Acme')],
    });
    const names = () => startedSandbox().account.tokens.map((token) => token.name);
    const inWorkspace = (file: string) => path.join(openedWindow().workspace, file);
    /** Puts a token into a source file and into one that git ignores. */
    const paste = async (token: string) => {
      await writeFile(inWorkspace('src/pasted.js'), `export const ACCESS_TOKEN = '${token}';\n`);
      await writeFile(inWorkspace('.env'), `VITE_CARTO_ACCESS_TOKEN=${token}\n`);
    };

    it('are deleted when it was seen where they are used, and confirmed', async () => {
      const window = openedWindow();
      const { page, dialog } = window;
      const wizard = new Wizard(page);
      await window.showTokens();
      await window.tree('sales-dashboard').waitFor();
      await paste(heldToken(startedSandbox(), 'sales-dashboard').token);

      await window.run('CARTO: Delete Token or API Key');
      await wizard.pick('sales-dashboard');
      await dialog.getByText('Used at 2 places in this workspace').waitFor();
      await dialog.getByText('src/pasted.js').waitFor();
      await window.picture(`delete-token-${name}`);
      await dialog.getByRole('button', { name: 'Show Usages' }).click();
      const usages = page.locator('.sidebar .pane', { hasText: 'Usages of sales-dashboard' });
      await usages.locator('.monaco-list-row', { hasText: '.env' }).waitFor();
      await usages.locator('.monaco-list-row', { hasText: 'pasted.js' }).waitFor();
      await window.picture(`usages-${name}`);
      expect(names()).toContain('sales-dashboard');

      await window.run('CARTO: Delete Token or API Key');
      await wizard.pick('sales-dashboard');
      await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
      await window.dismiss(window.message('Deleted: sales-dashboard (Acme).'));
      expect(names()).not.toContain('sales-dashboard');
      expect(names()).toContain('storefront-map');
    });

    it('are rotated: the new one stands where the old one stood, which is deleted last', async () => {
      const window = openedWindow();
      const { page, dialog } = window;
      const wizard = new Wizard(page);
      const old = heldToken(startedSandbox(), 'storefront-map');
      await paste(old.token);
      await window.showTokens();
      await window.tree('storefront-map').waitFor();
      await window.run('CARTO: Rotate Token');
      await wizard.pick('storefront-map');
      await wizard.asks('The name of the new token');
      await page.keyboard.press('Enter');
      await dialog.getByText('Replace storefront-map with').waitFor();
      await window.screenshot(`rotate-replace-${name}`);
      await dialog.getByRole('button', { name: 'Replace All' }).click();
      const rest = window.message('Rotation of storefront-map');
      await rest.getByRole('button', { name: 'Delete Old Token' }).waitFor();
      await window.picture(`rotate-${name}`);

      const next = startedSandbox().account.tokens.at(-1);
      expect(next).toMatchObject({
        allowed_apis: old.allowed_apis,
        grants: old.grants,
        referers: old.referers,
      });
      for (const file of ['src/pasted.js', '.env']) {
        const text = await readFile(inWorkspace(file), 'utf8');
        expect(text).toContain(next?.token);
        expect(text).not.toContain(old.token);
      }
      expect(names()).toContain('storefront-map');

      await rest.getByRole('button', { name: 'Delete Old Token' }).click();
      // What is left is the declaration of that name.
      await dialog.getByText('Used at 1 place in this workspace').waitFor();
      await dialog.getByText('tokens/map.cartotoken.json').waitFor();
      await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
      await window.message('Deleted: storefront-map (Acme).').waitFor();
      expect(names()).not.toContain('storefront-map');
      expect(names()).toContain(next?.name);
    });
  },
);
