import { getLocation, type Location } from 'jsonc-parser';
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
  type Position,
  type Range,
} from 'vscode-languageserver';
import type { Redactor } from '../../core/credentials/redact.ts';
import { daysFrom } from '../../core/declarations/date-time.ts';
import { propertyShape, type Shape, shapeAt } from '../../core/declarations/shape.ts';
import { TEMPLATES } from '../../core/declarations/templates.ts';
import type { JsonValue } from '../../core/json/edits.ts';
import { type Node, nodeAt } from '../../core/json/tree.ts';
import { english } from '../../core/phrase.ts';
import { range } from '../ranges.ts';
import type { Declared } from '../workspace/declarations.ts';
import { apiSuggestions } from './completion/apis.ts';
import { placeholder, propertySuggestions } from './completion/properties.ts';
import { refererSuggestions } from './completion/referers.ts';
import { connectionSuggestions, sourceSuggestions } from './completion/sources.ts';
import type { Suggestion } from './completion/suggestion.ts';

/** What completion knows beside the declaration. */
export interface CompletionContext {
  /** The other declarations of the workspace. */
  readonly others: () => readonly Declared[];
  /** Those of the accounts that are signed in to, where they are known. */
  readonly connections: readonly string[] | undefined;
  readonly now: Date;
  /** The file's name without its ending, for the declaration's own. */
  readonly fileName: string | undefined;
  readonly snippets: boolean;
  readonly redactor: Redactor;
}

/** Characters after which an editor asks by itself. */
export const TRIGGERS = ['"', ':'];

/** As many suggestions as are sent at once; an editor asks again as the text goes on. */
const MANY = 100;

/** What can stand at a place, best first. */
export function completion(
  declared: Declared,
  position: Position,
  context: CompletionContext,
): CompletionList {
  const { document, declaration } = declared;
  const offset = document.offsetAt(position);
  if (document.getText().trim() === '') {
    return { isIncomplete: false, items: templates(position, context) };
  }

  const location = getLocation(document.getText(), offset);
  if (isBehindValue(location, offset, document.getText()))
    return { isIncomplete: false, items: [] };
  const found = location.isAtPropertyKey
    ? propertySuggestions(declaration, offset, location)
    : valueSuggestions(declared, location, context);
  const replacing = replaced(location.previousNode, offset, document.getText());
  const typed = document.getText().slice(replacing.start, offset).replaceAll('"', '');
  // What may be a credential in another file is not spread to this one.
  const harmless = found.filter(({ value }) => !context.redactor.holdsSecret(value));
  const isIncomplete = harmless.length > MANY;
  const fitting = isIncomplete ? harmless.filter(({ value }) => fits(value, typed)) : harmless;
  const at = range(document, replacing);
  return {
    isIncomplete,
    items: fitting.slice(0, MANY).map((suggestion, index) => item(suggestion, index, at, context)),
  };
}

/** Whether a whole value stands before a place, and no comma yet: then nothing can follow. */
function isBehindValue({ previousNode }: Location, offset: number, text: string): boolean {
  if (!previousNode || previousNode.type === 'property') return false;
  const end = previousNode.offset + previousNode.length;
  const isClosed =
    previousNode.type !== 'string' || (previousNode.length > 1 && text[end - 1] === '"');
  return isClosed && offset >= end && text.slice(end, offset).trim() === '';
}

