import { existsSync, rmSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import type * as vscode from 'vscode';
import { createHttp } from '../../core/carto/http/http.ts';
import { clientCredentials, oauthServerOf } from '../../core/carto/oauth.ts';
import { BOUNDS } from '../../disk/bounds.ts';
import { withLock } from '../../disk/lock.ts';
import { readFile } from '../../disk/read-file.ts';
import { OWNER_ONLY, replaceFile } from '../../disk/replace-file.ts';
import type { Sandbox, SandboxAddresses } from '../../sandbox/sandbox.ts';
import type { Log } from '../log.ts';

/** It answers at once or not at all. */
const QUICK = createHttp((url, init) => globalThis.fetch(url, init), {
  patience: { retries: 0, timeLimit: 2000 },
});

const ADDRESSES = v.object({
  apiBaseUrl: v.string(),
  oauthTokenUrl: v.string(),
  clientId: v.string(),
  clientSecret: v.string(),
  engineBaseUrl: v.string(),
  username: v.string(),
  masterKey: v.string(),
});

/**
 * The sandbox, run in this extension host. Windows share one: it runs in the one that needed it first, and in another
 * when that is closed. Its account is kept in a file between sessions.
 */
export class SandboxHost implements vscode.Disposable {
  readonly #folder: string;
  readonly #log: Log;
  #starting: Promise<Sandbox> | undefined;

  /** @param folder where the extension may keep files, which need not exist */
  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Where the sandbox is and what opens it; started where it does not run. @throws where it cannot be */
  async addresses(): Promise<SandboxAddresses> {
    if (this.#starting) return (await this.#starting).addresses;
    return (
      (await this.#ofAnotherWindow()) ??
      withLock(this.#folder, 'sandbox', async (lock) => {
        // Another may have been quicker.
        const other = await this.#ofAnotherWindow();
        if (other) return other;
        await lock.assertHeld();
        return (await this.#start()).addresses;
      })
    );
  }

  /** Whether it runs in this window. */
  get isOurs(): boolean {
    return this.#starting !== undefined;
  }

  dispose(): void {
    if (!this.#starting) return;
    rmSync(this.#running, { force: true });
    this.#starting.then((sandbox) => sandbox.stop()).catch(() => undefined);
  }

  #start(): Promise<Sandbox> {
    this.#starting ??= this.#run().catch((error: unknown) => {
      this.#starting = undefined;
      throw error;
    });
    return this.#starting;
  }

  async #run(): Promise<Sandbox> {
    const { EXAMPLE, startSandbox } = await import('../../sandbox/sandbox.ts');
    const stateFile = path.join(this.#folder, 'sandbox.json');
    const sandbox = await startSandbox({
      stateFile,
      ...(existsSync(stateFile) ? {} : { seed: EXAMPLE }),
      notice: (text) => this.#log.warn(text),
    });
    const addresses = JSON.stringify(sandbox.addresses);
    await replaceFile(this.#running, addresses, { within: this.#folder, mode: OWNER_ONLY });
    this.#log.info(`The sandbox runs at ${sandbox.addresses.apiBaseUrl}.`);
    return sandbox;
  }

  /** Where the sandbox runs that another window has started, if it does. */
  async #ofAnotherWindow(): Promise<SandboxAddresses | undefined> {
    try {
      const text = (await readFile(this.#running, { bound: BOUNDS.ownFile })).toString('utf8');
      const addresses = v.parse(ADDRESSES, JSON.parse(text));
      // Something else may have got its port: only the sandbox knows what opens it.
      await clientCredentials(QUICK, oauthServerOf(addresses.oauthTokenUrl), addresses);
      return addresses;
    } catch {
      return undefined;
    }
  }

  get #running(): string {
    return path.join(this.#folder, 'sandbox-running.json');
  }
}
