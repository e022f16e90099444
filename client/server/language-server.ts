import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

export type ServerState = 'starting' | 'running' | 'stopped';

/**
 * The language server as the extension sees it: started, restarted, stopped, one at a time. Crashes are restarted
 * by the language client itself; this follows them.
 */
export class LanguageServer implements vscode.Disposable {
  readonly #module: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #stateChange = new vscode.EventEmitter<ServerState>();
  readonly onDidChangeState = this.#stateChange.event;
  #state: ServerState = 'stopped';
  #client: LanguageClient | undefined;
  /** Starts and stops wait for the ones before them. */
  #work: Promise<void> = Promise.resolve();

  /** @param module absolute path of the server's bundle */
  constructor(module: string, log: vscode.LogOutputChannel) {
    this.#module = module;
    this.#log = log;
  }

  /** Starts the server in the background. A failure is logged, shown by the client, and seen in the state. */
  start(): void {
    this.#enqueue(() => this.#start()).catch((error: unknown) =>
      this.#log.error('The language server could not be started.', error),
    );
  }

  /** @throws where the new server cannot be started */
  restart(): Promise<void> {
    return this.#enqueue(async () => {
      await this.#stop();
      await this.#start();
    });
  }

  dispose(): void {
    void this.#enqueue(() => this.#stop()).then(() => this.#stateChange.dispose());
  }

  #enter(state: ServerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#log.info(`The language server is ${state}.`);
    this.#stateChange.fire(state);
  }

  #enqueue(step: () => Promise<void>): Promise<void> {
    const done = this.#work.then(step);
    this.#work = done.catch(() => undefined);
    return done;
  }

  async #start(): Promise<void> {
    this.#enter('starting');
    try {
      const { createLanguageClient } = await import('./language-client.ts');
      const client = createLanguageClient(this.#module, this.#log, (state) => {
        if (this.#client === client) this.#enter(state);
      });
      this.#client = client;
      await client.start();
    } catch (error) {
      this.#enter('stopped');
      throw error;
    }
  }

  /** Never throws: a server that does not answer is given up, and its process killed by the client. */
  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    try {
      await client?.dispose();
    } catch (error) {
      this.#log.warn('The language server did not stop when asked to.', error);
    }
  }
}
