import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

import { DECLARATIONS_CHANGED, SCAN_PROGRESS, type ScanProgress } from '../../server/protocol.ts';
import type { Log } from '../log.ts';

/** How long a server that is starting may take before it is ended all the same, in milliseconds. */
const PATIENCE = 2000;

export type ServerState = 'starting' | 'running' | 'stopped';

/**
 * The language server as the extension sees it. Crashes are restarted by the language client itself; this follows
 * them.
 */
export class LanguageServer implements vscode.Disposable {
  readonly #module: string;
  readonly #log: Log;
  readonly #stateChange = new vscode.EventEmitter<ServerState>();
  readonly onDidChangeState = this.#stateChange.event;
  readonly #declarationsChange = new vscode.EventEmitter<void>();
  /** Fired where the workspace's declarations were asked for, and the answer may be another now. */
  readonly onDidChangeDeclarations = this.#declarationsChange.event;
  readonly #scanProgress = new vscode.EventEmitter<ScanProgress>();
  /** How far the look through the workspace has come. */
  readonly onDidScan = this.#scanProgress.event;
  #state: ServerState = 'stopped';
  #running: { readonly client: LanguageClient; readonly started: Promise<void> } | undefined;
  /** Counts starts: one that another has overtaken, while it waited, has no more say. */
  #turn = 0;

  /** @param module absolute path of the server's bundle */
  constructor(module: string, log: Log) {
    this.#module = module;
    this.#log = log;
  }

  /** Starts the server in the background, where none runs or is about to. A failure is logged, shown by the client, and seen in the state. */
  start(): void {
    if (this.#state !== 'stopped') return;
    this.restart().catch((error: unknown) =>
      this.#log.error('The language server could not be started.', error),
    );
  }

  /**
   * Ends the server there is, also one that hangs, and starts another.
   *
   * @throws where the new server cannot be started
   */
  async restart(): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    const isCurrent = () => turn === this.#turn;

    this.#enter('starting');
    await this.#stop();
    const { createLanguageClient } = await import('./language-client.ts');
    if (!isCurrent()) return;

    const enter = (state: ServerState) => isCurrent() && this.#enter(state);
    const client = createLanguageClient(this.#module, this.#log, enter, isCurrent);
    client.onNotification(DECLARATIONS_CHANGED, () => this.#declarationsChange.fire());
    client.onNotification(SCAN_PROGRESS, (progress: ScanProgress) =>
      this.#scanProgress.fire(progress),
    );
    const started = client.start();
    this.#running = { client, started };
    try {
      await started;
    } catch (error) {
      if (!isCurrent()) return;
      this.#enter('stopped');
      throw error;
    }
  }

  /** Tells the server something, where one runs that can be told: else it is asked for again when one does. */
  async notify(method: string, params: object): Promise<void> {
    const { client } = this.#running ?? {};
    if (client?.isRunning()) await client.sendNotification(method, params);
  }

  /**
   * Asks the server something, which is started where it is not running.
   *
   * @throws where it cannot be started, does not answer, or is cancelled
   */
  async request<Answer>(method: string, params: object, signal?: AbortSignal): Promise<Answer> {
    if (!this.#running) await this.restart();
    const running = this.#running;
    if (!running) throw new vscode.CancellationError();
    await running.started;
    const cancelling = new vscode.CancellationTokenSource();
    const cancel = () => cancelling.cancel();
    if (signal?.aborted) throw new vscode.CancellationError();
    signal?.addEventListener('abort', cancel);
    try {
      return await running.client.sendRequest<Answer>(method, params, cancelling.token);
    } catch (error) {
      if (signal?.aborted) throw new vscode.CancellationError();
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      cancelling.dispose();
    }
  }

  dispose(): void {
    this.#turn += 1;
    void this.#stop();
    this.#stateChange.dispose();
    this.#declarationsChange.dispose();
    this.#scanProgress.dispose();
  }

  #enter(state: ServerState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#log.info(`The language server is ${state}.`);
    this.#stateChange.fire(state);
  }

  /** Never throws: a server that does not answer in time is given up, and its process killed by the client. */
  async #stop(): Promise<void> {
    const running = this.#running;
    this.#running = undefined;
    if (!running) return;
    try {
      // A client that is still starting cannot be stopped.
      await Promise.race([running.started.catch(() => undefined), setTimeout(PATIENCE)]);
      await running.client.dispose();
    } catch (error) {
      this.#log.warn('The language server did not stop when asked to.', error);
    }
  }
}
