import type * as vscode from 'vscode';
import { registerCommand } from './commands/command.ts';
import { editQuery } from './commands/edit-query.ts';
import { newDeclaration } from './commands/new-declaration.ts';
import { restartServer } from './commands/restart-server.ts';
import { showLogs } from './commands/show-logs.ts';
import { createLog } from './log.ts';
import { QueryFileSystem } from './queries/query-file-system.ts';
import { onFirstDocument } from './server/first-document.ts';
import { LanguageServer } from './server/language-server.ts';
import { createServerStatus } from './server/status.ts';

/** Only wires: everything that takes time starts here and goes on after activation has returned. */
export function activate(context: vscode.ExtensionContext): void {
  const log = createLog();
  const server = new LanguageServer(context.asAbsolutePath('dist/server.js'), log);
  const queries = new QueryFileSystem(context.workspaceState);

  context.subscriptions.push(
    log,
    server,
    queries,
    createServerStatus(server),
    registerCommand('cartotoken.newDeclaration', newDeclaration, log),
    registerCommand('cartotoken.editQuery', () => editQuery(queries), log),
    registerCommand('cartotoken.restartServer', () => restartServer(server), log),
    registerCommand('cartotoken.showLogs', () => showLogs(log), log),
    onFirstDocument(() => server.start()),
  );
}
