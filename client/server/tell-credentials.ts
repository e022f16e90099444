import * as vscode from 'vscode';
import { CREDENTIALS_KNOWN, type CredentialsKnown } from '../../server/protocol.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';
import type { Log } from '../log.ts';
import type { Knowledge } from '../tokens/knowledge.ts';
import type { LanguageServer } from './language-server.ts';
import { SOON } from './moments.ts';
import { Telling } from './telling.ts';

/** What of the sidebar is needed here: loaded only where somebody is signed in. */
interface Knowing {
  load(): Promise<{ readonly knowledge: Knowledge }>;
}

/**
 * Tells the language server what the accounts know of their credentials, by fingerprints. Each account is asked once a server
 * runs, by the same lists that the sidebar shows, and what those learn later is told too. Nobody is asked at intervals.
 */
export function tellCredentials(
  accounts: LazyAccounts,
  sidebar: Knowing,
  server: LanguageServer,
  log: Log,
): vscode.Disposable {
  const telling = new Telling<CredentialsKnown>(server, CREDENTIALS_KNOWN);
  const subscriptions: vscode.Disposable[] = [telling];
  let knowledge: Promise<Knowledge> | undefined;
  let isRunning = false;
  let askedAt = 0;

  const load = async () => {
    const loaded = (await sidebar.load()).knowledge;
    subscriptions.push(loaded.onDidChange(() => run(tell)));
    return loaded;
  };
  const known = () => {
    knowledge ??= load().catch((error: unknown) => {
      knowledge = undefined;
      throw error;
    });
    return knowledge;
  };
  const tell = async () => {
    if (!isRunning) return;
    const isSignedIn = await accounts.exist();
    await telling.tell({ credentials: isSignedIn ? (await known()).all() : [], isSignedIn });
  };
  const ask = async () => {
    if (!isRunning) return;
    askedAt = Date.now();
    if (await accounts.exist()) await (await known()).ask();
    await tell();
  };
  /** An account that could not be asked is asked again when the user comes back, but not with each look at the window. */
  const askAgain = async () => {
    if (!isRunning || !knowledge || Date.now() < askedAt + SOON) return;
    askedAt = Date.now();
    await (await knowledge).askAgain();
  };
  const run = (work: () => Promise<void>) => {
    work().catch((error: unknown) => log.warn('What accounts know could not be told.', error));
  };

  subscriptions.push(
    server.onDidChangeState((state) => {
      isRunning = state === 'running';
      run(ask);
    }),
    accounts.onDidChange(() => run(ask)),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) run(askAgain);
    }),
  );
  return { dispose: () => vscode.Disposable.from(...subscriptions).dispose() };
}
