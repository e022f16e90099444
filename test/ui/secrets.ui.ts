import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { type OAuthServer, startOAuthServer } from '../support/oauth-server/oauth-server.ts';
import { clientSecret } from '../support/synthetic.ts';
import { beginSignIn, oauthToken, signInByMachine } from './sign-in.ts';
import { heldToken } from './use-sandbox.ts';
import { useWindow } from './window.ts';
import { Wizard } from './wizard.ts';

/** Where every message between the extension and the language server is written down. */
const MESSAGES = 'messages.jsonl';

/** Has the installed language server write down what it is told and says. */
async function recordMessages(folder: string): Promise<void> {
  const extensions = path.join(folder, 'extensions');
  const [ours = ''] = (await readdir(extensions)).filter((name) => name.startsWith('cartotokens.'));
  const server = path.join(extensions, ours, 'dist/server.js');
  const recorder = `
    const record = (message) =>
      require('node:fs').appendFileSync(${JSON.stringify(path.join(folder, MESSAGES))}, JSON.stringify(message) + '\\n');
    const send = process.send;
    process.send = function (message, ...rest) { record(message); return send.call(this, message, ...rest); };
    process.on('message', record);
  `;
  const [shebang, ...rest] = (await readFile(server, 'utf8')).split('\n');
  await writeFile(server, [shebang, recorder, ...rest].join('\n'));
}

const TABLE = 'carto-demo-data.demo_tables.retail_stores';
const CLIPBOARD = 'what the user has copied';

