import * as vscode from 'vscode';
import { CONNECTIONS_KNOWN, type ConnectionsKnown } from '../../server/protocol.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';
import type { LanguageServer } from './language-server.ts';

export interface ConnectionsTeller extends vscode.Disposable {
  /** Asks the accounts again. */
  refresh(): void;
}

/** For how long is believed what was told, in milliseconds: a connection may be made elsewhere. */
const LASTING = 10 * 60_000;

/**
 * Tells the language server which connections the accounts have, while a declaration is open: names alone. While one of
 * the accounts has not said what it has, nothing is known, and nothing is said against a declaration.
 */
export function tellConnections(
  accounts: LazyAccounts,
  server: LanguageServer,
  log: vscode.LogOutputChannel,
): ConnectionsTeller {
  let asking = new AbortController();
  /** When what the server knows was true, in milliseconds since 1970; undefined where it may not be any more. */
  let knownAt: number | undefined;
  let told = NOTHING;

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    let names: readonly string[] | null = null;
    try {
      names = await known(accounts, signal);
      if (!signal.aborted) knownAt = Date.now();
    } catch (error) {
      if (!signal.aborted) log.warn('The connections of the accounts could not be listed.', error);
    }
    const news = JSON.stringify(names);
    if (signal.aborted || news === told) return;
    told = news;
    await server.notify(CONNECTIONS_KNOWN, { names } satisfies ConnectionsKnown);
  };
  const askIfWanted = () => {
    const isFresh = knownAt !== undefined && Date.now() - knownAt < LASTING;
    if (isFresh || !vscode.workspace.textDocuments.some(isDeclaration)) return;
    ask().catch((error: unknown) => log.warn('The connections could not be told.', error));
  };
  const refresh = () => {
    knownAt = undefined;
    askIfWanted();
  };

  const subscriptions = vscode.Disposable.from(
    { dispose: () => asking.abort() },
    accounts.onDidChange(refresh),
    server.onDidChangeState((state) => {
      if (state !== 'running') return;
      told = NOTHING; // one that has ended knew more
      refresh();
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isDeclaration(document)) askIfWanted();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => focused && askIfWanted()),
  );
  return { refresh, dispose: () => subscriptions.dispose() };
}

/** What a server knows that was told nothing. */
const NOTHING = JSON.stringify(null);

function isDeclaration({ languageId }: vscode.TextDocument): boolean {
  return languageId === 'cartotoken';
}

/** @returns null where there is no account that has any */
async function known(
  accounts: LazyAccounts,
  signal: AbortSignal,
): Promise<readonly string[] | null> {
  if (!(await accounts.exist())) return null;
  const loaded = await accounts.load();
  // What the sandbox has says nothing of what is meant for CARTO.
  const asked = loaded.all().filter(({ kind }) => kind !== 'sandbox' && kind !== 'engine');
  if (asked.length === 0) return null;
  const names = await Promise.all(asked.map((account) => loaded.connections(account, signal)));
  return [...new Set(names.flat())].sort();
}
