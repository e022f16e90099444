import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type FileOperationRegistrationOptions,
} from 'vscode-languageserver';
import { isIgnoreFile } from '../core/credentials/ignore-file.ts';
import { isDeclarationPath } from '../core/declarations/declaration.ts';
import { registerFeatures } from './declaration-features.ts';
import type { OpenWorkspace } from './open-workspace.ts';
import {
  CANCEL_SCAN,
  CONNECTIONS_KNOWN,
  type ConnectionsKnown,
  CREDENTIALS_KNOWN,
  type CredentialsKnown,
  HIDDEN,
  type HiddenParams,
} from './protocol.ts';
import { refusable } from './refusable.ts';
import { tellsPlaces } from './workspace/places.ts';

/** Credentials stand in any file. */
const WATCHED = '**/*';

/** Watchers of files are told nothing of those in a folder that is renamed or deleted. */
export const WATCHED_FOLDERS: FileOperationRegistrationOptions = {
  filters: [{ scheme: 'file', pattern: { glob: '**', matches: 'folder' } }],
};

/** Takes note of what the editor tells: of its documents, of files and folders, of settings, and of accounts. */
export function followEditor(open: OpenWorkspace): void {
  const { connection, documents, params, folders, settings } = open;
  const { declarations, ignored, known, inspections, overview, scan } = open;
  const { refreshDiagnostics, refreshHints } = open;
  const { capabilities } = params;
  const { workspace } = capabilities;

  connection.onInitialized(() => {
    registerFeatures(connection, capabilities);
    if (workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) folders.delete(uri);
        for (const { uri } of added) folders.add(uri);
        declarations.setFolders([...folders]);
        ignored.reload();
        void scan.refresh();
      });
    }
    if (workspace?.didChangeConfiguration?.dynamicRegistration) {
      const section = ['cartotoken', 'files.exclude'];
      refusable(
        connection,
        'to tell of changed settings',
        connection.client.register(DidChangeConfigurationNotification.type, { section }),
      );
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = [{ globPattern: WATCHED }];
      refusable(
        connection,
        'to watch files',
        connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
      );
    }
    void scan.refresh();
  });
  connection.onDidChangeConfiguration(({ settings: told }) => {
    settings.changed(told);
    refreshDiagnostics();
    void scan.refresh();
    refreshHints();
  });
  connection.onNotification(CONNECTIONS_KNOWN, ({ names }: ConnectionsKnown) => {
    inspections.connections = names ?? undefined;
    refreshDiagnostics();
  });
  connection.onNotification(CREDENTIALS_KNOWN, (news: CredentialsKnown) => {
    known.set(news);
    refreshDiagnostics();
    refreshHints();
  });
  const changedOnDisk = (uris: readonly string[]) => {
    if (uris.some(isIgnoreFile)) ignored.reload();
    if (uris.some(tellsPlaces)) refreshDiagnostics();
    scan.changed(uris);
  };
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const uris = changes.map(({ uri }) => uri);
    if (uris.some(isDeclarationPath)) declarations.reload();
    changedOnDisk(uris);
  });
  connection.workspace.onDidRenameFiles(({ files }) => {
    declarations.reload();
    changedOnDisk(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri]));
  });
  connection.workspace.onDidDeleteFiles(({ files }) => {
    declarations.reload();
    changedOnDisk(files.map(({ uri }) => uri));
  });
  documents.onDidChangeContent(({ document }) => {
    declarations.changedInEditor(document);
    ignored.changedInEditor(document);
    scan.cellChanged(document.uri);
    // The others matter with the first declaration that is open, and to nothing else.
    if (declarations.of(document)) {
      overview.changed();
      void declarations.load();
    }
  });
  documents.onDidClose(({ document }) => {
    settings.forget(document.uri);
    declarations.changedInEditor(document);
    ignored.changedInEditor(document);
    overview.changed();
    scan.cellChanged(document.uri);
    void scan.closed(document.uri);
  });
  connection.onNotification(HIDDEN, ({ uri }: HiddenParams) => void scan.closed(uri));
  connection.onNotification(CANCEL_SCAN, () => scan.cancel());
}
