import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type FileOperationRegistrationOptions,
  type InitializeParams,
  type InitializeResult,
  TextDocumentSyncKind,
  TextDocuments,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isIgnoreFile } from '../core/credentials/ignore-file.ts';
import { isDeclarationPath } from '../core/declarations/declaration.ts';
import { fixAll } from '../core/declarations/fix-all.ts';
import { organise } from '../core/declarations/organise.ts';
import { difference } from '../core/text-edits.ts';
import { answering } from './answering.ts';
import { CredentialMoves, moveAbilities } from './credential-moves.ts';
import { registerFeatures, staticFeatures } from './declaration-features.ts';
import { accountActions } from './features/account-actions.ts';
import { CODE_ACTION_KINDS, quickFixes, sourceActions } from './features/code-actions.ts';
import { completion } from './features/completion.ts';
import { credentialHints } from './features/credential-hints.ts';
import { diagnostics } from './features/diagnostics.ts';
import { hover } from './features/hover.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { foldingRanges, formatting, selectionRanges } from './features/json.ts';
import { documentLinks } from './features/links.ts';
import { nameAt, prepareRename, references, rename } from './features/names.ts';
import { suppressActions } from './features/suppress-actions.ts';
import { documentSymbols, workspaceSymbols } from './features/symbols.ts';
import { declaredUsages } from './features/usages.ts';
import {
  CANCEL_SCAN,
  CONNECTIONS_KNOWN,
  type ConnectionsKnown,
  CREDENTIALS_KNOWN,
  type CredentialsKnown,
  DECLARATIONS,
  type DeclarationsAnswer,
  type EditorAbilities,
  FIND_USAGES,
  type FindUsagesParams,
  type FindUsagesResult,
  GIT_STATUS,
  type GitStatusAnswer,
  type GitStatusParams,
  HIDDEN,
  type HiddenParams,
  SCAN,
} from './protocol.ts';
import {
  type Declared,
  fileNameOf,
  keyOf,
  WorkspaceDeclarations,
} from './workspace/declarations.ts';
import { disk } from './workspace/disk.ts';
import { freeUri } from './workspace/free-uri.ts';
import { statusOf } from './workspace/git.ts';
import { Ignored } from './workspace/ignored.ts';
import { Inspections } from './workspace/inspections.ts';
import { KnownCredentials } from './workspace/known-credentials.ts';
import { Overview } from './workspace/overview.ts';
import { publishDiagnostics } from './workspace/publish.ts';
import { SettingsStore } from './workspace/settings-store.ts';
import { findUsages } from './workspace/usages.ts';
import { WorkspaceScan } from './workspace/workspace-scan.ts';

/** Credentials stand in any file. */
const WATCHED = '**/*';

/** Watchers of files are told nothing of those in a folder that is renamed or deleted. */
const FOLDERS: FileOperationRegistrationOptions = {
  filters: [{ scheme: 'file', pattern: { glob: '**', matches: 'folder' } }],
};

/**
 * Wires the language server's features to a connection that is not listening yet. One line a feature: what a
 * feature does is in features/, what it knows of the workspace in workspace/.
 *
 * @param scanWorker path of the bundle that looks at files in threads of its own
 */
export function serve(connection: Connection, scanWorker: string): void {
  const documents = new TextDocuments(TextDocument);
  connection.onInitialize((params): InitializeResult => {
    wire(connection, documents, params, scanWorker);
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
        workspace: { fileOperations: { didRename: FOLDERS, didDelete: FOLDERS } },
        workspaceSymbolProvider: true,
        ...staticFeatures(params.capabilities),
      },
    };
  });
  documents.listen(connection);
}

