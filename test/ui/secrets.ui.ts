import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import type { Sandbox, Seed } from '../../sandbox/sandbox.ts';
import { type OAuthServer, startOAuthServer } from '../support/oauth-server/oauth-server.ts';
import { clientSecret } from '../support/synthetic.ts';
import { poll } from './patience.ts';
import { beginSignIn, oauthToken, signInByMachine } from './sign-in.ts';
import { byMachine, byMasterKey } from './signed-in.ts';
import { heldToken, useSandbox } from './use-sandbox.ts';
import { useWindow, type Window } from './window.ts';
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

const SEED: Seed = {
  connections: [{ name: 'warehouse' }],
  tokens: [{ name: 'everything', allowed_apis: ['lds'], grants: [], referers: [] }],
  keys: [{ name: 'a-key', grants: [{ type: 'apis', apis: ['sql'] }] }],
};
const TALKATIVE = {
  theme: 'Default Light Modern',
  settings: { 'cartotoken.trace.server': 'verbose' },
  prepare: recordMessages,
} as const;

describe('signing in', () => {
  const startedSandbox = useSandbox(SEED);
  const openedWindow = useWindow(TALKATIVE);
  let oauth: OAuthServer;
  beforeAll(async () => {
    // VS Code reroutes what goes to localhost and 127.0.0.1, but not to this machine's other addresses.
    oauth = await startOAuthServer({ host: '127.0.0.2' });
  });
  afterAll(() => oauth?.close());

  it('to all kinds of accounts, using them, failing, and signing out leaves no secret anywhere', async () => {
    const window = openedWindow();
    const sandbox = startedSandbox();
    const { page } = window;
    const wizard = new Wizard(page);
    const { addresses } = sandbox;
    const wrong = clientSecret('wrong');
    const token = await oauthToken(sandbox);
    await talkative(window);

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
    await poll(() => page.locator('.squiggly-error').count()).toBeGreaterThan(0);

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
    const code = new URL((await opened).url()).searchParams.get('code') ?? '';
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

    const secrets = [...secretsOf(sandbox), beginningOf(token), wrong, code];
    const texts = await expectNoTrace(window, sandbox, [...secrets, ...oauth.issued.tokens], 10);
    expect(texts.get('CARTO Tokens.log')).toContain('[warning]');
  });
});

describe('with accounts', () => {
  const startedSandbox = useSandbox(SEED);
  const openedWindow = useWindow({
    ...TALKATIVE,
    accounts: () => [
      byMachine(startedSandbox(), 'Machine'),
      byMasterKey(startedSandbox(), 'Engine'),
    ],
  });

  it('creating a token, copying, editing, testing, using and deleting it leaves no secret anywhere', async () => {
    const window = openedWindow();
    const sandbox = startedSandbox();
    const { page } = window;
    const wizard = new Wizard(page);
    await talkative(window);
    await window.showTokens();
    await window.tree('everything').waitFor();
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
    const used = new Set(secretsOf(sandbox));

    // Into the clipboard it comes on purpose, and stays until something else is copied.
    await window.runOn('made-here', 'Copy Token');
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await poll(copied).toBe(token);
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
    expect(sandbox.account.tokens.map((each) => each.name)).not.toContain('re-made-here');
    await expectNoTrace(window, sandbox, [...used, beginningOf(await oauthToken(sandbox))], 7);
  });

  it('creating and regenerating an API key and signing out leaves no secret anywhere', async () => {
    const window = openedWindow();
    const sandbox = startedSandbox();
    const { page } = window;
    const wizard = new Wizard(page);
    await talkative(window);
    await window.showTokens();
    await window.tree('a-key').waitFor();
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
    const used = new Set(secretsOf(sandbox));
    await window.runOn('made-key', 'Regenerate API Key');
    await window.answerDialog('Regenerate');
    await window.message('Regenerated made-key').waitFor();
    for (const secret of secretsOf(sandbox)) used.add(secret);

    await window.run('CARTO: Sign Out');
    await wizard.pick('Machine');
    await window.answerDialog('Sign Out');
    await window.tree('Machine').waitFor({ state: 'detached' });
    const secrets = [...used, ...secretsOf(sandbox), beginningOf(await oauthToken(sandbox))];
    await expectNoTrace(window, sandbox, secrets, 8);
  });
});

/** Sets the log to say all it can, and puts something into the clipboard that has to stay there. */
async function talkative(window: Window): Promise<void> {
  const { page } = window;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), CLIPBOARD);
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
}

/** All of a sandbox's OAuth tokens begin alike, with the name of its key. */
function beginningOf(token: string): string {
  return token.slice(0, token.indexOf('.'));
}

/**
 * Searches every log, message, setting, the page, VS Code's state and the clipboard for secrets.
 *
 * @param count how many different ones there are at least
 * @returns what was searched, by the name of the file
 */
async function expectNoTrace(
  window: Window,
  sandbox: Sandbox,
  all: readonly string[],
  count: number,
): Promise<Map<string, string>> {
  const { page } = window;
  const secrets = [...new Set(all)];
  expect(secrets.every((secret) => secret.length > 20)).toBe(true);
  // More where a test before has left something behind.
  expect(secrets.length).toBeGreaterThanOrEqual(count);

  const texts = await filesBelow(window.folder);
  const messages = texts.find(({ name }) => name.endsWith(MESSAGES))?.text;
  // What is searched is there: our log at its most talkative, and what the two say to each other.
  expect(texts.find(({ name }) => name.endsWith('CARTO Tokens.log'))?.text).toMatch(/\[\w+\]/);
  expect(messages).toContain('cartotoken/connectionsKnown');
  expect(messages).toContain('warehouse');
  // What accounts know of their credentials is told by fingerprints.
  expect(messages).toContain('cartotoken/credentialsKnown');
  expect(messages).toContain(fingerprintOf(heldToken(sandbox, 'everything').token));
  expect(texts.some(({ name }) => name.endsWith('settings.json'))).toBe(true);

  texts.push(
    { name: 'console', text: window.console.join('\n') },
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
  return new Map(texts.map(({ name, text }) => [path.basename(name), text]));
}

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
