import type { ClientCapabilities, CodeAction, CodeActionParams } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Detected } from '../core/credentials/finding.ts';
import type { Place } from '../core/credentials/place.ts';
import type { RuleId } from '../core/inspect.ts';
import type { Problem } from '../core/problem.ts';
import {
  credentialActions,
  type FileEditAbilities,
  type MoveData,
  moveAt,
  moveEdit,
} from './features/credential-actions.ts';
import { environmentFileFor, type Workspace } from './workspace/env-files.ts';
import { pathWithin } from './workspace/folders.ts';

/** What the user is told where an action was offered for another text. */
export const CHANGED = 'The text has changed meanwhile, and is left as it is. Try again.';
const NO_FOLDER = 'There is no folder for an .env file. Open one, or save this text in it.';
const NOT_DEFINED =
  'The project has changed meanwhile: nothing is known to give this code environment variables any more, so it is left as it is.';
const NO_FILE = 'This editor cannot create files. Create the .env file, and try again.';

/** What an editor can do with actions and the edits of several files. */
export interface MoveAbilities extends FileEditAbilities {
  /** Whether it asks for an action's edit when that is chosen, and not before. */
  readonly resolvesEdits: boolean;
}

export function moveAbilities({ workspace, textDocument }: ClientCapabilities): MoveAbilities {
  const edit = workspace?.workspaceEdit;
  const documentChanges = edit?.documentChanges === true;
  return {
    documentChanges,
    createsFiles: documentChanges && edit?.resourceOperations?.includes('create') === true,
    changeAnnotations: documentChanges && edit?.changeAnnotationSupport !== undefined,
    resolvesEdits:
      textDocument?.codeAction?.dataSupport === true &&
      textDocument.codeAction.resolveSupport?.properties.includes('edit') === true,
  };
}

/** Offers to mend the credentials of documents, and makes the edits that change other files as well. */
export class CredentialMoves {
  readonly #workspace: Workspace;
  readonly #detected: (document: TextDocument) => readonly Detected[];
  readonly #abilities: MoveAbilities;
  /** Tells the user why an action that was chosen changes nothing. */
  readonly #refuse: (message: string) => void;

  /** @param detected what is found in a document, as it is then */
  constructor(
    workspace: Workspace,
    detected: (document: TextDocument) => readonly Detected[],
    abilities: MoveAbilities,
    refuse: (message: string) => void,
  ) {
    this.#workspace = workspace;
    this.#detected = detected;
    this.#abilities = abilities;
    this.#refuse = refuse;
  }

  /** What is offered at a range. No file is read for that where the editor asks again for what is chosen. */
  async actions(
    document: TextDocument,
    problems: readonly Problem<RuleId>[],
    params: Pick<CodeActionParams, 'range' | 'context'>,
    place: Place,
  ): Promise<CodeAction[]> {
    const offered = credentialActions(
      document,
      problems,
      params,
      this.#placeOf(document, place),
      () => this.#detected(document),
    );
    const possible = offered.filter(({ data }) => !data || this.#hasPlace(document));
    if (this.#abilities.resolvesEdits) return possible;
    const worked = possible.map(async (action) => {
      const { data, ...rest } = action;
      if (!data) return action;
      const edit = await this.#edit(document, data, place).catch(() => undefined);
      return edit && { ...rest, edit };
    });
    return (await Promise.all(worked)).filter((action) => action !== undefined);
  }

  /** An action with its edit; without, where it can no longer be made, which the user is told. */
  async resolve(action: CodeAction, place: (document: TextDocument) => Promise<Place>) {
    const data: MoveData | undefined = action.data;
    const document = data && this.#workspace.open(data.uri);
    if (!document) return action;
    if (document.version !== data.version) {
      this.#refuse(CHANGED);
      return action;
    }
    try {
      const edit = await this.#edit(document, data, await place(document));
      return { ...action, edit };
    } catch (error) {
      this.#refuse(error instanceof Error ? error.message : String(error));
    }
    return action;
  }

  /** @throws with the reason, for the user, why it cannot be made */
  async #edit(document: TextDocument, { span, version }: MoveData, place: Place) {
    const environment = await environmentFileFor(document.uri, place.variables, this.#workspace);
    if (!environment) throw new Error(NO_FOLDER);
    // It may have been changed while the files were read.
    if (document.version !== version) throw new Error(CHANGED);
    const fix = moveAt(document, span, this.#placeOf(document, place), this.#detected(document));
    // What the project defines has changed since it was offered.
    if (!fix) throw new Error(NOT_DEFINED);
    const edit = moveEdit(document, fix, environment, this.#abilities);
    if (!edit) throw new Error(NO_FILE);
    return edit;
  }

  /** Whether there is a folder for an `.env` file. */
  #hasPlace({ uri }: TextDocument): boolean {
    return (
      uri.startsWith('file:') || (uri.startsWith('untitled:') && this.#workspace.folders.length > 0)
    );
  }

  /** Where a document is in its folder of the workspace, with what it says of itself: the names of folders above tell nothing. */
  #placeOf({ uri, languageId }: TextDocument, place: Place): Place {
    const whole = uri.startsWith('untitled:') ? '' : URI.parse(uri).path;
    const path = pathWithin(this.#workspace.folders, uri) ?? whole;
    return { ...place, path, language: languageId };
  }
}
