import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { GIT_STATUS } from '../../server/protocol.ts';
import { connect, initialize, startServer } from '../support/language-server.ts';

it('the language server says how git treats a file', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'carto-tokens-server-'));
  const server = startServer('--stdio');
  try {
    await writeFile(path.join(folder, '.gitignore'), '.env\n');
    const connection = connect(server);
    await initialize(connection);
    const ask = (uri: string) => connection.sendRequest(GIT_STATUS, { uri });
    expect(await ask(pathToFileURL(path.join(folder, '.env')).href)).toBe('ignored');
    expect(await ask(pathToFileURL(path.join(folder, '.env.local')).href)).toBe('untracked');
    expect(await ask('vscode-vfs://github/cartotokens/carto-tokens/.env')).toBe('unknown');
  } finally {
    server.kill();
    await rm(folder, { recursive: true, force: true });
  }
});
