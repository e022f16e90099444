import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { clientSecret } from '../support/synthetic.ts';
import { byMachine } from './signed-in.ts';
import { useWindow } from './window.ts';
import { Wizard } from './wizard.ts';

describe('an account whose secret is good no more', () => {
  const openedWindow = useWindow({
    theme: 'Default Dark Modern',
    accounts: () => [byMachine(sandbox, 'Acme maps')],
  });
  const seed = (secret: string) => ({
    clientId: 'the-client',
    clientSecret: clientSecret(secret),
    tokens: [{ name: `made-under-${secret}`, allowed_apis: ['lds'], grants: [], referers: [] }],
  });
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ seed: seed('first') });
  });
  afterAll(() => sandbox?.stop());

  it('says so once, with a button that asks for the secret alone', async () => {
    const window = openedWindow();
    const { page } = window;
    await window.showTokens();
    await window.tree('made-under-first').waitFor();

    // Its secret is replaced, and its tokens are taken back.
    const port = Number(new URL(sandbox.addresses.apiBaseUrl).port);
    await sandbox.stop();
    sandbox = await startSandbox({ port, seed: seed('second') });
    await window.run('CARTO: Refresh');
    await window.tree('Signed out: sign in again').waitFor();
    const toast = page.locator('.notification-toast', { hasText: 'Acme maps' });
    await toast.waitFor();
    await window.screenshot('sign-in-again-dark');
    await toast.getByRole('button', { name: 'Sign In Again' }).click();

    const wizard = new Wizard(page);
    await wizard.answer('The client secret', clientSecret('first'));
    await wizard.message.filter({ hasText: 'refused the sign-in' }).waitFor();
    await wizard.input.fill(clientSecret('second'));
    await page.keyboard.press('Enter');
    await window.tree('made-under-second').waitFor();
  });

  it('says that nothing answers, and lists again when it does', async () => {
    const window = openedWindow();
    await window.showTokens();
    const port = Number(new URL(sandbox.addresses.apiBaseUrl).port);
    await sandbox.stop();
    await window.run('CARTO: Refresh');
    await window.tree('Nothing answers').waitFor();
    await window.screenshot('nothing-answers-dark');
    sandbox = await startSandbox({ port, seed: seed('second') });
    await window.run('CARTO: Refresh');
    await window.tree('made-under-second').waitFor();
  });
});
