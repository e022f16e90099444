import { answering } from './answering.ts';
import { completion } from './features/completion.ts';
import { hover } from './features/hover.ts';
import { foldingRanges, formatting, selectionRanges } from './features/json.ts';
import { documentLinks } from './features/links.ts';
import { nameAt, prepareRename, references, rename } from './features/names.ts';
import { documentSymbols, workspaceSymbols } from './features/symbols.ts';
import type { OpenWorkspace } from './open-workspace.ts';
import { DECLARATIONS, type DeclarationsAnswer } from './protocol.ts';
import { type Declared, fileNameOf } from './workspace/declarations.ts';

/** Answers what is asked about declarations. One line a feature: what it does is in features/. */
export function answerOnDeclarations(open: OpenWorkspace): void {
  const { connection, documents, params, settings, declarations, inspections, overview, redactor } =
    open;
  const { textDocument } = params.capabilities;
  const snippets = textDocument?.completion?.completionItem?.snippetSupport === true;

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

  connection.onRequest(
    DECLARATIONS,
    answer(async (): Promise<DeclarationsAnswer> => ({ declarations: await overview.list() })),
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
          redactor,
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
  connection.onDocumentLinks(
    answer(
      about([], (declared) =>
        documentLinks(declared, [...open.folders]).filter(
          ({ range }) => !redactor.holdsSecret(declared.document.getText(range)),
        ),
      ),
    ),
  );
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
        prepareRename(declared, position, declarations.all(), redactor),
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
}
