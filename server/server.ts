import {
  type Connection,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Redactor } from '../core/credentials/redact.ts';
import { answerOnDeclarations } from './answer-on-declarations.ts';
import { answerOnTexts } from './answer-on-texts.ts';
import { moveAbilities } from './credential-moves.ts';
import { staticFeatures } from './declaration-features.ts';
import { CODE_ACTION_KINDS } from './features/code-actions.ts';
import { followEditor, WATCHED_FOLDERS } from './follow-editor.ts';
import { openWorkspace } from './open-workspace.ts';

/**
 * Wires the language server to a connection that is not listening yet: what a feature does is in features/, what it knows of
 * the workspace in workspace/.
 *
 * @param scanWorker path of the bundle that looks at files in threads of its own
 * @param redactor learns what is found: the connection's writer redacts by it
 */
export function serve(connection: Connection, scanWorker: string, redactor: Redactor): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params): InitializeResult => {
    const open = openWorkspace(connection, documents, params, scanWorker, redactor);
    followEditor(open);
    answerOnDeclarations(open);
    answerOnTexts(open);
    return {
      serverInfo: { name: 'cartotoken-language-server' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        diagnosticProvider: {
          identifier: 'cartotoken',
          // Names are: but what else changes is rare, and said by a refresh.
          interFileDependencies: false,
          workspaceDiagnostics: false,
        },
        codeActionProvider: {
          codeActionKinds: CODE_ACTION_KINDS,
          resolveProvider: moveAbilities(params.capabilities).resolvesEdits,
        },
        inlayHintProvider: true,
        workspace: {
          // Said here, so that it need not be registered, which an editor may refuse.
          workspaceFolders: { supported: true, changeNotifications: true },
          fileOperations: { didRename: WATCHED_FOLDERS, didDelete: WATCHED_FOLDERS },
        },
        workspaceSymbolProvider: true,
        ...staticFeatures(params.capabilities),
      },
    };
  });
  documents.listen(connection);
}
