import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import type { KnownCredential } from '../../core/credentials/known.ts';
import { CREDENTIALS_KNOWN, type CredentialsKnown } from '../../server/protocol.ts';
import { open, pull } from '../support/language-server.ts';
import { accessToken, apiKey, oauthToken } from '../support/synthetic.ts';
import { useServer } from './use-server.ts';

const TOKEN = accessToken();
const KEY = apiKey('hex');
const CODE = `const accessToken = '${TOKEN}';\n`;
const KEY_CODE = `new carto.Client({ apiKey: '${KEY}', username: 'u' });\n`;

const KNOWN: KnownCredential = {
  kind: 'token',
  fingerprint: fingerprintOf(TOKEN),
  name: 'sales-map',
  account: 'Acme',
  isDeleted: false,
  apis: ['maps'],
  grants: [{ connection_name: 'carto_dw', source: 'a.b.c' }],
  referers: ['https://shop.example.com/'],
};
const KNOWN_KEY: KnownCredential = {
  kind: 'key',
  fingerprint: fingerprintOf(KEY),
  name: 'dashboard',
  account: 'Acme Engine',
  isDeleted: false,
  type: 'regular',
};

const ABILITIES = {
  textDocument: { diagnostic: {} },
  workspace: {
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
  },
};

let refreshed: string[];
const server = useServer(({ connection }) => {
  refreshed = [];
  for (const what of ['workspace/diagnostic/refresh', 'workspace/inlayHint/refresh']) {
    connection.onRequest(what, () => {
      refreshed.push(what);
      return null;
    });
  }
});

const uriOf = (name: string) => server().uriOf(name);

const start = (files: Readonly<Record<string, string>> = {}, options: object = {}) =>
  server().start(files, ABILITIES, {
    initializationOptions: { hasCredentialCommands: true, ...options },
  });

function tell(credentials: readonly KnownCredential[], isSignedIn = true): Promise<void> {
  return server().connection.sendNotification(CREDENTIALS_KNOWN, {
    credentials,
    isSignedIn,
  } satisfies CredentialsKnown);
}

async function severities(name: string): Promise<number[]> {
  return (await pull(server().connection, uriOf(name))).map(({ severity }) => severity);
}

const [ERROR, WARNING, HINT] = [1, 2, 4];
const WHOLE = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };

function hints(name: string): Promise<{ label: string; position: object }[]> {
  const textDocument = { uri: uriOf(name) };
  return server().connection.sendRequest('textDocument/inlayHint', { textDocument, range: WHOLE });
}

interface Action {
  readonly title: string;
  readonly command?: { readonly command: string; readonly arguments: readonly object[] };
}

function actions(name: string): Promise<Action[]> {
  return server().connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: uriOf(name) },
    range: WHOLE,
    context: { diagnostics: [] },
  });
}

describe('what accounts know', () => {
  it('grades what stands in code, and has it asked for anew', async () => {
    await start();
    await open(server().connection, uriOf('a.js'), CODE, 'javascript');
    expect(await severities('a.js')).toEqual([WARNING]);
    await tell([KNOWN]);
    await expect
      .poll(() => refreshed.toSorted())
      .toEqual(['workspace/diagnostic/refresh', 'workspace/inlayHint/refresh']);
    expect(await severities('a.js')).toEqual([HINT]);
    await tell([{ ...KNOWN, grants: [{ connection_name: 'carto_dw', source: '*' }] }]);
    expect(await severities('a.js')).toEqual([ERROR]);
    await tell([], false);
    expect(await severities('a.js')).toEqual([WARNING]);
  });

  it('is what the account says that still has a credential, whichever is told last', async () => {
    await start();
    await open(server().connection, uriOf('a.js'), CODE, 'javascript');
    await tell([KNOWN, { ...KNOWN, account: 'Other', isDeleted: true }]);
    expect(await severities('a.js')).toEqual([HINT]);
  });

  it('grades by where the text stands', async () => {
    await start({ 'web/vite.config.ts': '', 'web/src/a.js': CODE });
    await tell([{ ...KNOWN, referers: [] }]);
    await open(server().connection, uriOf('web/src/a.js'), CODE, 'javascript');
    await open(server().connection, uriOf('a.js'), CODE, 'javascript');
    await open(server().connection, uriOf('web/src/a.test.js'), CODE, 'javascript');
    expect(await severities('web/src/a.js')).toEqual([ERROR]);
    expect(await severities('a.js')).toEqual([HINT]);
    expect(await severities('web/src/a.test.js')).toEqual([WARNING]);
  });

  it('of a text that is not on disk grades it by its language', async () => {
    await start();
    await tell([{ ...KNOWN, referers: [] }]);
    for (const [uri, language, severity] of [
      ['untitled:Untitled-1', 'html', ERROR],
      ['untitled:Untitled-2', 'python', HINT],
      ['vscode-vfs://github/acme/shop/a.tsx', 'typescriptreact', ERROR],
      ['vscode-vfs://github/acme/shop/a.test.tsx', 'typescriptreact', WARNING],
    ] as const) {
      await open(server().connection, uri, CODE, language);
      const found = await pull(server().connection, uri);
      expect(found.map((each) => each.severity)).toEqual([severity]);
    }
  });

  it('says nothing of an environment file that git ignores, as soon as it does', async () => {
    await start({ '.env': `CARTO_ACCESS_TOKEN=${TOKEN}\n` });
    execFileSync('git', ['init', '-q'], { cwd: server().folder });
    await open(server().connection, uriOf('.env'), `CARTO_ACCESS_TOKEN=${TOKEN}\n`, 'dotenv');
    const [problem] = await pull(server().connection, uriOf('.env'));
    expect(problem?.message).toContain('.gitignore');
    await writeFile(path.join(server().folder, '.gitignore'), '.env\n');
    await server().connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: uriOf('.gitignore'), type: 1 }],
    });
    expect(await severities('.env')).toEqual([]);
  });
});

