import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CreateFile,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Detected } from '../../core/credentials/finding.ts';
import { keepIn } from '../../core/credentials/fixes/keep.ts';
import {
  type CredentialFix,
  Fixes,
  fixesFor,
  type MoveFix,
  ruleOn,
} from '../../core/credentials/fixes.ts';
import type { Place } from '../../core/credentials/place.ts';
import type { RuleId } from '../../core/inspect.ts';
import type { Problem, Span, TextEdit } from '../../core/problem.ts';
import { appendedLine } from '../../core/text-edits.ts';
import { range } from '../ranges.ts';
import type { EditedFile, EnvironmentFile } from '../workspace/env-files.ts';
import { isAskedFor, MOST_AT_ONCE, textEdits, touches } from './code-actions.ts';
import { diagnostic } from './diagnostics.ts';

/** What an editor can do with an edit of several files. */
export interface FileEditAbilities {
  /** Whether it may say which version of a document it is of, and make files. */
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  /** Whether its parts may be explained. */
  readonly changeAnnotations: boolean;
}

/** What an action to be worked out later is of. Nothing of it is a secret. */
export interface MoveData {
  readonly uri: string;
  readonly version: number;
  readonly span: Span;
}

/**
 * What mends the credentials at the requested range, and how they are sent. Those that change this text alone have their
 * edit; those that move a credential are to be worked out when one is chosen, since other files are read for that.
 *
 * @param detect what is found in the document, asked for only where there is something to mend
 */
export function credentialActions(
  document: TextDocument,
  problems: readonly Problem<RuleId>[],
  { range: asked, context }: Pick<CodeActionParams, 'range' | 'context'>,
  place: Place,
  detect: () => readonly Detected[],
): CodeAction[] {
  if (!isAskedFor(CodeActionKind.QuickFix, context.only)) return [];
  const here = problems
    .filter(({ span }) => touches(range(document, span), asked))
    .slice(0, MOST_AT_ONCE);
  if (here.length === 0) return [];
  const text = document.getText();
  const found = detect();
  const all = new Fixes(text, place);
  const actions = here.flatMap((problem) => {
    const detected = found.find(
      (each) => ruleOn(each) === problem.rule && each.span.start === problem.span.start,
    );
    const fixes = detected ? all.of(detected) : [];
    return fixes.map((fix) => action(document, problem, fix));
  });
  return withoutDoubles(actions);
}

/** What one change mends is offered once: a key that is sent twice is one that is sent in the query, too. */
function withoutDoubles(actions: readonly CodeAction[]): CodeAction[] {
  const once = new Map<string, CodeAction>();
  for (const each of actions) {
    const key = JSON.stringify([each.title, each.edit, each.data]);
    const other = once.get(key);
    const all = [...(other?.diagnostics ?? []), ...(each.diagnostics ?? [])];
    once.set(key, { ...each, diagnostics: all });
  }
  return [...once.values()];
}

function action(document: TextDocument, problem: Problem<RuleId>, fix: CredentialFix): CodeAction {
  const { uri, version } = document;
  const offered = {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic(document, problem)],
  };
  return fix.kind === 'move'
    ? { ...offered, data: { uri, version, span: problem.span } satisfies MoveData }
    : { ...offered, edit: { changes: { [uri]: textEdits(document, fix.edits) } } };
}

/** How the credential at a place moves out of a document, as the document is then. */
export function moveAt(
  document: TextDocument,
  { start, end }: Span,
  place: Place,
  found: readonly Detected[],
): MoveFix | undefined {
  const text = document.getText();
  return found
    .filter(({ span }) => span.start === start && span.end === end)
    .flatMap((detected) => fixesFor(text, detected, place))
    .find((fix): fix is MoveFix => fix.kind === 'move');
}

const IGNORE = 'ignore';

/** One edit that moves a credential: of the document, of the `.env` file, and of what has git ignore that. Undefined where the editor cannot make it. */
export function moveEdit(
  document: TextDocument,
  { move, credential }: MoveFix,
  environment: EnvironmentFile,
  abilities: FileEditAbilities,
): WorkspaceEdit | undefined {
  const { variable, edits } = keepIn(environment.text ?? '', move, credential.secret);
  const { ignore } = environment;
  const ignored = ignore && [appendedLine(ignore.file.text ?? '', ignore.line)];
  const files = [
    ...(edits.length > 0 ? [{ file: environment, edits, annotation: undefined }] : []),
    ...(ignore && ignored ? [{ file: ignore.file, edits: ignored, annotation: IGNORE }] : []),
  ];
  const isPossible = files.every(({ file }) => file.text !== undefined || abilities.createsFiles);
  if (!isPossible) return undefined;
  const own = textEdits(document, move.edits(variable));
  if (!abilities.documentChanges) {
    const others = files.map(({ file, edits: each }) => [file.uri, positioned(file, each)]);
    return { changes: { ...Object.fromEntries(others), [document.uri]: own } };
  }
  const { uri, version } = document;
  return {
    documentChanges: [
      ...files.flatMap(({ file, edits: each, annotation }) =>
        changes(file, each, abilities.changeAnnotations ? annotation : undefined),
      ),
      { textDocument: { uri, version }, edits: own },
    ],
    ...(ignore && abilities.changeAnnotations
      ? {
          changeAnnotations: {
            [IGNORE]: { label: `Have git ignore ${ignore.line}`, needsConfirmation: false },
          },
        }
      : {}),
  };
}

/** Edits of a file, which is made where it is not there. */
function changes(
  file: EditedFile,
  edits: readonly TextEdit[],
  annotationId: string | undefined,
): (CreateFile | TextDocumentEdit)[] {
  const { uri, version, text } = file;
  const annotated = annotationId === undefined ? {} : { annotationId };
  const created: CreateFile = {
    kind: 'create',
    uri,
    options: { ignoreIfExists: true },
    ...annotated,
  };
  const written = positioned(file, edits).map((edit) => ({ ...edit, ...annotated }));
  return [
    ...(text === undefined ? [created] : []),
    { textDocument: { uri, version }, edits: written },
  ];
}

function positioned({ uri, text }: EditedFile, edits: readonly TextEdit[]) {
  return textEdits(TextDocument.create(uri, '', 0, text ?? ''), edits);
}
