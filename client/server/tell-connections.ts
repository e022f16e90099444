import * as vscode from 'vscode';
import { CONNECTIONS_KNOWN, type ConnectionsKnown } from '../../server/protocol.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';
import type { Log } from '../log.ts';
import type { LanguageServer } from './language-server.ts';
import { SOON } from './moments.ts';
import { Telling } from './telling.ts';

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
  log: Log,
): ConnectionsTeller {
  let asking = new AbortController();
  /** Until when nobody need be asked again, in milliseconds since 1970. */
  let settledUntil = 0;
  const telling = new Telling<ConnectionsKnown>(server, CONNECTIONS_KNOWN, { names: null });

  const ask = async () => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    let names: readonly string[] | null = null;
    try {
      names = await known(accounts, signal);
      if (!signal.aborted) settledUntil = Date.now() + LASTING;
    } catch (error) {
      if (signal.aborted) return;
      settledUntil = Date.now() + SOON;
      log.warn('The connections of the accounts could not be listed.', error);
    }
    if (!signal.aborted) await telling.tell({ names });
  };
  const askIfWanted = () => {
    if (Date.now() < settledUntil || !vscode.workspace.textDocuments.some(isDeclaration)) return;
    ask().catch((error: unknown) => log.warn('The connections could not be told.', error));
  };
  const refresh = () => {
    settledUntil = 0;
    askIfWanted();
  };

  const subscriptions = vscode.Disposable.from(
    telling,
    { dispose: () => asking.abort() },
    accounts.onDidChange(refresh),
    server.onDidChangeState((state) => {
      if (state === 'running') refresh();
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isDeclaration(document)) askIfWanted();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => focused && askIfWanted()),
  );
  return { refresh, dispose: () => subscriptions.dispose() };
}

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
