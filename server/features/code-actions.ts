import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { RuleId } from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import { diagnostic, range } from './diagnostics.ts';

/**
 * The quick fixes for what stands at the requested range. They come from the problems of the document as it is
 * now, not from the diagnostics the editor still shows: a fix can never be computed for an older text.
 */
export function quickFixes(
  document: TextDocument,
  problems: readonly Problem<RuleId>[],
  { range: asked, context }: Pick<CodeActionParams, 'range' | 'context'>,
): CodeAction[] {
  if (context.only && !context.only.some(includesQuickFix)) return [];

  return problems
    .filter(({ fixes, span }) => fixes.length > 0 && touches(range(document, span), asked))
    .flatMap((problem) =>
      problem.fixes.map((fix) => ({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        isPreferred: fix.preferred,
        diagnostics: [diagnostic(document, problem)],
        edit: {
          changes: {
            [document.uri]: fix.edits.map(({ span, newText }) => ({
              range: range(document, span),
              newText,
            })),
          },
        },
      })),
    );
}

/** Kinds are hierarchical: the empty kind asks for all. */
function includesQuickFix(kind: string): boolean {
  return kind === '' || kind === CodeActionKind.QuickFix;
}

/** Whether two ranges share a place; a caret at either end counts. */
function touches(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
