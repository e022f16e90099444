import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { addToEnv } from '../../client/commands/add-to-env.ts';
import type { CommandContext } from '../../client/commands/context.ts';
import type { LanguageServer } from '../../client/server/language-server.ts';
import { FAILURE_KINDS } from '../../core/carto/error.ts';
import { gitStatus } from '../../files/git-status.ts';
import { Person } from './person.ts';
import { running } from './running.ts';
import { Stage } from './stage.ts';
import { eventually, file, open } from './support.ts';

const { fs } = vscode.workspace;

describe('CARTO: Add to .env', () => {
  let stage: Stage;
  let person: Person;
  let context: CommandContext;
  /** What the language server answers; undefined: how git treats the file. */
  let answer: string | undefined;
  let ignored: string;
  beforeEach(async () => {
    stage = await Stage.open();
    person = new Person();
    answer = undefined;
    context = { ...stage.context, server: server() };
    ignored = await read('.gitignore');
  });
  afterEach(async () => {
    person.leave();
    while (vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0)) {
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
    for (const name of ['.env', '.env.local', 'server/.env']) {
      await fs.delete(file(name)).then(undefined, () => undefined);
    }
    await write('.gitignore', ignored);
    await stage.close();
  });

  function server(): LanguageServer {
    const request = async (_: string, { uri }: { uri: string }) => {
      if (answer === 'fails') throw new Error('it does not run');
      return answer ?? gitStatus(vscode.Uri.parse(uri).fsPath);
    };
    return { request } as unknown as LanguageServer;
  }
  const token = (name = 'storefront-map') =>
    stage.sandbox.account.tokens.find((each) => each.name === name)?.token ?? '';
  const add = async (...answers: (string | undefined)[]) => {
    person.answers(...answers);
    await running(addToEnv, context, await stage.node(stage.carto, 'storefront-map'));
  };
  const warned = (what: RegExp) =>
    eventually(
      `warned ${what}`,
      () => person.shown.map(({ text }) => text),
      (texts) => texts.some((text) => what.test(text)),
    );

  it('makes the file where there is none, which git ignores already', async () => {
    await add('.env', 'VITE_CARTO_ACCESS_TOKEN');
    assert.equal(await read('.env'), `VITE_CARTO_ACCESS_TOKEN=${token()}\n`);
    assert.deepEqual(person.offered[0], ['.env'], 'the example is no choice');
    assert.deepEqual(person.shown, []);
  });

  it('proposes Vite’s name, and one after the token where another has that', async () => {
    const proposed: (string | undefined)[] = [];
    const { showInputBox } = vscode.window;
    Object.assign(vscode.window, {
      showInputBox: async ({ value, validateInput }: vscode.InputBoxOptions) => {
        proposed.push(value);
        assert.equal(validateInput?.(value ?? ''), undefined);
        assert.match(String(validateInput?.('1-a')), /letters A–Z/);
        return undefined;
      },
    });
    await add('.env');
    await write('.env', 'VITE_CARTO_ACCESS_TOKEN=\n');
    await add('.env');
    await write('.env', 'VITE_CARTO_ACCESS_TOKEN=another\n');
    await add('.env');
    Object.assign(vscode.window, { showInputBox });
    assert.deepEqual(proposed, [
      'VITE_CARTO_ACCESS_TOKEN',
      'VITE_CARTO_ACCESS_TOKEN',
      'VITE_CARTO_STOREFRONT_MAP_ACCESS_TOKEN',
    ]);
  });

  it('adds to what there is, with the ends of its lines', async () => {
    await write('.env', '# of this machine\r\nexport A="1"\r\nCARTO=\r\n');
    await add('.env', 'CARTO');
    assert.equal(await read('.env'), `# of this machine\r\nexport A="1"\r\nCARTO=${token()}\r\n`);
    await add('.env', 'B');
    assert.match(await read('.env'), /\r\nB=eyJ[^\n]*\r\n$/);
    assert.deepEqual(person.shown, []);
  });

  it('replaces another value only where that is confirmed, and none by itself', async () => {
    await write('.env', 'CARTO=another\n');
    await add('.env', 'CARTO');
    assert.equal(await read('.env'), 'CARTO=another\n');
    assert.match(person.last?.text ?? '', /Replace CARTO in \.env with storefront-map\?/);
    await add('.env', 'CARTO', 'Replace');
    assert.equal(await read('.env'), `CARTO=${token()}\n`);
    const count = person.shown.length;
    await add('.env', 'CARTO');
    assert.equal(person.shown.length, count);
  });

  it('leaves what is not saved in an open file unsaved, and says so', async () => {
    await write('.env', 'A=1\n');
    const document = await opened('.env');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), 'B=2\n');
    await vscode.workspace.applyEdit(edit);
    await add('.env', 'CARTO');
    assert.equal(document.getText(), `A=1\nB=2\nCARTO=${token()}\n`);
    assert.equal(document.isDirty, true);
    assert.equal(await read('.env'), 'A=1\n');
    await warned(/\.env has other changes that are not saved/);
  });

  it('saves an open file in which nothing else is changed', async () => {
    await write('.env', 'A=1\n');
    const document = await opened('.env');
    await add('.env', 'CARTO');
    assert.equal(document.isDirty, false);
    assert.equal(await read('.env'), `A=1\nCARTO=${token()}\n`);
  });

  it('leaves alone what was changed while it was asked about', async () => {
    await write('.env', 'CARTO=another\n');
    const document = await opened('.env');
    const { showWarningMessage } = vscode.window;
    Object.assign(vscode.window, {
      showWarningMessage: async (...args: string[]) => {
        const edit = new vscode.WorkspaceEdit();
        edit.insert(document.uri, new vscode.Position(0, 6), 'yet ');
        await vscode.workspace.applyEdit(edit);
        return args.at(-1);
      },
    });
    await add('.env', 'CARTO');
    Object.assign(vscode.window, { showWarningMessage });
    assert.equal(document.getText(), 'CARTO=yet another\n');
    assert.match(person.last?.text ?? '', /was changed meanwhile/);
  });

  it('does not take for text what is none', async () => {
    await fs.writeFile(file('.env'), new Uint8Array([0xff, 0xfe, 0x41, 0]));
    await add('.env');
    assert.match(person.last?.text ?? '', /\.env is not a text in UTF-8/);
  });

  it('makes a file for its owner alone, and leaves the permissions of one that is there', async function () {
    if (process.platform === 'win32') this.skip();
    await add('.env', 'CARTO');
    assert.equal((await stat(file('.env').fsPath)).mode & 0o777, 0o600);
    await chmod(file('.env').fsPath, 0o640);
    await add('.env', 'B');
    assert.equal((await stat(file('.env').fsPath)).mode & 0o777, 0o640);
  });

  it('follows no link out of the workspace, and waits for no pipe', async function () {
    if (process.platform === 'win32') this.skip();
    const outside = await mkdtemp(path.join(os.tmpdir(), 'cartotoken-outside-'));
    try {
      const theirs = path.join(outside, 'file');
      await writeFile(theirs, 'A=1\n');
      await symlink(theirs, file('.env').fsPath);
      await add('.env');
      assert.match(person.last?.text ?? '', /\.env is a link that leads out of the workspace/);
      await fs.delete(file('.env'));
      // Nor through a .gitignore.
      await fs.delete(file('.gitignore'));
      await symlink(theirs, file('.gitignore').fsPath);
      await write('.env.local', '');
      await add('.env.local', 'CARTO', 'Add to .gitignore');
      await eventually(
        'said',
        () => person.last?.text ?? '',
        (text) => /\.gitignore is a link that leads out of the workspace/.test(text),
      );
      assert.equal(await readFile(theirs, 'utf8'), 'A=1\n');
      execFileSync('mkfifo', [file('.env').fsPath]);
      await add('.env');
      assert.match(person.last?.text ?? '', /\.env is no regular file/);
    } finally {
      await fs.delete(file('.gitignore')).then(undefined, () => undefined);
      await rm(outside, { recursive: true });
    }
  });

  it('changes nothing where it is cancelled', async () => {
    await write('.env', 'A=1\n');
    for (const answers of [[], ['.env'], ['.env', undefined], ['.env', 'A']]) {
      await add(...answers);
    }
    assert.equal(await read('.env'), 'A=1\n');
    const master = await stage.node(stage.engine, 'Master');
    person.answers('.env', 'KEY');
    await running(addToEnv, context, master);
    assert.equal(await read('.env'), 'A=1\n');
    assert.match(person.last?.text ?? '', /master key of Acme Engine/);
  });

  it('offers to have git ignore what it does not, and makes the .gitignore where there is none', async () => {
    await write('.env.local', '');
    await add('.env.local', 'CARTO');
    await warned(/Git does not ignore \.env\.local/);
    assert.equal(await read('.gitignore'), ignored);

    await add('.env.local', 'CARTO', 'Add to .gitignore');
    await eventually(
      'added',
      () => read('.gitignore'),
      (text) => text === `${ignored.trimEnd()}\n/.env.local\n`,
    );

    await fs.delete(file('.gitignore'));
    await add('.env.local', 'CARTO', 'Add to .gitignore');
    await eventually(
      'made',
      () => read('.gitignore').then(undefined, () => ''),
      (text) => text === '/.env.local\n',
    );
    assert.equal(await gitStatus(file('.env.local').fsPath), 'ignored');
  });

  it('names a file below the folder as git does', async () => {
    await write('server/.env', 'A=1\n');
    await write('.gitignore', '');
    await add('server/.env', 'CARTO', 'Add to .gitignore');
    await eventually(
      'added',
      () => read('.gitignore'),
      (text) => text === '/server/.env\n',
    );
  });

  it('warns of a file that git tracks, and where that cannot be found out', async () => {
    answer = 'tracked';
    await add('.env', 'CARTO');
    await warned(/Git tracks \.env/);
    for (const failing of ['unknown', 'fails']) {
      person.shown.length = 0;
      answer = failing;
      await add('.env', 'CARTO');
      await warned(/could not be checked whether git ignores \.env/);
    }
  });

  it('says where no folder is open', async () => {
    const folders = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders');
    Object.defineProperty(vscode.workspace, 'workspaceFolders', {
      configurable: true,
      value: undefined,
    });
    await add();
    Object.defineProperty(vscode.workspace, 'workspaceFolders', folders ?? {});
    assert.match(person.last?.text ?? '', /No folder is open/);
  });

  it('offers a file of each folder where several are open', async () => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first);
    const second = { uri: file('server'), name: 'server', index: 1 };
    const folders = Object.getOwnPropertyDescriptor(vscode.workspace, 'workspaceFolders');
    Object.defineProperty(vscode.workspace, 'workspaceFolders', {
      configurable: true,
      value: [first, second],
    });
    await add('server/.env', 'CARTO');
    Object.defineProperty(vscode.workspace, 'workspaceFolders', folders ?? {});
    assert.deepEqual(person.offered[0], ['.env', 'server/.env']);
    assert.equal(await read('server/.env'), `CARTO=${token()}\n`);
  });

  for (const kind of FAILURE_KINDS) {
    it(`says once where the account cannot be listed: ${kind}`, async () => {
      const failure = stage.failing(kind);
      await running(addToEnv, context, stage.carto);
      failure.mend();
      assert.equal(person.shown.length, kind === 'cancelled' ? 0 : 1);
      await assert.rejects(read('.env'));
    });
  }
});

/** Opens a file whose text VS Code may still know as it was before. */
async function opened(name: string): Promise<vscode.TextDocument> {
  const document = await open(file(name));
  const text = await read(name);
  await eventually(
    'as it is on the disk',
    () => document.getText(),
    (shown) => shown === text,
  );
  return document;
}

async function read(name: string): Promise<string> {
  return new TextDecoder().decode(await fs.readFile(file(name)));
}

async function write(name: string, text: string): Promise<void> {
  await fs.writeFile(file(name), new TextEncoder().encode(text));
}
