import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import { edited, type Position } from '../support/caret.ts';
import { open, pull } from '../support/language-server.ts';
import { accessToken, apiKey } from '../support/synthetic.ts';
import { useServer } from './use-server.ts';

interface Edit {
  range: { start: Position; end: Position };
  newText: string;
}

interface Action {
  title: string;
  edit: {
    changes?: Record<string, Edit[]>;
    documentChanges?: { kind?: string; uri?: string; edits?: Edit[] }[];
  };
}

const TOKEN = accessToken();
const ENTRY = `sha256:${fingerprintOf(TOKEN)}`;
const CODE = `const token = '${TOKEN}';\n`;
const MAKES_FILES = {
  textDocument: { diagnostic: {} },
  workspace: {
    diagnostics: { refreshSupport: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create'] },
  },
};
const HERE = 'It is fine here: suppress hardcoded-access-token with a comment';
const EVERYWHERE = 'It is fine everywhere: add its fingerprint to .cartotokenignore';

let refreshes: number;
const server = useServer(({ connection }) => {
  refreshes = 0;
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshes += 1;
    return null;
  });
});

const uriOf = (name: string) => server().uriOf(name);
const A = () => uriOf('src/a.js');
const IGNORE = () => uriOf('.cartotokenignore');

const put = (name: string, text: string) => server().put(name, text);
const start = (abilities: object = MAKES_FILES) => server().start({}, abilities);

async function actions(uri = A()): Promise<Action[]> {
  const everywhere = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const params = { textDocument: { uri }, range: everywhere, context: { diagnostics: [] } };
  const all = await server().connection.sendRequest<Action[]>('textDocument/codeAction', params);
  return all.filter(({ title }) => title.startsWith('It is fine'));
}

const rules = async (uri = A()) => (await pull(server().connection, uri)).map(({ code }) => code);

function change(uri: string, version: number, text: string): Promise<void> {
  const textDocument = { uri, version };
  return server().connection.sendNotification('textDocument/didChange', {
    textDocument,
    contentChanges: [{ text }],
  });
}

describe('a comment', () => {
  it('is offered with a reason in place of which one types', async () => {
    await start({ textDocument: { diagnostic: {} } });
    await open(server().connection, A(), `  ${CODE}`, 'javascript');
    const [here, ...others] = await actions();
    expect([here?.title, others]).toEqual([HERE, []]);
    const after = edited(`  ${CODE}`, here?.edit.changes?.[A()] ?? []);
    expect(after).toBe(
      `  // cartotoken-disable-next-line hardcoded-access-token -- why it is fine\n  ${CODE}`,
    );
    await change(A(), 2, after);
    expect(await rules()).toEqual([]);
    await change(A(), 3, after.replace(TOKEN, ''));
    expect(await rules()).toEqual(['suppression-unused']);
  });

  it('has its reason selected in an editor that can do so', async () => {
    const { workspace, ...abilities } = MAKES_FILES;
    const workspaceEdit = { ...workspace.workspaceEdit, snippetEditSupport: true };
    await start({ ...abilities, workspace: { workspaceEdit } });
    await open(server().connection, A(), CODE, 'javascript');
    const [here] = await actions();
    const value =
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a snippet's placeholder
      '// cartotoken-disable-next-line hardcoded-access-token -- ${1:why it is fine}\n';
    const at = { line: 0, character: 0 };
    expect(here?.edit.documentChanges).toEqual([
      {
        textDocument: { uri: A(), version: 1 },
        edits: [{ range: { start: at, end: at }, snippet: { kind: 'snippet', value } }],
      },
    ]);
  });

  it('is all there is for what is no credential, and nothing where there are no comments', async () => {
    await start();
    await open(server().connection, A(), 'new carto.Client({ apiKey: key })\n', 'javascript');
    expect((await actions()).map(({ title }) => title)).toEqual([
      'It is fine here: suppress client-username-missing with a comment',
    ]);
    await open(server().connection, uriOf('a.json'), `{ "token": "${TOKEN}" }`, 'json');
    expect((await actions(uriOf('a.json'))).map(({ title }) => title)).toEqual([EVERYWHERE]);
  });
});

describe('an ignore file', () => {
  it('is made in the folder of the workspace, and counts as it is typed', async () => {
    await start();
    await open(server().connection, A(), CODE, 'javascript');
    const everywhere = (await actions()).find(({ title }) => title === EVERYWHERE);
    const [made, filled] = everywhere?.edit.documentChanges ?? [];
    expect(made).toMatchObject({ kind: 'create', uri: IGNORE() });
    const [{ newText = '' } = {}] = filled?.edits ?? [];
    expect(newText).toBe(`${ENTRY} -- hardcoded-access-token in a.js: why it is fine\n`);
    await open(server().connection, IGNORE(), newText, 'ignore');
    await expect.poll(() => refreshes).toBeGreaterThan(0);
    expect(await rules()).toEqual([]);
    expect(await rules(IGNORE())).toEqual([]);
    await change(IGNORE(), 2, newText.replace(':', ':0'));
    await expect.poll(() => rules()).toEqual(['hardcoded-access-token']);
    expect(await rules(IGNORE())).toEqual(['suppression-unused']);
  });

  it('gets a line more where there is one, on disk or open', async () => {
    await put('.cartotokenignore', '# ours');
    await start();
    await open(server().connection, A(), CODE, 'javascript');
    const appended = async (text: string) => {
      const everywhere = (await actions()).find(({ title }) => title === EVERYWHERE);
      return edited(text, everywhere?.edit.changes?.[IGNORE()] ?? []);
    };
    const line = `${ENTRY} -- hardcoded-access-token in a.js: why it is fine`;
    expect(await appended('# ours')).toBe(`# ours\n${line}\n`);
    await open(server().connection, IGNORE(), '# typed\r\n', 'ignore');
    expect(await appended('# typed\r\n')).toBe(`# typed\r\n${line}\r\n`);
  });

  it('is not made by an editor that cannot, nor for what is in no folder of the workspace', async () => {
    await start({ textDocument: { diagnostic: {} } });
    await open(server().connection, A(), CODE, 'javascript');
    expect((await actions()).map(({ title }) => title)).toEqual([HERE]);
    await open(server().connection, 'untitled:Untitled-1', CODE, 'javascript');
    expect((await actions('untitled:Untitled-1')).map(({ title }) => title)).toEqual([HERE]);
  });

  it('of any folder above leaves files out, declarations too, also once it changes on disk', async () => {
    const declaration = uriOf('src/a.cartotoken.json');
    await put('.cartotokenignore', '/src/\n');
    await start();
    await open(server().connection, A(), CODE, 'javascript');
    await open(server().connection, declaration, '{ "allowed_apis": ["nonsense"] }', 'cartotoken');
    expect([await rules(), await rules(declaration)]).toEqual([[], []]);
    expect(await actions()).toEqual([]);

    await put('.cartotokenignore', '/else/\n');
    await put('src/.cartotokenignore', '*.json\n');
    await server().connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: IGNORE(), type: 2 }],
    });
    await expect.poll(() => refreshes).toBeGreaterThan(0);
    expect([await rules(), await rules(declaration)]).toEqual([['hardcoded-access-token'], []]);
  });

  it('names an API key by its fingerprint as well, and nothing else beside it', async () => {
    const key = apiKey('hex');
    await put('.cartotokenignore', `sha256:${fingerprintOf(key)}\n`);
    await start();
    const text = `get('https://atlas.carto.com/api/v2/sql?q=1&api_key=${key}');\n`;
    await open(server().connection, A(), text, 'javascript');
    expect(await rules()).toEqual(['api-key-in-query']);
  });
});
