import {
  CodeActionKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { quickFixes } from './features/code-actions.ts';
import { diagnostics } from './features/diagnostics.ts';
import { Inspections } from './workspace/inspections.ts';
import { publishDiagnostics } from './workspace/publish.ts';

/**
 * Wires the language server's features to a connection that is not listening yet. One line a feature: what a
 * feature does is in features/, what it knows of the workspace in workspace/.
 */
export function serve(connection: Connection): void {
  const documents = new TextDocuments(TextDocument);
  const inspections = new Inspections();

  connection.onInitialize(({ capabilities }: InitializeParams): InitializeResult => {
    // Editors that cannot ask for diagnostics get them sent.
    if (!capabilities.textDocument?.diagnostic)
      publishDiagnostics(connection, documents, inspections);
    return {
      serverInfo: { name: 'cartotoken-language-server' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        diagnosticProvider: {
          identifier: 'cartotoken',
          interFileDependencies: false,
          workspaceDiagnostics: false,
        },
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      },
    };
  });

  connection.languages.diagnostics.on(({ textDocument }) => {
    const document = documents.get(textDocument.uri);
    return { kind: 'full', items: document ? diagnostics(document, inspections.of(document)) : [] };
  });

  connection.onCodeAction((params) => {
    const document = documents.get(params.textDocument.uri);
    return document ? quickFixes(document, inspections.of(document), params) : [];
  });

  documents.listen(connection);
}
