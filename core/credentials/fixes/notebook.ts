import { atEnd } from '../../bounded.ts';
import { escaped } from '../../json/edits.ts';
import { innerSpan, items, type Node, nodeAt, parseJson, property } from '../../json/tree.ts';
import type { TextEdit } from '../../problem.ts';
import type { Credential } from '../finding.ts';
import type { Move } from './move.ts';

/** A piece of a cell's code, and where it stands in the notebook's JSON. */
interface Piece {
  /** Where it begins in the code. */
  readonly code: number;
  /** Where it begins in the notebook. */
  readonly source: number;
}

/** Moves a credential out of the code of a notebook's cell. Undefined where it is in none. */
export function inCell(
  text: string,
  credential: Credential,
  move: (code: string, credential: Credential, language: string) => Move | undefined,
): Move | undefined {
  const { root } = parseJson(text);
  const { start, end } = credential.span;
  const cell = items(nodeAt(root, ['cells'])).find(
    ({ offset, length }) => offset <= start && end <= offset + length,
  );
  if (nodeAt(cell, ['cell_type'])?.value !== 'code') return undefined;
  const lines = linesOf(property(cell, 'source')?.value);
  const { code, pieces } = decoded(text, lines);
  const at = codeOffset(pieces, start);
  // What is escaped, or goes over lines, is as long as it is in the code nowhere.
  if (at === undefined || code.slice(at, at + end - start) !== credential.secret) return undefined;
  // A line that begins so says that the cell is in another language.
  if (/^\s*%%/.test(code)) return undefined;
  const inside = { ...credential, span: { start: at, end: at + end - start } };
  const found = move(code, inside, languageOf(root));
  return (
    found && {
      ...found,
      edits: (variable) =>
        found.edits(variable).map((edit) => encoded(edit, pieces, layoutOf(text, lines))),
    }
  );
}

function linesOf(source: Node | undefined): readonly Node[] {
  return source?.type === 'string' ? [source] : items(source);
}

function languageOf(root: Node | undefined): string {
  const language =
    nodeAt(root, ['metadata', 'language_info', 'name'])?.value ??
    nodeAt(root, ['metadata', 'kernelspec', 'language'])?.value ??
    'python';
  return String(language).toLowerCase();
}

const CHARACTER = /\\u[\da-fA-F]{4}|\\.|[\s\S]/g;

/** The code of strings in JSON, with where each of its characters stands. */
function decoded(text: string, lines: readonly Node[]) {
  const pieces: Piece[] = [];
  let code = '';
  for (const line of lines) {
    const { start, end } = innerSpan(line);
    pieces.push({ code: code.length, source: start });
    for (const { index, 0: written } of text.slice(start, end).matchAll(CHARACTER)) {
      code += written.length === 1 ? written : JSON.parse(`"${written}"`);
      if (written.length > 1) {
        pieces.push({ code: code.length, source: start + index + written.length });
      }
    }
  }
  return { code, pieces };
}

function codeOffset(pieces: readonly Piece[], source: number): number | undefined {
  const piece = pieces.findLast((each) => each.source <= source);
  return piece && piece.code + source - piece.source;
}

/** Where an offset of the code stands in the notebook. At the beginning of a line, that is in its own string. */
function sourceOffset(pieces: readonly Piece[], code: number): number {
  const piece = pieces.findLast((each) => each.code <= code);
  return piece ? piece.source + code - piece.code : 0;
}

const LINE_BEGINNING = atEnd(200, /\n\s*$/);

/** What stands between two lines of a cell; undefined where they are in one string. */
function layoutOf(text: string, lines: readonly Node[]): string | undefined {
  const [first, second] = lines;
  if (!first) return undefined;
  const end = first.offset + first.length;
  if (second) return text.slice(end, second.offset);
  const before = LINE_BEGINNING.exec(text.slice(0, first.offset))?.[0];
  return text[first.offset - 1] === '[' || before !== undefined ? `,${before ?? ' '}` : undefined;
}

function encoded(
  { span, newText }: TextEdit,
  pieces: readonly Piece[],
  between: string | undefined,
): TextEdit {
  const start = sourceOffset(pieces, span.start);
  const end = span.end === span.start ? start : sourceOffset(pieces, span.end);
  const lines = escaped(newText);
  return {
    span: { start, end },
    newText: between === undefined ? lines : lines.replaceAll('\\n', `\\n"${between}"`),
  };
}
