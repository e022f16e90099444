import { fixAll } from '../core/declarations/fix-all.ts';
import { organise } from '../core/declarations/organise.ts';
import { difference } from '../core/text-edits.ts';
import { answering } from './answering.ts';
import { CredentialMoves, moveAbilities } from './credential-moves.ts';
import { accountActions } from './features/account-actions.ts';
import { quickFixes, sourceActions } from './features/code-actions.ts';
import { credentialHints } from './features/credential-hints.ts';
import { diagnostics } from './features/diagnostics.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { suppressActions } from './features/suppress-actions.ts';
import { declaredUsages } from './features/usages.ts';
import type { OpenWorkspace } from './open-workspace.ts';
import {
  type EditorAbilities,
  FIND_USAGES,
  type FindUsagesParams,
  type FindUsagesResult,
  GIT_STATUS,
  type GitStatusAnswer,
  type GitStatusParams,
  SCAN,
} from './protocol.ts';
import { keyOf } from './workspace/declarations.ts';
import { freeUri } from './workspace/free-uri.ts';
import { statusOf } from './workspace/git.ts';
import { findUsages } from './workspace/usages.ts';

/** Answers what is asked about texts of any kind, and about files. One line a feature: what it does is in features/. */
export function answerOnTexts(open: OpenWorkspace): void {
  const { connection, documents, params, folders, settings } = open;
  const { declarations, ignored, known, inspections, scan } = open;
  const { capabilities, initializationOptions } = params;
  const { workspace } = capabilities;
  const { hasCredentialCommands = false }: EditorAbilities = initializationOptions ?? {};
  const moves = new CredentialMoves(
    {
      get folders() {
        return [...folders];
      },
      open: (uri) => documents.all().find((each) => keyOf(each.uri) === keyOf(uri)),
    },
    (document) => inspections.detected(document),
    moveAbilities(capabilities),
    (message) => connection.window.showWarningMessage(message),
  );
  const answer = answering(connection);

  connection.languages.diagnostics.on(
    answer(async ({ textDocument: { uri } }, token) => {
      const chosen = await settings.of(uri);
      const document = documents.get(uri);
      if (!document) return { kind: 'full' as const, items: [] };
      const problems = await inspections.of(document, chosen);
      // What was sent of it while it was closed is not to stand beside the answer, unless it was closed or hidden meanwhile.
      const isShown = documents.get(uri) === document && !token.isCancellationRequested;
      if (isShown) scan.takeBack(uri);
      const items = diagnostics(document, problems);
      return { kind: 'full' as const, items };
    }),
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
  connection.onRequest<GitStatusAnswer, void>(
    GIT_STATUS,
    answer(({ uri }: GitStatusParams) => statusOf(uri)),
  );
  connection.onRequest(
    SCAN,
    answer(() => scan.again()),
  );
}
