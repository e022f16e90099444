import type { TextDocument } from 'vscode-languageserver-textdocument';
import {
  type Conditions,
  defaults,
  inspect,
  inspectDeclaration,
  type RuleId,
} from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import type { Settings } from '../../core/settings.ts';
import { fileNameOf, type WorkspaceDeclarations } from './declarations.ts';

interface Found {
  readonly version: number;
  readonly settings: Settings;
  readonly namesGeneration: number;
  readonly connections: readonly string[] | undefined;
  readonly problems: Problem<RuleId>[];
}

/** The problems of open documents, found once for each version of a document however many features ask. */
export class Inspections {
  readonly #declarations: WorkspaceDeclarations;
  readonly #found = new WeakMap<TextDocument, Found>();
  /** The connections of the accounts that are signed in to; undefined while they are not known. */
  connections: readonly string[] | undefined;

  constructor(declarations: WorkspaceDeclarations) {
    this.#declarations = declarations;
  }

  of(document: TextDocument, settings: Settings): readonly Problem<RuleId>[] {
    const { version } = document;
    const { namesGeneration } = this.#declarations;
    const { connections } = this;
    const found = this.#found.get(document);
    if (
      found?.version === version &&
      found.settings === settings &&
      found.namesGeneration === namesGeneration &&
      found.connections === connections
    ) {
      return found.problems;
    }
    const problems = this.#inspect(document, settings);
    this.#found.set(document, { version, settings, namesGeneration, connections, problems });
    return problems;
  }

  /** What the rules are to know of a document beside its text. */
  conditions({ uri }: TextDocument, { rules, trailingSlash }: Settings): Conditions {
    return {
      ...defaults(),
      severities: rules,
      trailingSlash,
      fileName: fileNameOf(uri),
      connections: this.connections,
      namesakes: (kind, name) => this.#declarations.namesakes(uri, kind, name),
    };
  }

  #inspect(document: TextDocument, settings: Settings): Problem<RuleId>[] {
    const conditions = this.conditions(document, settings);
    const declared = this.#declarations.of(document);
    return declared
      ? inspectDeclaration(declared.declaration, conditions)
      : inspect({ text: document.getText(), isDeclaration: false }, conditions);
  }
}
