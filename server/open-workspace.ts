import type { Connection, InitializeParams, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { visible } from '../core/control-characters.ts';
import type { Redactor } from '../core/credentials/redact.ts';
import { reasonOf } from '../scan/reasons.ts';
import { refusable } from './refusable.ts';
import { WorkspaceDeclarations } from './workspace/declarations.ts';
import { disk } from './workspace/disk.ts';
import { Ignored } from './workspace/ignored.ts';
import { Inspections } from './workspace/inspections.ts';
import { KnownCredentials } from './workspace/known-credentials.ts';
import { Overview } from './workspace/overview.ts';
import { publishDiagnostics } from './workspace/publish.ts';
import { SettingsStore } from './workspace/settings-store.ts';
import { WorkspaceScan } from './workspace/workspace-scan.ts';

/** What requests are answered from: all that is known of the workspace. */
export interface OpenWorkspace {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  /** What the editor said when it started the server. */
  readonly params: InitializeParams;
  /** The URIs of its folders. */
  readonly folders: Set<string>;
  readonly settings: SettingsStore;
  readonly declarations: WorkspaceDeclarations;
  readonly ignored: Ignored;
  readonly known: KnownCredentials;
  readonly inspections: Inspections;
  readonly overview: Overview;
  readonly scan: WorkspaceScan;
  /** Knows what was found, in open documents and others. */
  readonly redactor: Redactor;
  /** Says that what was asked before may be answered differently now, though the texts are the same. */
  refreshDiagnostics(): void;
  refreshHints(): void;
}

/**
 * Puts together what is known of a workspace. Nothing is read before it is asked for.
 *
 * @param scanWorker path of the bundle that looks at files in threads of its own
 */
export function openWorkspace(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  params: InitializeParams,
  scanWorker: string,
  redactor: Redactor,
): OpenWorkspace {
  const { workspace, textDocument } = params.capabilities;
  const canAskForSettings = workspace?.configuration === true;
  const settings = new SettingsStore(
    connection,
    canAskForSettings,
    params.initializationOptions,
    () => refreshDiagnostics(),
  );
  const folders = new Set(params.workspaceFolders?.map(({ uri }) => uri));
  const allFolders = () => [...folders];
  const declarations = new WorkspaceDeclarations(
    documents,
    disk,
    allFolders(),
    () => refreshDiagnostics(),
    () => {
      overview.changed();
      scan.judgeAnew();
    },
  );
  const said = new Set<string>();
  const onUnreadable = (file: string, error: unknown) => {
    const words = `${visible(file)} cannot be read: ${visible(reasonOf(error))}.`;
    // They are asked for again with each change.
    if (!said.has(words)) connection.console.warn(words);
    said.add(words);
  };
  const ignored = new Ignored(documents, allFolders, () => refreshDiagnostics(), onUnreadable);
  const known = new KnownCredentials();
  const inspections = new Inspections({
    declarations,
    ignored,
    known,
    folders: allFolders,
    onUnreadable,
    redactor,
  });
  const overview = new Overview(connection, declarations, inspections, settings);
  const scan = new WorkspaceScan(
    {
      connection,
      documents,
      declarations,
      ignored,
      inspections,
      settings,
      folders: allFolders,
      redactor,
      onCertain: () => refreshDiagnostics(),
    },
    scanWorker,
  );

  // Editors that cannot ask for diagnostics get them sent.
  const publishAll = textDocument?.diagnostic
    ? undefined
    : publishDiagnostics(connection, documents, inspections, settings);
  if (publishAll) documents.onDidOpen(({ document }) => scan.takeBack(document.uri));

  const refreshDiagnostics = () => {
    inspections.changed();
    publishAll?.();
    overview.changed();
    scan.judgeAnew();
    if (workspace?.diagnostics?.refreshSupport) {
      refusable(
        connection,
        'to ask for diagnostics again',
        connection.languages.diagnostics.refresh(),
      );
    }
  };
  const refreshHints = () => {
    if (workspace?.inlayHint?.refreshSupport) {
      refusable(connection, 'to ask for hints again', connection.languages.inlayHint.refresh());
    }
  };
  return {
    connection,
    documents,
    params,
    folders,
    settings,
    declarations,
    ignored,
    known,
    inspections,
    overview,
    scan,
    redactor,
    refreshDiagnostics,
    refreshHints,
  };
}