describe('a whole run', () => {
  const openedWindow = useWindow({
    theme: 'Default Light Modern',
    settings: { 'cartotoken.trace.server': 'verbose' },
    prepare: recordMessages,
  });
  let sandbox: Sandbox;
  /** What the sandbox had at any time, also what is deleted by now. */
  const used = new Set<string>();
  const console: string[] = [];
  const wrong = clientSecret('wrong');
  let token: string;
  let code: string;
  let oauth: OAuthServer;
  beforeAll(async () => {
    sandbox = await startSandbox({
      seed: {
        connections: [{ name: 'warehouse' }],
        tokens: [{ name: 'everything', allowed_apis: ['lds'], grants: [], referers: [] }],
        keys: [{ name: 'a-key', grants: [{ type: 'apis', apis: ['sql'] }] }],
      },
    });
    token = await oauthToken(sandbox);
    // VS Code reroutes what goes to localhost and 127.0.0.1, but not to this machine's other addresses.
    oauth = await startOAuthServer({ host: '127.0.0.2' });
  });
  afterAll(async () => {
    await sandbox?.stop();
    await oauth?.close();
  });

  it('signs in to all kinds of accounts, uses them, fails, and signs out', async () => {
    const window = openedWindow();
    const { page } = window;
    page.on('console', (message) => console.push(message.text()));
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate((text) => navigator.clipboard.writeText(text), CLIPBOARD);
    const { addresses } = sandbox;

    await window.openFile('map.cartotoken.json');
    // The log is there to be set once the extension is.
    await page
      .locator('.view-line', { hasText: /\}\s*maps/ })
      .first()
      .waitFor();
    await window.run('Developer: Set Log Level...');
    const wizard = new Wizard(page);
    await wizard.pick('CARTO Tokens');
    await wizard.pick('Trace');

    // Machine to machine, with a wrong secret first.
    const machine = await beginSignIn(window, 'CARTO, machine to machine', addresses.apiBaseUrl);
    await machine.answer('OAuth access tokens come from', addresses.oauthTokenUrl);
    await machine.answer('The client ID', addresses.clientId);
    await machine.answer('The client secret', wrong);
    await machine.message.filter({ hasText: 'refused the sign-in' }).waitFor();
    await machine.cancel();
    await signInByMachine(window, sandbox, 'Machine');
    await window.tree('everything').waitFor();

    // What its connections are is known to the language server.
    await window.openFile('map.cartotoken.json');
    await expect.poll(() => page.locator('.squiggly-error').count()).toBeGreaterThan(0);

    // Pasted.
    const pasted = await beginSignIn(window, 'CARTO, pasted OAuth token', addresses.apiBaseUrl);
    await pasted.answer('An OAuth Access Token', token);
    await pasted.answer('What is it to be called', 'Pasted');
    await window.tree('Pasted').waitFor();

    // CARTO Engine.
    await window.run('CARTO: Sign In');
    await wizard.pick('CARTO Engine');
    await wizard.pick('On premises');
    await wizard.answer('The user’s address', addresses.engineBaseUrl);
    await wizard.answer('The user name', addresses.username);
    await wizard.answer('The master API key', wrong);
    await wizard.message.filter({ hasText: 'does not accept' }).waitFor();
    await wizard.answer('does not accept', addresses.masterKey);
    await wizard.answer('What is it to be called', 'Engine');
    await window.tree('a-key').waitFor();

    // In the browser: it asks for nothing, since nobody is there who could.
    const inBrowser = await beginSignIn(window, 'CARTO, browser', addresses.apiBaseUrl);
    await inBrowser.answer('its users sign in', oauth.authUrl);
    await inBrowser.answer('The client ID', oauth.spa.clientId);
    const opened = page.context().waitForEvent('page');
    await inBrowser.answer('single sign-on', '');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Open' }).first().click();
    await (await opened).waitForURL('**/callback?**');
    code = new URL((await opened).url()).searchParams.get('code') ?? '';
    // Its token is another server's, so that the sandbox refuses it.
    await inBrowser.message.filter({ hasText: 'does not accept' }).waitFor();
    await inBrowser.cancel();

    // What fails is logged.
    sandbox.faults.set({ serverError: { share: 1 } });
    await window.run('CARTO: Refresh');
    await window.tree('failed').first().waitFor();
    sandbox.faults.clear();
    await window.run('CARTO: Refresh');
    await window.tree('a-key').waitFor();

    await window.run('CARTO: Sign Out');
    await wizard.pick('Pasted');
    await window.answerDialog('Sign Out');
    await window.tree('Pasted').waitFor({ state: 'detached' });
  });

  it('creates a token, copies, edits, tests and uses it, and deletes it', async () => {
    const window = openedWindow();
    const { page } = window;
    const wizard = new Wizard(page);
    await window.run('CARTO: Create Token');
    await wizard.answer('What is the token to be called', 'made-here');
    await wizard.tick('Maps API');
    await page.keyboard.press('Enter');
    await wizard.pick('Add a grant');
    await wizard.pick('warehouse');
    await wizard.pick('A table or tileset');
    await wizard.answer('The full name of the table', TABLE);
    await wizard.pick('Done');
    await wizard.answer('The websites whose pages', 'https://maps.example.com/');
    await wizard.pick('In 90 days');
    await wizard.pick('Create made-here');
    await window.tree('made-here').waitFor();
    const { token } = heldToken(sandbox, 'made-here');
    for (const secret of secretsOf(sandbox)) used.add(secret);

    // Into the clipboard it comes on purpose, and stays until something else is copied.
    await window.runOn('made-here', 'Copy Token');
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect.poll(copied).toBe(token);
    await page.evaluate((text) => navigator.clipboard.writeText(text), CLIPBOARD);

    await window.runOn('made-here', 'Edit as File');
    await page.locator('.tab.active', { hasText: 'made-here.cartotoken.json' }).waitFor();
    await page.locator('.editor-instance .monaco-editor.focused').waitFor();
    await window.goTo(2, 12);
    await page.keyboard.insertText('re-');
    await page.keyboard.press('ControlOrMeta+S');
    await window.tree('re-made-here').waitFor();
    expect(heldToken(sandbox, 're-made-here').token).toBe(token);

    await window.runOn('re-made-here', 'Test Token');
    await page.locator('.tab', { hasText: 'Preview re-made-here' }).waitFor();

    await window.run('View: Close All Editors');
    await window.runOn('re-made-here', 'Insert Client Snippet');
    await wizard.pick('@carto/api-client');
    await page.locator('.view-line', { hasText: 'process.env' }).first().waitFor();

    await window.runOn('re-made-here', 'Delete Token or API Key');
    await window.answerDialog('Delete');
    await window.tree('re-made-here').waitFor({ state: 'detached' });
    expect(sandbox.account.tokens.map((each) => each.name)).toEqual(['everything']);
  });

  it('creates and regenerates an API key, and signs out', async () => {
    const window = openedWindow();
    const { page } = window;
    const wizard = new Wizard(page);
    await window.run('CARTO: Create API Key');
    await wizard.answer('What is the key to be called', 'made-key');
    await wizard.tick('SQL API');
    await page.keyboard.press('Enter');
    await wizard.pick('No tables');
    await wizard.answer('Is the key to create tables', '');
    await wizard.row('Geocoding').waitFor();
    await page.keyboard.press('Enter');
    await wizard.pick('Create made-key');
    await window.tree('made-key').waitFor();
    for (const secret of secretsOf(sandbox)) used.add(secret);
    await window.runOn('made-key', 'Regenerate API Key');
    await window.answerDialog('Regenerate');
    await window.message('Regenerated made-key').waitFor();
    for (const secret of secretsOf(sandbox)) used.add(secret);

    await window.run('CARTO: Sign Out');
    await wizard.pick('Machine');
    await window.answerDialog('Sign Out');
    await window.tree('Machine').waitFor({ state: 'detached' });
  });

  it('leaves no secret in any log, message, setting or on the page, nor in the clipboard', async () => {
    const window = openedWindow();
    const { page } = window;
    // All of the sandbox's OAuth tokens begin alike, with the name of its key.
    const ofSandbox = [...used, token.slice(0, token.indexOf('.'))];
    const secrets = [...ofSandbox, wrong, code, ...oauth.issued.tokens];
    expect(secrets.every((secret) => secret.length > 20)).toBe(true);
    expect(secrets).toHaveLength(13);

    const texts = await filesBelow(window.folder);
    const messages = texts.find(({ name }) => name.endsWith(MESSAGES))?.text;
    // What is searched is there: our log at its most talkative, and what the two say to each other.
    expect(texts.find(({ name }) => name.endsWith('CARTO Tokens.log'))?.text).toContain(
      '[warning]',
    );
    expect(messages).toContain('cartotoken/connectionsKnown');
    expect(messages).toContain('warehouse');
    // What accounts know of their credentials is told by fingerprints.
    expect(messages).toContain('cartotoken/credentialsKnown');
    expect(messages).toContain(fingerprintOf(heldToken(sandbox, 'everything').token));
    expect(texts.some(({ name }) => name.endsWith('settings.json'))).toBe(true);

    texts.push(
      { name: 'console', text: console.join('\n') },
      { name: 'page', text: await page.content() },
      { name: 'state', text: await stateOf(page) },
      { name: 'clipboard', text: await page.evaluate(() => navigator.clipboard.readText()) },
    );
    expect(texts.at(-1)?.text).toBe(CLIPBOARD);
    expect(texts.find(({ name }) => name === 'state')?.text).toContain('cartotoken.accounts');
    const found = secrets.flatMap((secret) =>
      texts.filter(({ text }) => text.includes(secret)).map(({ name }) => name),
    );
    expect(found).toEqual([]);
  });
});

/** All that opens anything at a sandbox. */
function secretsOf({ account, addresses }: Sandbox): string[] {
  const { clientSecret, masterKey } = addresses;
  return [
    clientSecret,
    masterKey,
    btoa(`${addresses.username}:${masterKey}`),
    ...account.tokens.map(({ token }) => token),
    ...account.keys.map(({ token }) => token),
  ].filter((secret) => secret !== 'default_public');
}

/** What VS Code remembers, which a browser-served one does in the browser; where its keyring is not. */
function stateOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const opened = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const found: unknown[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await opened(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        found.push(await opened(database.transaction(store).objectStore(store).getAll()));
      }
      database.close();
    }
    return JSON.stringify(found);
  });
}

async function filesBelow(folder: string): Promise<{ name: string; text: string }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(
    (entry) => entry.isFile() && !entry.parentPath.includes('extensions'),
  );
  return Promise.all(
    files.map(async ({ parentPath, name }) => ({
      name: path.join(parentPath, name),
      text: await readFile(path.join(parentPath, name), 'latin1'),
    })),
  );
}
