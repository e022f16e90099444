import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { RuleId } from '../../core/inspect.ts';
import type { Fix, Problem, TextEdit } from '../../core/problem.ts';
import { range } from '../ranges.ts';
import { diagnostic } from './diagnostics.ts';

/** The kinds of source actions, by which an editor asks for them when it saves. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.cartotoken`;
export const ORGANISE = 'source.organize.cartotoken';

/** What this server offers, for its greeting. */
export const CODE_ACTION_KINDS = [CodeActionKind.QuickFix, FIX_ALL, ORGANISE];

/** What can be done to a document as a whole: worked out only where it is asked for. */
export interface SourceActions {
  fixAll(): readonly TextEdit[];
  organise(): readonly TextEdit[];
}

/** What an editor can do with an edit, and where a new file may lie. */
export interface EditAbilities {
  /** Whether an edit may make files. */
  readonly createsFiles: boolean;
  /** A URI beside the document at which nothing lies, for a name like its own with this ending. */
  freeUri(suffix: string): string | undefined;
}

/**
 * The quick fixes for what stands at the requested range. They come from the problems of the document as it is
 * now, not from the diagnostics the editor still shows: a fix can never be computed for an older text.
 */
export function quickFixes(
  document: TextDocument,
  problems: readonly Problem<RuleId>[],
  { range: asked, context }: Pick<CodeActionParams, 'range' | 'context'>,
  abilities: EditAbilities,
): CodeAction[] {
  if (!isAskedFor(CodeActionKind.QuickFix, context.only)) return [];
  return problems
    .filter(({ span }) => touches(range(document, span), asked))
    .flatMap((problem) =>
      problem.fixes().flatMap((fix) => {
        const edit = workspaceEdit(document, fix, abilities);
        if (!edit) return [];
        return {
          title: fix.title,
          kind: CodeActionKind.QuickFix,
          isPreferred: fix.confidence !== 'possible',
          diagnostics: [diagnostic(document, problem)],
          edit,
        };
      }),
    );
}

/** Fixing and ordering the whole document, where that would change it. */
export function sourceActions(
  document: TextDocument,
  { context }: Pick<CodeActionParams, 'context'>,
  { fixAll, organise }: SourceActions,
): CodeAction[] {
  const offered = [
    { title: 'Fix all problems that can be fixed safely', kind: FIX_ALL, edits: fixAll },
    { title: 'Organize the declaration', kind: ORGANISE, edits: organise },
  ];
  return offered.flatMap(({ title, kind, edits: workOut }) => {
    // Unasked they are only offered in menus, for which nothing is worked out as the cursor moves.
    if (!context.only || !isAskedFor(kind, context.only)) return [];
    const edits = workOut();
    if (edits.length === 0) return [];
    return { title, kind, edit: { changes: { [document.uri]: textEdits(document, edits) } } };
  });
}

export function textEdits(document: TextDocument, edits: readonly TextEdit[]) {
  return edits.map(({ span, newText }) => ({ range: range(document, span), newText }));
}

function workspaceEdit(
  document: TextDocument,
  { edits, newFile }: Fix,
  { createsFiles, freeUri }: EditAbilities,
): WorkspaceEdit | undefined {
  if (!newFile) return { changes: { [document.uri]: textEdits(document, edits) } };
  const uri = createsFiles ? freeUri(newFile.suffix) : undefined;
  if (!uri) return undefined;
  const start = { line: 0, character: 0 };
  return {
    documentChanges: [
      { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
      change(uri, null, [{ range: { start, end: start }, newText: newFile.text }]),
      change(document.uri, document.version, textEdits(document, edits)),
    ],
  };
}

function change(
  uri: string,
  version: number | null,
  edits: TextDocumentEdit['edits'],
): TextDocumentEdit {
  return { textDocument: { uri, version }, edits };
}

/** Kinds are hierarchical: whoever asks for `source` asks for all below, and the empty kind asks for all. */
export function isAskedFor(kind: string, only: readonly string[] | undefined): boolean {
  return (
    !only || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`))
  );
}

/** Whether two ranges share a place; a caret at either end counts. */
export function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/**
 * The most problems with credentials that fixes are worked out for at once: each takes time by the length of the text, and whoever has
 * selected all of it does not choose among more.
 */
export const MOST_AT_ONCE = 20;
