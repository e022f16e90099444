import * as vscode from 'vscode';
import { CONNECTIONS_KNOWN, type ConnectionsKnown } from '../../server/protocol.ts';
import type { LazyAccounts } from '../accounts/lazy-accounts.ts';
import type { LanguageServer } from './language-server.ts';

/**
 * Tells the language server which connections the accounts have, as soon as a declaration is open: names alone. While
 * one of the accounts has not said what it has, nothing is known, and nothing is said against a declaration.
 */
export function tellConnections(
  accounts: LazyAccounts,
  server: LanguageServer,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  let closing = new AbortController();
  let told = JSON.stringify(null);

  const tell = async () => {
    closing.abort();
    closing = new AbortController();
    const { signal } = closing;
    const names = await known(accounts, signal).catch((error: unknown) => {
      if (!signal.aborted) log.warn('The connections of the accounts could not be listed.', error);
      return null;
    });
    if (signal.aborted || JSON.stringify(names) === told) return;
    told = JSON.stringify(names);
    await server.notify(CONNECTIONS_KNOWN, { names } satisfies ConnectionsKnown);
  };
  const tellIfWanted = () => {
    if (vscode.workspace.textDocuments.some(isDeclaration)) {
      tell().catch((error: unknown) => log.warn('The connections could not be told.', error));
    }
  };

  return vscode.Disposable.from(
    { dispose: () => closing.abort() },
    accounts.onDidChange(tellIfWanted),
    server.onDidChangeState((state) => {
      if (state !== 'running') return;
      told = JSON.stringify(null); // what one that has ended was told
      tellIfWanted();
    }),
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (isDeclaration(document) && told === 'null') tellIfWanted();
    }),
  );
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
