import type { Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../core/problem.ts';

/** What knows the places of a text: itself, or what was kept of one that is not at hand. */
export type Places = Pick<TextDocument, 'positionAt'>;

/** A stretch of a document in the words of the protocol. */
export function range(document: Places, { start, end }: Span): Range {
  return { start: document.positionAt(start), end: document.positionAt(end) };
}
