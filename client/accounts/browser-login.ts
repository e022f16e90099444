import * as vscode from 'vscode';
import { CartoError } from '../../core/carto/error.ts';
import type { Http } from '../../core/carto/http/http.ts';
import {
  beginLogin,
  finishLogin,
  type Login,
  type LoginOptions,
  type OAuthGrant,
  oauthServer,
} from '../../core/carto/oauth.ts';

/** How long the user has for signing in, in milliseconds. */
const PATIENCE = 5 * 60_000;

/** Where the browser is sent back to, behind the extension's id. */
const CALLBACK = '/signed-in';

/**
 * The address that is registered with CARTO, to which the browser is sent back. In a browser-served VS Code it is its
 * server's and knows the window it is for; on the desktop it is always the same, without the window's number, which would
 * be another address each time.
 */
function redirectUriOf(callback: vscode.Uri): string {
  const isDesktop = vscode.env.uiKind === vscode.UIKind.Desktop;
  return (isDesktop ? callback.with({ query: '' }) : callback).toString(true);
}

export interface BrowserLoginOptions extends Omit<LoginOptions, 'redirectUri'> {
  /** The address of the OAuth server, without a slash at its end. */
  readonly authUrl: string;
}

/** Signs in in the user's browser, which VS Code leads back to the window that began it. */
export class BrowserLogin implements vscode.Disposable {
  readonly #http: Http;
  readonly #extensionId: string;
  readonly #patience: number;
  /** The handler of the extension's addresses; registered with the first sign-in, for good. */
  #handler: vscode.Disposable | undefined;
  readonly #answer = new vscode.EventEmitter<vscode.Uri>();
  #begun: { readonly login: Login; readonly authUrl: string } | undefined;

  constructor(http: Http, extensionId: string, patience = PATIENCE) {
    this.#http = http;
    this.#extensionId = extensionId;
    this.#patience = patience;
  }

  /**
   * Opens the browser.
   *
   * @returns the address that it was sent back to
   * @throws where that takes longer than five minutes
   */
  async begin({ authUrl, ...options }: BrowserLoginOptions, signal: AbortSignal): Promise<string> {
    this.#handler ??= vscode.window.registerUriHandler({
      handleUri: (uri) => this.#answer.fire(uri),
    });
    const callback = vscode.Uri.from({
      scheme: vscode.env.uriScheme,
      authority: this.#extensionId,
      path: CALLBACK,
    });
    const redirectUri = redirectUriOf(await vscode.env.asExternalUri(callback));
    const login = await beginLogin(oauthServer(authUrl), { ...options, redirectUri });
    signal.throwIfAborted();
    this.#begun = { login, authUrl };
    const answered = this.#answered(login, signal);
    answered.catch(() => undefined); // it may fail before it is waited for
    // As the string it is: a Uri would be opened with its query decoded, whose parameters are then others.
    if (!(await vscode.env.openExternal(login.url as unknown as vscode.Uri))) {
      throw new Error(vscode.l10n.t('The browser was not opened. Go back and try again.'));
    }
    return answered;
  }

  /**
   * Exchanges what the browser was sent back with for a grant.
   *
   * @param address where it was sent back to
   * @throws CartoError
   */
  async finish(address: string, signal: AbortSignal): Promise<OAuthGrant> {
    const { searchParams, host } = new URL(address);
    if (!this.#begun) throw new CartoError('sign-in-mismatch', { host });
    const { login, authUrl } = this.#begun;
    return finishLogin(this.#http, oauthServer(authUrl), login, searchParams, signal);
  }

  dispose(): void {
    this.#handler?.dispose();
    this.#answer.dispose();
  }

  #answered({ state }: Login, signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        subscription.dispose();
        signal.removeEventListener('abort', done);
      };
      const timer = setTimeout(() => {
        done();
        this.#begun = undefined;
        reject(
          new Error(vscode.l10n.t('Nobody signed in within five minutes. Go back and begin anew.')),
        );
      }, this.#patience);
      const subscription = this.#answer.event((uri) => {
        // One that belongs to another sign-in, or that somebody made up, is not ours to judge.
        if (new URLSearchParams(uri.query).get('state') !== state) return;
        done();
        resolve(uri.toString(true));
      });
      signal.addEventListener('abort', done);
    });
  }
}
