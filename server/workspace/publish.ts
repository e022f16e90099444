import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { redact } from '../../core/credentials/redact.ts';
import { diagnostics } from '../features/diagnostics.ts';
import type { Inspections } from './inspections.ts';

/** How long a document must stay as it is before its diagnostics are sent, in milliseconds: a pause in typing. */
const QUIET = 200;

/** Sends the diagnostics of open documents to an editor that does not ask for them, and clears them on close. */
export function publishDiagnostics(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  inspections: Inspections,
): void {
  const waiting = new Map<string, NodeJS.Timeout>();

  documents.onDidChangeContent(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    const send = () => {
      waiting.delete(document.uri);
      try {
        const items = diagnostics(document, inspections.of(document));
        const { uri, version } = document;
        void connection.sendDiagnostics({ uri, version, diagnostics: items });
      } catch (error) {
        // A fault of ours in one document must not end the server for all.
        connection.console.error(redact(error instanceof Error ? `${error.stack}` : `${error}`));
      }
    };
    waiting.set(document.uri, setTimeout(send, QUIET));
  });

  documents.onDidClose(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    waiting.delete(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
}
