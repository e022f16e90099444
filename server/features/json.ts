import { getLanguageService } from 'vscode-json-languageservice';
import type {
  FoldingRange,
  FormattingOptions,
  Position,
  Range,
  SelectionRange,
  TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { children, type Node } from '../../core/json/tree.ts';
import type { Declared } from '../workspace/declarations.ts';

/** What a declaration has as any JSON does: folding, selection and layout are JSON's own language service's. */
const json = getLanguageService({});

export function foldingRanges(document: TextDocument, limit: number | undefined): FoldingRange[] {
  return json.getFoldingRanges(document, limit === undefined ? {} : { rangeLimit: limit });
}

export function selectionRanges(document: TextDocument, positions: Position[]): SelectionRange[] {
  return json.getSelectionRanges(document, positions, json.parseJSONDocument(document));
}

/** Deeper than anyone nests what is to be read. */
const DEEPEST = 200;

/** @param range the part to be laid out; all of it, if left out */
export function formatting(
  { document, declaration }: Declared,
  options: FormattingOptions,
  range?: Range,
): TextEdit[] {
  // Indented, a thousand brackets in each other are a megabyte of blanks.
  if (nestsDeeper(declaration.root, DEEPEST)) return [];
  return json.format(document, range, options);
}

function nestsDeeper(root: Node | undefined, levels: number): boolean {
  let level: readonly Node[] = root ? [root] : [];
  for (let depth = 0; depth < levels; depth += 1) level = level.flatMap(children);
  return !root || level.length > 0;
}
