import { describe, expect, it } from 'vitest';
import { ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { accessToken } from '../support/synthetic.ts';
import { useServer } from './use-server.ts';

const dynamicRegistration = true;
const refreshSupport = true;

/** All that has a server ask its editor for something. */
const CLAIMS = {
  textDocument: {
    diagnostic: { dynamicRegistration },
    completion: { dynamicRegistration },
    hover: { dynamicRegistration },
    formatting: { dynamicRegistration },
    codeAction: { dataSupport: true, resolveSupport: { properties: ['edit'] } },
  },
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration },
    didChangeWatchedFiles: { dynamicRegistration },
    diagnostics: { refreshSupport },
    inlayHint: { refreshSupport },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
  window: { workDoneProgress: true, showMessage: {} },
};

const REFUSALS: Readonly<Record<string, (method: string) => unknown>> = {
  'refuses whatever it is asked': (method) => {
    throw new ResponseError(ErrorCodes.MethodNotFound, `Unhandled method ${method}`);
  },
  'answers with nonsense': () => ({ nonsense: [7] }),
  'answers nothing that it is asked': () => new Promise(() => undefined),
};

describe.each(Object.entries(REFUSALS))('an editor that claims all and %s', (how, refuse) => {
  let asked: string[];
  let logged: string[];
  const server = useServer(({ connection }) => {
    asked = [];
    logged = [];
    connection.onRequest((method) => {
      asked.push(method);
      return refuse(method);
    });
    connection.onNotification('window/logMessage', ({ message }) => void logged.push(message));
  });

  // A promise that nobody waits for and that is rejected ends a process of the server; here it fails the test.
  it('has its documents checked', async () => {
    await server().start({ 'b.js': `x = '${accessToken({ seed: 'closed' })}'` }, CLAIMS);
    await server().open('a.cartotoken.json', '{ "allowed_apis": ["sql", "imports"] }');
    await server().open('a.js', `const token = '${accessToken()}';`, 'javascript');
    const rules = async (name: string) => (await server().pull(name)).map(({ code }) => code);
    expect(await rules('a.cartotoken.json')).toContain('import-api-exclusive');
    expect(await rules('a.js')).toEqual(['hardcoded-access-token']);
    const { connection } = server();
    await connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await connection.sendNotification('cartotoken/connectionsKnown', { names: ['a'] });
    await connection.sendNotification('workspace/didChangeWorkspaceFolders', {
      event: { added: [{ uri: server().uriOf('other'), name: 'other' }], removed: [] },
    });
    expect(await rules('a.js')).toEqual(['hardcoded-access-token']);
    const position = { line: 0, character: 4 };
    expect(await server().ask('hover', 'a.cartotoken.json', { position })).not.toBeNull();
    expect(asked).toEqual(
      expect.arrayContaining([
        'client/registerCapability',
        'workspace/configuration',
        'workspace/diagnostic/refresh',
        'workspace/inlayHint/refresh',
      ]),
    );
    if (how === 'refuses whatever it is asked') {
      await expect.poll(() => logged.join('\n')).toContain('The editor refused to watch files');
    }
  });
});
