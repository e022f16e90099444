import {
  type CodeAction,
  type CodeActionParams,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { fixAll } from '../core/declarations/fix-all.ts';
import { organise } from '../core/declarations/organise.ts';
import { difference } from '../core/text-edits.ts';
import { answering } from './answering.ts';
import { CHANGED, CredentialMoves, moveAbilities } from './credential-moves.ts';
import { accountActions } from './features/account-actions.ts';
import { quickFixes, sourceActions } from './features/code-actions.ts';
import { type DeferredData, deferred, isDeferred } from './features/deferred-actions.ts';
import { suppressActions } from './features/suppress-actions.ts';
import type { OpenWorkspace } from './open-workspace.ts';
import type { EditorAbilities } from './protocol.ts';
import { keyOf } from './workspace/declarations.ts';
import { freeUri } from './workspace/free-uri.ts';

/** What actions are asked for. */
type Asked = Pick<CodeActionParams, 'range' | 'context'>;

/** Offers what can be done at a place of a text, and works out what is chosen. One line a feature: what it does is in features/. */
export function answerCodeActions(open: OpenWorkspace): void {
  const { connection, documents, params, folders, settings, redactor } = open;
  const { declarations, ignored, known, inspections } = open;
  const { capabilities, initializationOptions } = params;
  const { workspace } = capabilities;
  const { hasCredentialCommands = false }: EditorAbilities = initializationOptions ?? {};
  const abilities = moveAbilities(capabilities);
  // By a notification, which nobody has to answer.
  const refuse = (message: string) =>
    void connection.sendNotification(ShowMessageNotification.type, {
      type: MessageType.Warning,
      message,
    });
  const moves = new CredentialMoves(
    {
      get folders() {
        return [...folders];
      },
      open: (uri) => documents.all().find((each) => keyOf(each.uri) === keyOf(uri)),
    },
    (document) => inspections.detected(document),
    abilities,
    refuse,
  );
  const answer = answering(connection);

  const actionsOn = async (document: TextDocument, asked: Asked): Promise<CodeAction[]> => {
    const { uri } = document;
    const chosen = await settings.of(uri);
    const inspection = await inspections.inspection(document, chosen);
    const declared = declarations.of(document);
    const edits = {
      createsFiles: workspace?.workspaceEdit?.resourceOperations?.includes('create') === true,
      freeUri: (suffix: string) => freeUri(uri, suffix, declarations.all()),
    };
    const { problems, look, place } = inspection;
    const ignoreFile = () => ignored.fileFor(uri);
    const suppressible = { document, problems, look, redactor, ignoreFile };
    return [
      ...quickFixes(document, problems, asked, edits),
      ...(await moves.actions(document, problems, asked, place)),
      ...(hasCredentialCommands ? accountActions(document, inspection, asked, known) : []),
      ...suppressActions(suppressible, asked, workspace?.workspaceEdit),
      ...(declared
        ? sourceActions(document, asked, {
            fixAll: () => {
              const text = document.getText();
              return difference(text, fixAll(text, inspections.conditions(document, chosen)));
            },
            organise: () => organise(declared.declaration),
          })
        : []),
    ];
  };

  connection.onCodeAction(
    answer(async ({ textDocument, range, context }) => {
      const document = documents.get(textDocument.uri);
      if (!document) return [];
      const { uri, version } = document;
      const actions = await actionsOn(document, { range, context });
      // What an editor asks for by its kind, to do it when it saves, is chosen already.
      const isChosen = context.only?.every((kind) => kind.startsWith('source'));
      if (isChosen || !abilities.resolvesEdits) return actions;
      return deferred(actions, { uri, version, range, only: context.only }, redactor);
    }),
  );
  connection.onCodeActionResolve(
    answer(async (action) => {
      if (action.data && isDeferred(action.data)) return chosenOf(action, action.data);
      return moves.resolve(action, async (document) => {
        const chosen = await settings.of(document.uri);
        return (await inspections.inspection(document, chosen)).place;
      });
    }),
  );

  /** The action with its edit; without, where the text is another one now, which the user is told. */
  const chosenOf = async (action: CodeAction, data: DeferredData): Promise<CodeAction> => {
    const { uri, version, range, only, index } = data;
    const document = documents.get(uri);
    if (document?.version === version) {
      const context = { diagnostics: [], ...(only ? { only } : {}) };
      const same = (await actionsOn(document, { range, context }))[index];
      if (same?.edit) return { ...action, edit: same.edit };
    }
    refuse(CHANGED);
    return action;
  };
}