function wire(
  connection: Connection,
  documents: TextDocuments<TextDocument>,
  { capabilities, workspaceFolders, initializationOptions }: InitializeParams,
  scanWorker: string,
): void {
  const { workspace, textDocument } = capabilities;
  const settings = new SettingsStore(
    connection,
    workspace?.configuration === true,
    initializationOptions,
  );
  const folders = new Set(workspaceFolders?.map(({ uri }) => uri));
  const declarations = new WorkspaceDeclarations(
    documents,
    disk,
    [...folders],
    () => refreshDiagnostics(),
    () => {
      overview.changed();
      scan.judgeAnew();
    },
  );
  const ignored = new Ignored(
    documents,
    () => [...folders],
    () => refreshDiagnostics(),
  );
  const known = new KnownCredentials();
  const inspections = new Inspections({
    declarations,
    ignored,
    known,
    folders: () => [...folders],
  });
  const { hasCredentialCommands = false }: EditorAbilities = initializationOptions ?? {};
  const overview = new Overview(connection, declarations, inspections, settings);
  const scan = new WorkspaceScan(
    { connection, declarations, ignored, inspections, settings, folders: () => [...folders] },
    scanWorker,
    workspace?.configuration === true,
  );
  const moves = new CredentialMoves(
    {
      get folders() {
        return [...folders];
      },
      open: (uri) => documents.all().find((each) => keyOf(each.uri) === keyOf(uri)),
    },
    moveAbilities(capabilities),
    (message) => connection.window.showWarningMessage(message),
  );
  const snippets = textDocument?.completion?.completionItem?.snippetSupport === true;

  // Editors that cannot ask for diagnostics get them sent.
  const publishAll = textDocument?.diagnostic
    ? undefined
    : publishDiagnostics(connection, documents, inspections, settings);

  if (publishAll) documents.onDidOpen(({ document }) => scan.takeBack(document.uri));

  /** Says that what was asked before may be answered differently now, though the texts are the same. */
  const refreshDiagnostics = () => {
    inspections.changed();
    publishAll?.();
    overview.changed();
    scan.judgeAnew();
    if (workspace?.diagnostics?.refreshSupport) connection.languages.diagnostics.refresh();
  };
  const refreshHints = () => {
    if (workspace?.inlayHint?.refreshSupport) void connection.languages.inlayHint.refresh();
  };

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
      void connection.client.register(DidChangeConfigurationNotification.type, {
        section: ['cartotoken', 'files.exclude'],
      });
    }
    if (workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      const watchers = [{ globPattern: WATCHED }];
      void connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
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
    if (uris.some((uri) => uri.endsWith('/.gitignore'))) refreshDiagnostics();
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
    void scan.closed(document.uri);
  });

  /** Answers about an open declaration; about anything else, with what says nothing. */
  const answer = answering(connection);
  const about =
    <Params extends { readonly textDocument: { readonly uri: string } }, Result>(
      nothing: Result,
      work: (declared: Declared, params: Params) => Result | Promise<Result>,
    ) =>
    async (params: Params): Promise<Result> => {
      const document = documents.get(params.textDocument.uri);
      const declared = document && declarations.of(document);
      if (!declared) return nothing;
      try {
        return await work(declared, params);
      } catch (error) {
        // JSON's parsers recurse: what exhausts the stack is said to be too deep by a rule, and has no features.
        if (error instanceof RangeError) return nothing;
        throw error;
      }
    };
  const othersThan = ({ uri }: Declared) => declarations.all().filter((each) => each.uri !== uri);

  connection.languages.diagnostics.on(
    answer(async ({ textDocument: { uri } }) => {
      const chosen = await settings.of(uri);
      const document = documents.get(uri);
      if (!document) return { kind: 'full' as const, items: [] };
      const problems = await inspections.of(document, chosen);
      // What was sent of it while it was closed is not to stand beside the answer.
      scan.takeBack(uri);
      const items = diagnostics(document, problems);
      return { kind: 'full' as const, items };
    }),
  );
  connection.onRequest(
    SCAN,
    answer(() => scan.again()),
  );
  connection.onNotification(HIDDEN, ({ uri }: HiddenParams) => void scan.closed(uri));
  connection.onNotification(CANCEL_SCAN, () => scan.cancel());
  connection.onRequest(
    DECLARATIONS,
    answer(async (): Promise<DeclarationsAnswer> => ({ declarations: await overview.list() })),
  );
  connection.onCodeAction(
    answer(async (params) => {
      const { uri } = params.textDocument;
      const chosen = await settings.of(uri);
      const document = documents.get(uri);
      if (!document) return [];
      const inspection = await inspections.inspection(document, chosen);
      const declared = declarations.of(document);
      const abilities = {
        createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
        freeUri: (suffix: string) => freeUri(uri, suffix, declarations.all()),
      };
      const { problems, look, place } = inspection;
      const suppressible = {
        document,
        problems,
        look,
        ignoreFile: () => ignored.fileFor(uri),
      };
      return [
        ...quickFixes(document, problems, params, abilities),
        ...(await moves.actions(document, problems, params, place)),
        ...(hasCredentialCommands ? accountActions(document, inspection, params, known) : []),
        ...suppressActions(suppressible, params, workspace?.workspaceEdit),
        ...(declared
          ? sourceActions(document, params, {
              fixAll: () => {
                const text = document.getText();
                return difference(text, fixAll(text, inspections.conditions(document, chosen)));
              },
              organise: () => organise(declared.declaration),
            })
          : []),
      ];
    }),
  );
  connection.onCodeActionResolve(
    answer((action) =>
      moves.resolve(action, async (document) => {
        const chosen = await settings.of(document.uri);
        return (await inspections.inspection(document, chosen)).place;
      }),
    ),
  );
  connection.onCompletion(
    answer(
      about(null, (declared, { position }) =>
        completion(declared, position, {
          others: () => othersThan(declared),
          connections: inspections.connections,
          now: new Date(),
          fileName: fileNameOf(declared.uri),
          snippets,
        }),
      ),
    ),
  );
  connection.onHover(
    answer(
      about(null, async (declared, { position }) => {
        const { trailingSlash } = await settings.of(declared.uri);
        return hover(declared, position, trailingSlash);
      }),
    ),
  );
  connection.onDocumentSymbol(answer(about([], documentSymbols)));
  connection.onWorkspaceSymbol(
    answer(async ({ query }) => {
      await declarations.load();
      return workspaceSymbols(declarations.all(), query);
    }),
  );
  connection.onRequest(
    FIND_USAGES,
    answer(async ({ credentials }: FindUsagesParams, token): Promise<FindUsagesResult> => {
      const ending = new AbortController();
      token.onCancellationRequested(() => ending.abort());
      const places = { folders: [...folders], open: documents.all() };
      const found = await findUsages(credentials, places, ending.signal);
      await declarations.load();
      return { ...found, declarations: declaredUsages(credentials, declarations.all()) };
    }),
  );
  connection.onFoldingRanges(
    answer(
      about([], ({ document }) => foldingRanges(document, textDocument?.foldingRange?.rangeLimit)),
    ),
  );
  connection.onSelectionRanges(
    answer(about([], ({ document }, { positions }) => selectionRanges(document, positions))),
  );
  connection.onDocumentFormatting(
    answer(about([], (declared, { options }) => formatting(declared, options))),
  );
  connection.onDocumentRangeFormatting(
    answer(about([], (declared, { options, range }) => formatting(declared, options, range))),
  );
  connection.onDocumentLinks(answer(about([], documentLinks)));
  connection.onReferences(
    answer(
      about([], (declared, { position, context }) => {
        const all = declarations.all();
        const name = nameAt(declared, position, all);
        return name
          ? references(name.value, declared.declaration.kind, all, context.includeDeclaration)
          : [];
      }),
    ),
  );
  connection.onPrepareRename(
    answer(
      about(null, (declared, { position }) =>
        prepareRename(declared, position, declarations.all()),
      ),
    ),
  );
  connection.onRenameRequest(
    answer(
      about(null, (declared, { position, newName }) =>
        rename(declared, position, newName, declarations.all(), (uri) => declarations.pathOf(uri)),
      ),
    ),
  );
  connection.onRequest<GitStatusAnswer, void>(
    GIT_STATUS,
    answer(({ uri }: GitStatusParams) => statusOf(uri)),
  );
  connection.languages.inlayHint.on(
    answer(async ({ textDocument: { uri }, range }) => {
      const chosen = await settings.of(uri);
      const document = documents.get(uri);
      if (!document || !chosen.inlayHints) return [];
      const declared = declarations.of(document);
      if (declared) return inlayHints(declared, range);
      return credentialHints(
        document,
        range,
        await inspections.inspection(document, chosen),
        known,
      );
    }),
  );
}
