import type * as vscode from 'vscode';
import type { LanguageServer } from './language-server.ts';

/** Tells the language server something: again only where that is another, or the server is. */
export class Telling<News extends object> implements vscode.Disposable {
  readonly #server: LanguageServer;
  readonly #method: string;
  readonly #subscription: vscode.Disposable;
  #told: string;

  /**
   * @param method of the notification
   * @param nothing as good as what a server knows that was told nothing, where that is anything
   */
  constructor(server: LanguageServer, method: string, nothing?: News) {
    const untold = nothing ? JSON.stringify(nothing) : '';
    this.#server = server;
    this.#method = method;
    this.#told = untold;
    this.#subscription = server.onDidChangeState(() => {
      this.#told = untold; // one that has ended knew more
    });
  }

  async tell(news: News): Promise<void> {
    const text = JSON.stringify(news);
    if (text === this.#told) return;
    this.#told = text;
    await this.#server.notify(this.#method, news);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
