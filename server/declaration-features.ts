import {
  type ClientCapabilities,
  CompletionRequest,
  type Connection,
  DocumentFormattingRequest,
  DocumentLinkRequest,
  DocumentRangeFormattingRequest,
  type DocumentSelector,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  ReferencesRequest,
  RegistrationRequest,
  RenameRequest,
  SelectionRangeRequest,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { DECLARATION_SUFFIX } from '../core/declarations/declaration.ts';
import { TRIGGERS } from './features/completion.ts';
import { refusable } from './refusable.ts';

/** The documents that are declarations: by their language, or by their name where an editor knows no such language. */
const DECLARATIONS: DocumentSelector = [
  { language: 'cartotoken' },
  { pattern: `**/*${DECLARATION_SUFFIX}` },
];

type Client = NonNullable<ClientCapabilities['textDocument']>;

interface Feature {
  /** What the editor calls it in its capabilities. */
  readonly client: Exclude<keyof Client, 'publishDiagnostics' | 'filters'>;
  /** What the server calls it in its own. */
  readonly server: keyof ServerCapabilities;
  readonly method: string;
  readonly options?: object;
}

/** What there is for declarations only, unlike diagnostics, quick fixes and inlay hints, which there are for every text. */
const FEATURES: readonly Feature[] = [
  {
    client: 'completion',
    server: 'completionProvider',
    method: CompletionRequest.method,
    options: { triggerCharacters: TRIGGERS },
  },
  { client: 'hover', server: 'hoverProvider', method: HoverRequest.method },
  {
    client: 'documentSymbol',
    server: 'documentSymbolProvider',
    method: DocumentSymbolRequest.method,
  },
  { client: 'foldingRange', server: 'foldingRangeProvider', method: FoldingRangeRequest.method },
  {
    client: 'selectionRange',
    server: 'selectionRangeProvider',
    method: SelectionRangeRequest.method,
  },
  {
    client: 'formatting',
    server: 'documentFormattingProvider',
    method: DocumentFormattingRequest.method,
  },
  {
    client: 'rangeFormatting',
    server: 'documentRangeFormattingProvider',
    method: DocumentRangeFormattingRequest.method,
  },
  { client: 'documentLink', server: 'documentLinkProvider', method: DocumentLinkRequest.method },
  { client: 'references', server: 'referencesProvider', method: ReferencesRequest.method },
  {
    client: 'rename',
    server: 'renameProvider',
    method: RenameRequest.method,
    options: { prepareProvider: true },
  },
];

/** Whether an editor can be told of a feature later, and then for which documents. */
function isDynamic(client: Client | undefined, { client: name }: Feature): boolean {
  const capability: { dynamicRegistration?: boolean } | undefined = client?.[name];
  return capability?.dynamicRegistration === true;
}

/** What an editor has to be told at once. It will ask about every document; then the answer is nothing. */
export function staticFeatures({ textDocument }: ClientCapabilities): ServerCapabilities {
  const told = FEATURES.filter((feature) => !isDynamic(textDocument, feature));
  return Object.fromEntries(told.map(({ server, options }) => [server, options ?? {}]));
}

/** Tells an editor of the other features, for declarations only: so that we format nobody else's files. */
export function registerFeatures(
  connection: Connection,
  { textDocument }: ClientCapabilities,
): void {
  const registrations = FEATURES.filter((feature) => isDynamic(textDocument, feature)).map(
    ({ method, options }) => ({
      id: method,
      method,
      registerOptions: { documentSelector: DECLARATIONS, ...options },
    }),
  );
  if (registrations.length > 0) {
    const asked = connection.sendRequest(RegistrationRequest.type, { registrations });
    refusable(connection, 'features that are for declarations only', asked);
  }
}
