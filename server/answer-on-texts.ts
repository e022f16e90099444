import { answerCodeActions } from './answer-code-actions.ts';
import { answering } from './answering.ts';
import { credentialHints } from './features/credential-hints.ts';
import { diagnostics } from './features/diagnostics.ts';
import { inlayHints } from './features/inlay-hints.ts';
import { declaredUsages } from './features/usages.ts';
import type { OpenWorkspace } from './open-workspace.ts';
import {
  FIND_USAGES,
  type FindUsagesParams,
  type FindUsagesResult,
  GIT_STATUS,
  type GitStatusAnswer,
  type GitStatusParams,
  SCAN,
} from './protocol.ts';
import { statusOf } from './workspace/git.ts';
import { findUsages } from './workspace/usages.ts';

/** Answers what is asked about texts of any kind, and about files. One line a feature: what it does is in features/. */
export function answerOnTexts(open: OpenWorkspace): void {
  const { connection, documents, folders, settings } = open;
  const { declarations, known, inspections, scan } = open;
  const answer = answering(connection);

  connection.languages.diagnostics.on(
    answer(async ({ textDocument: { uri } }, token) => {
      const chosen = await settings.of(uri);
      const document = documents.get(uri);
      if (!document) return { kind: 'full' as const, items: [] };
      const { problems, look } = await inspections.inspection(document, chosen);
      // What was sent of it while it was closed is not to stand beside the answer, unless it was closed or hidden meanwhile.
      const isShown = documents.get(uri) === document && !token.isCancellationRequested;
      if (isShown) scan.takeBack(uri);
      const items = diagnostics(document, problems, look);
      return { kind: 'full' as const, items };
    }),
  );
  answerCodeActions(open);
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
