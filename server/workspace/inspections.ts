import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isDeclarationPath } from '../../core/declarations/declaration.ts';
import { inspect, type RuleId } from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';

/** The language id that the extension gives declarations. */
const DECLARATION_LANGUAGE = 'cartotoken';

/** The problems of open documents, found once for each version of a document however many features ask. */
export class Inspections {
  readonly #found = new WeakMap<TextDocument, { version: number; problems: Problem<RuleId>[] }>();

  of(document: TextDocument): readonly Problem<RuleId>[] {
    const found = this.#found.get(document);
    if (found?.version === document.version) return found.problems;

    const problems = inspect({ text: document.getText(), isDeclaration: isDeclaration(document) });
    this.#found.set(document, { version: document.version, problems });
    return problems;
  }
}

/** By language or by name: other editors know the name, an untitled document has only the language. */
function isDeclaration({ languageId, uri }: TextDocument): boolean {
  return languageId === DECLARATION_LANGUAGE || isDeclarationPath(uri);
}
