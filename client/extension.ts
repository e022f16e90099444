import type * as vscode from 'vscode';
import { registerAuthenticationProvider } from './accounts/authentication-provider.ts';
import { LazyAccounts } from './accounts/lazy-accounts.ts';
import { offerSignIn } from './accounts/offer-sign-in.ts';
import { registerCommand } from './commands/command.ts';
import { editQuery } from './commands/edit-query.ts';
import { newDeclaration } from './commands/new-declaration.ts';
import { openWalkthrough } from './commands/open-walkthrough.ts';
import { refresh } from './commands/refresh.ts';
import { restartServer } from './commands/restart-server.ts';
import { cancelScan, scanAgain } from './commands/scan.ts';
import { showLogs } from './commands/show-logs.ts';
import { signIn, useSandbox } from './commands/sign-in.ts';
import { signInAgain } from './commands/sign-in-again.ts';
import { signOut } from './commands/sign-out.ts';
import { registerCreateLens } from './declarations/create-lens.ts';
import { tokenFileSystem } from './editing/token-file-system.ts';
import { createLog } from './log.ts';
import { QueryFileSystem } from './queries/query-file-system.ts';
import { onFirstDocument } from './server/first-document.ts';
import { LanguageServer } from './server/language-server.ts';
import { onScannedFolder } from './server/scanned-folders.ts';
import { createServerStatus } from './server/status.ts';
import { tellConnections } from './server/tell-connections.ts';
import { tellCredentials } from './server/tell-credentials.ts';
import { SIDEBAR_COMMANDS } from './sidebar/commands.ts';
import { LazySidebar } from './sidebar/lazy-sidebar.ts';

/** Only wires: everything that takes time starts here and goes on after activation has returned. */
export function activate(context: vscode.ExtensionContext): void {
  const log = createLog();
  const server = new LanguageServer(context.asAbsolutePath('dist/server.js'), log);
  const queries = new QueryFileSystem(context.workspaceState);
  const accounts = new LazyAccounts(context, log);
  const sidebar = new LazySidebar(accounts, { extension: context, log, server });
  const connections = tellConnections(accounts, server, log);

  context.subscriptions.push(
    log,
    server,
    queries,
    accounts,
    sidebar,
    tokenFileSystem(sidebar),
    createServerStatus(server),
    registerAuthenticationProvider(accounts),
    registerCreateLens(),
    // A declaration is a sign of CARTO; any text is not.
    onFirstDocument(() => void offerSignIn(accounts, log), { language: 'cartotoken' }),
    registerCommand('cartotoken.signIn', () => signIn(accounts), log),
    registerCommand('cartotoken.signInAgain', (on) => signInAgain(accounts, on), log),
    registerCommand('cartotoken.signOut', (on) => signOut(accounts, on), log),
    registerCommand('cartotoken.useSandbox', () => useSandbox(accounts), log),
    registerCommand('cartotoken.refresh', () => refresh(sidebar, connections), log),
    registerCommand('cartotoken.newDeclaration', newDeclaration, log),
    registerCommand('cartotoken.editQuery', () => editQuery(queries), log),
    registerCommand('cartotoken.openWalkthrough', () => openWalkthrough(context), log),
    registerCommand('cartotoken.restartServer', () => restartServer(server), log),
    registerCommand('cartotoken.scan', () => scanAgain(server), log),
    registerCommand('cartotoken.cancelScan', () => cancelScan(server), log),
    registerCommand('cartotoken.showLogs', () => showLogs(log), log),
    ...SIDEBAR_COMMANDS.map((id) =>
      registerCommand(id, async (on, all) => (await sidebar.load()).run(id, on, all), log),
    ),
    connections,
    tellCredentials(accounts, sidebar, server, log),
    onFirstDocument(() => server.start()),
    onScannedFolder(() => server.start()),
  );
}
