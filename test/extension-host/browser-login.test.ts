import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { BrowserLogin } from '../../client/accounts/browser-login.ts';
import { createHttp } from '../../core/carto/http/http.ts';
import { eventually } from './support.ts';

const OPTIONS = { authUrl: 'https://auth.example.com', clientId: 'the-client' };

describe('a sign-in in the browser', () => {
  const { openExternal } = vscode.env;
  const { registerUriHandler } = vscode.window;
  let opened: string[];
  let handler: vscode.UriHandler;
  let opens: boolean;
  let login: BrowserLogin;

  beforeEach(() => {
    opened = [];
    opens = true;
    Object.assign(vscode.env, {
      openExternal: async (url: string) => {
        opened.push(url);
        return opens;
      },
    });
    Object.assign(vscode.window, {
      registerUriHandler: (registered: vscode.UriHandler) => {
        handler = registered;
        return vscode.Disposable.from();
      },
    });
  });
  afterEach(() => {
    login.dispose();
    Object.assign(vscode.env, { openExternal });
    Object.assign(vscode.window, { registerUriHandler });
  });

  const begin = (patience: number, signal = new AbortController().signal) => {
    const http = createHttp(() => Promise.reject(new Error('nothing is asked here')));
    login = new BrowserLogin(http, 'cartotokens.carto-tokens', patience);
    return login.begin(OPTIONS, signal);
  };

  it('takes the answer that carries its state, and no other', async () => {
    const answered = begin(60_000);
    await eventually(
      'opened',
      () => opened,
      (urls) => urls.length === 1,
    );
    const { searchParams } = new URL(opened[0] ?? '');
    assert.equal(searchParams.get('code_challenge_method'), 'S256');
    assert.match(searchParams.get('redirect_uri') ?? '', /signed-in/);
    const answer = (state: string | null) =>
      vscode.Uri.parse(`vscode://cartotokens.carto-tokens/signed-in?code=a&state=${state}`);
    handler.handleUri(answer('made-up'));
    handler.handleUri(answer(searchParams.get('state')));
    assert.match(await answered, new RegExp(`state=${searchParams.get('state')}`));
  });

  it('is given up after its time, and takes no answer any more', async () => {
    await assert.rejects(begin(20), /within five minutes/);
    const { signal } = new AbortController();
    await assert.rejects(login.finish('https://x.example.com/?code=a&state=b', signal), {
      kind: 'sign-in-mismatch',
    });
  });

  it('opens no browser where it was cancelled before', async () => {
    await assert.rejects(begin(60_000, AbortSignal.abort()));
    assert.deepEqual(opened, []);
  });

  it('says that the browser was not opened', async () => {
    opens = false;
    await assert.rejects(begin(60_000), /The browser was not opened/);
  });
});
