import type { Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { diagnostics } from '../features/diagnostics.ts';
import type { Inspections } from './inspections.ts';
import type { SettingsStore } from './settings-store.ts';

/** How long a document must stay as it is before its diagnostics are sent, in milliseconds: a pause in typing. */
const QUIET = 200;

/**
 * Sends the diagnostics of open documents to an editor that does not ask for them, and clears them on close.
 *
 * @returns what sends all of them anew, after something else than their texts has changed
 */
export function publishDiagnostics(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  inspections: Inspections,
  settings: SettingsStore,
): () => void {
  const waiting = new Map<string, NodeJS.Timeout>();

  const schedule = (document: TextDocument) => {
    clearTimeout(waiting.get(document.uri));
    const send = async () => {
      waiting.delete(document.uri);
      try {
        const chosen = await settings.of(document.uri);
        const { problems, look } = await inspections.inspection(document, chosen);
        // It may have been closed, or changed again, in between.
        if (documents.get(document.uri) !== document || waiting.has(document.uri)) return;
        const items = diagnostics(document, problems, look);
        const { uri, version } = document;
        void connection.sendDiagnostics({ uri, version, diagnostics: items });
      } catch (error) {
        // A fault of ours in one document must not end the server for all.
        connection.console.error(error instanceof Error ? `${error.stack}` : `${error}`);
      }
    };
    waiting.set(document.uri, setTimeout(send, QUIET));
  };
  documents.onDidChangeContent(({ document }) => schedule(document));

  documents.onDidClose(({ document }) => {
    clearTimeout(waiting.get(document.uri));
    waiting.delete(document.uri);
    void connection.sendDiagnostics({ uri: document.uri, diagnostics: [] });
  });
  return () => documents.all().forEach(schedule);
}
