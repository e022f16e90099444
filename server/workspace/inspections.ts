import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isIgnoreFile, parseIgnoreFile } from '../../core/credentials/ignore-file.ts';
import { type Look, lookAt } from '../../core/credentials/look.ts';
import {
  type Conditions,
  defaults,
  inspectDeclaration,
  inspectIgnoreFile,
  judge,
  type RuleId,
} from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import type { Settings } from '../../core/settings.ts';
import { fileNameOf, type WorkspaceDeclarations } from './declarations.ts';
import type { Ignored } from './ignored.ts';

interface Found {
  readonly version: number;
  readonly settings: Settings;
  readonly namesGeneration: number;
  readonly connections: readonly string[] | undefined;
  readonly ignoredGeneration: number;
  readonly problems: Problem<RuleId>[];
}

/** The problems of open documents, found once for each version of a document however many features ask. */
export class Inspections {
  readonly #declarations: WorkspaceDeclarations;
  readonly #ignored: Ignored;
  readonly #looks = new WeakMap<TextDocument, { version: number; look: Look }>();
  readonly #found = new WeakMap<TextDocument, Found>();
  /** The connections of the accounts that are signed in to; undefined while they are not known. */
  connections: readonly string[] | undefined;

  constructor(declarations: WorkspaceDeclarations, ignored: Ignored) {
    this.#declarations = declarations;
    this.#ignored = ignored;
  }

  /** What stands in a document that is no declaration. */
  lookAt(document: TextDocument): Look {
    const looked = this.#looks.get(document);
    if (looked?.version === document.version) return looked.look;
    const look = lookAt(document.getText());
    this.#looks.set(document, { version: document.version, look });
    return look;
  }

  /** @param document of which is known what ignore files say */
  of(document: TextDocument, settings: Settings): readonly Problem<RuleId>[] {
    const { version } = document;
    const { namesGeneration } = this.#declarations;
    const { connections } = this;
    const ignoredGeneration = this.#ignored.generation;
    const found = this.#found.get(document);
    if (
      found?.version === version &&
      found.settings === settings &&
      found.namesGeneration === namesGeneration &&
      found.connections === connections &&
      found.ignoredGeneration === ignoredGeneration
    ) {
      return found.problems;
    }
    const problems = this.#inspect(document, settings);
    const known = { namesGeneration, connections, ignoredGeneration };
    this.#found.set(document, { version, settings, ...known, problems });
    return problems;
  }

  /** What the rules are to know of a document beside its text. */
  conditions({ uri }: Pick<TextDocument, 'uri'>, { rules, trailingSlash }: Settings): Conditions {
    return {
      ...defaults(),
      severities: rules,
      trailingSlash,
      fileName: fileNameOf(uri),
      connections: this.connections,
      namesakes: (kind, name) => this.#declarations.namesakes(uri, kind, name),
      ignoredCredential: (fingerprint) => this.#ignored.ignoredCredential(uri, fingerprint),
    };
  }

  #inspect(document: TextDocument, settings: Settings): Problem<RuleId>[] {
    if (this.#ignored.leavesOut(document.uri)) return [];
    const conditions = this.conditions(document, settings);
    const declared = this.#declarations.of(document);
    if (declared) return inspectDeclaration(declared.declaration, conditions);
    const { problems } = judge(this.lookAt(document), conditions);
    if (!isIgnoreFile(document.uri)) return problems;
    return [...problems, ...inspectIgnoreFile(parseIgnoreFile(document.getText()), conditions)];
  }
}
