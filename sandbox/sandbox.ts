import type { Account } from './account.ts';
import { createApp } from './app.ts';
import { type Faults, faultSource } from './faults.ts';
import { readState, stateKeeper } from './files.ts';
import { listen } from './listen.ts';
import { hostInUrl, isReachable } from './loopback.ts';
import { createRoom } from './room.ts';
import { newAccount, type Seed } from './seed.ts';

export type { Account } from './account.ts';
export { EXAMPLE } from './example.ts';
export type { Faults } from './faults.ts';
export { readSeed } from './files.ts';
export type { Seed } from './seed.ts';

/** Where a sandbox is, and the credentials that open it. The order is that in which the command line prints them. */
export interface SandboxAddresses {
  readonly apiBaseUrl: string;
  readonly oauthTokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What stands before `/api/v3/api_keys` and `/api/v2/sql`. */
  readonly engineBaseUrl: string;
  readonly username: string;
  readonly masterKey: string;
}

export interface SandboxOptions {
  /** 127.0.0.1 if left out. Any other than this machine's own opens the sandbox to the network. */
  readonly host?: string;
  /** 0, any that is free, if left out. */
  readonly port?: number;
  /** Where the account is kept. If left out it is gone with the sandbox. */
  readonly stateFile?: string;
  /** What a new account begins with. */
  readonly seed?: Seed;
  readonly now?: () => Date;
  /** Is told what a person should know: a damaged state file, an error inside. Never a secret. */
  readonly notice?: (text: string) => void;
}

export interface Sandbox {
  readonly addresses: SandboxAddresses;
  /** The account as it is now: a change makes another value. */
  readonly account: Readonly<Account>;
  readonly faults: {
    /** @throws Error that says what is wrong with them */
    set(faults: Faults): void;
    clear(): void;
  };
  /** How often, by method and route: `POST /v3/tokens`. */
  readonly requests: {
    /** Requests that came in, whatever became of them. */
    readonly received: Readonly<Record<string, number>>;
    /** Requests that changed the account. */
    readonly performed: Readonly<Record<string, number>>;
  };
  /** Resolves when the last change is kept and the port is free. */
  stop(): Promise<void>;
}

/**
 * Starts a local CARTO account that enforces what CARTO documents.
 *
 * @throws Error with cause and remedy: the port is taken, the seed is wrong, the state file cannot be written
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, stateFile, seed, now = () => new Date() } = options;
  const { notice = () => undefined } = options;

  const kept = stateFile === undefined ? undefined : await readState(stateFile, now(), notice);
  if (kept && seed) {
    notice(
      `The account is the one that ${stateFile} holds; the seed is for new ones and not used.`,
    );
  }
  const account = kept ?? (await newAccount(seed ?? {}, now()));
  const save = stateFile === undefined ? async () => {} : stateKeeper(stateFile);
  const faults = faultSource();
  const ending = new AbortController();
  const saveOrSay = (next: Account) =>
    save(next).catch((error: Error) => {
      notice(error.message);
      throw error;
    });
  const room = createRoom(account, saveOrSay, now, faults, ending.signal);

  const isOpen = isReachable(host);
  const app = createApp(room, isOpen, notice);
  const server = await listen(app.fetch, host, port);
  try {
    await save(account);
  } catch (error) {
    await server.close();
    throw error;
  }
  if (isOpen) notice(`The sandbox can be reached from other machines, at port ${server.port}.`);

  const origin = `http://${hostInUrl(host)}:${server.port}`;
  let stopped: Promise<void> | undefined;
  return {
    addresses: {
      apiBaseUrl: origin,
      oauthTokenUrl: `${origin}/oauth/token`,
      clientId: account.clientId,
      clientSecret: account.clientSecret,
      engineBaseUrl: origin,
      username: account.username,
      masterKey: account.masterKey,
    },
    get account() {
      return room.account;
    },
    faults: { set: faults.set, clear: faults.clear },
    requests: {
      get received() {
        return room.received.read();
      },
      get performed() {
        return room.performed.read();
      },
    },
    stop() {
      ending.abort();
      stopped ??= server.close().then(room.settled);
      return stopped;
    },
  };
}