/** Whether what was typed stands in a text, letter by letter in this order, as editors match. */
function fits(text: string, typed: string): boolean {
  let at = 0;
  for (const letter of typed.toLowerCase()) {
    at = text.toLowerCase().indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Whole declarations, for a file that holds nothing yet. */
function templates(position: Position, { snippets }: CompletionContext): CompletionItem[] {
  if (!snippets) return [];
  return TEMPLATES.map(({ label, detail, snippet }, index) => ({
    label: english(label),
    detail: english(detail),
    kind: CompletionItemKind.Snippet,
    insertTextFormat: InsertTextFormat.Snippet,
    textEdit: { range: { start: position, end: position }, newText: snippet },
    sortText: String(index),
  }));
}

function valueSuggestions(
  declared: Declared,
  location: Location,
  context: CompletionContext,
): Suggestion[] {
  const { declaration } = declared;
  const { path } = location;
  const container = nodeAt(declaration.root, path.slice(0, -1));
  const isItem = typeof path.at(-1) === 'number';
  const list = isItem ? container : undefined;
  const name = String(path.at(isItem ? -2 : -1) ?? '');
  const owner = isItem ? nodeAt(declaration.root, path.slice(0, -2)) : container;
  const shape = shapeAt(owner);
  const property = shape && propertyShape(shape, name);
  if (property?.shape.type === 'array') {
    // A list to begin with, or an object in one.
    if (!isItem) return [example(property.shape, property.example)];
    const [first] = Array.isArray(property.example) ? property.example : [];
    if (property.shape.items.type === 'object') return [example(property.shape.items, first ?? {})];
  }

  switch (name) {
    case 'allowed_apis':
      return apiSuggestions(declaration, location.previousNode);
    case 'connection_name':
      return connectionSuggestions(declared, context.others(), context.connections);
    case 'source':
      return sourceSuggestions(declared, owner, context.others());
    case 'referers':
      return refererSuggestions(declaration, context.others());
    case 'expiration_date':
      return [90, 30, 365].map((days) => ({
        value: daysFrom(context.now, days),
        detail: `${days} days from today`,
      }));
    case 'name':
      return owner === declaration.root && context.fileName
        ? [{ value: context.fileName, detail: 'The file’s name' }]
        : [];
  }
  return property ? ofShape(property.shape, property.example, list) : [];
}

/** What can stand there to begin with, to be typed over. */
function example(shape: Shape, value: JsonValue): Suggestion {
  const text = JSON.stringify(value);
  return { value: text, insert: { snippet: placeholder(shape, value), text } };
}

/** What a shape says can stand there, without what is listed already. */
function ofShape(shape: Shape, example: unknown, list: Node | undefined): Suggestion[] {
  const inList = shape.type === 'array' && list ? shape.items : shape;
  if (inList.type !== 'string') return [];
  const listed = new Set(list?.children?.map(({ value }) => value));
  const values = inList.values ?? (inList.format === 'uri' ? [String(example)] : []);
  return values.filter((value) => !listed.has(value)).map((value) => ({ value }));
}

function item(
  { label, value, insert, detail, documentation, problem }: Suggestion,
  index: number,
  at: Range,
  { snippets }: CompletionContext,
): CompletionItem {
  const newText = insert ? (snippets ? insert.snippet : insert.text) : JSON.stringify(value);
  const isSnippet = insert !== undefined && snippets;
  return {
    label: label ?? value,
    kind: insert ? CompletionItemKind.Property : CompletionItemKind.Value,
    ...(detail ? { detail } : {}),
    ...(documentation ? { documentation } : {}),
    ...(problem ? { labelDetails: { description: problem } } : {}),
    insertTextFormat: isSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: at, newText },
    filterText: JSON.stringify(value),
    sortText: `${problem ? 1 : 0}${String(index).padStart(4, '0')}`,
  };
}

/** The text that stands where the suggestion goes: the string the cursor is in, to its end if it has one. */
function replaced(node: Location['previousNode'], offset: number, text: string) {
  if (!node || offset < node.offset || offset > node.offset + node.length) {
    return { start: offset, end: offset };
  }
  const end = node.offset + node.length;
  const isClosed = node.length > 1 && text[end - 1] === '"';
  if (node.type === 'string' && offset === end && isClosed) return { start: offset, end: offset };
  return { start: node.offset, end: node.type === 'string' && !isClosed ? offset : end };
}