describe('inlay hints in code', () => {
  it('name a credential that an account knows, and its restriction', async () => {
    await start();
    await open(
      server().connection,
      uriOf('a.js'),
      `${CODE}x = '${accessToken({ seed: 'other' })}'`,
    );
    expect(await hints('a.js')).toEqual([]);
    await tell([KNOWN]);
    expect(await hints('a.js')).toMatchObject([
      { label: 'sales-map · restricted', position: { line: 0, character: 20 } },
    ]);
    await tell([{ ...KNOWN, isDeleted: true }]);
    expect(await hints('a.js')).toMatchObject([{ label: 'sales-map · deleted' }]);
  });

  it('are none where they are switched off', async () => {
    await start({}, { inlayHints: { enabled: false } });
    await open(server().connection, uriOf('a.js'), CODE);
    await tell([KNOWN]);
    expect(await hints('a.js')).toEqual([]);
  });
});

describe('what can be done with a credential in code', () => {
  const commands = async (name: string) =>
    (await actions(name)).map(({ command }) => command?.command);

  it('are the commands of an editor that has them, by its fingerprint', async () => {
    await start();
    await open(server().connection, uriOf('a.js'), CODE);
    await tell([KNOWN, KNOWN_KEY]);
    const offered = await actions('a.js');
    expect(offered.map(({ title }) => title)).toEqual([
      'Open its token',
      'Test it',
      'Rotate it',
      'Replace by a restricted token…',
    ]);
    for (const { command } of offered) {
      expect(command?.arguments).toEqual([{ fingerprint: KNOWN.fingerprint }]);
    }
    await open(server().connection, uriOf('b.js'), KEY_CODE);
    expect(await commands('b.js')).toEqual([
      'cartotoken.openCredential',
      'cartotoken.testToken',
      'cartotoken.regenerateKey',
      'cartotoken.replaceCredential',
    ]);
    await tell([{ ...KNOWN_KEY, type: 'master' }]);
    expect(await commands('b.js')).not.toContain('cartotoken.regenerateKey');
  });

  it('are none with one that is deleted', async () => {
    await start();
    await open(server().connection, uriOf('a.js'), CODE);
    await tell([{ ...KNOWN, isDeleted: true }]);
    expect(await actions('a.js')).toEqual([]);
  });

  it('is to sign in where nobody is, and an account could tell', async () => {
    await start();
    await open(server().connection, uriOf('a.js'), CODE);
    await open(
      server().connection,
      uriOf('b.js'),
      `t = '${oauthToken({ expires: 1_900_000_000 })}'`,
    );
    expect(await actions('a.js')).toEqual([]);
    await tell([], false);
    expect((await actions('a.js')).map(({ title }) => title)).toEqual([
      'Sign in to see what it reaches',
    ]);
    expect(await actions('b.js')).toEqual([]);
    await tell([], true);
    expect(await actions('a.js')).toEqual([]);
  });

  it('are none of an editor that has no such commands', async () => {
    await start({}, { hasCredentialCommands: false });
    await open(server().connection, uriOf('a.js'), CODE);
    await tell([KNOWN]);
    expect(await actions('a.js')).toEqual([]);
  });

  it('are none where the rule is off', async () => {
    await start({}, { rules: { 'hardcoded-access-token': 'off' } });
    await open(server().connection, uriOf('a.js'), CODE);
    await tell([KNOWN]);
    expect(await actions('a.js')).toEqual([]);
  });
});
