import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { type Certain, NONE_CERTAIN } from '../../core/credentials/certain.ts';
import { Finder } from '../../core/credentials/finder.ts';
import type { Detected } from '../../core/credentials/finding.ts';
import { isIgnoreFile } from '../../core/credentials/ignore-file.ts';
import { type Look, lookAt, NOTHING } from '../../core/credentials/look.ts';
import { NOWHERE, type Place } from '../../core/credentials/place.ts';
import type { Redactor } from '../../core/credentials/redact.ts';
import {
  type Conditions,
  defaults,
  inspectDeclaration,
  judge,
  type RuleId,
} from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import type { Settings } from '../../core/settings.ts';
import { fileNameOf, type WorkspaceDeclarations } from './declarations.ts';
import type { Ignored } from './ignored.ts';
import type { KnownCredentials } from './known-credentials.ts';
import { DocumentPlaces } from './places.ts';

/** What is known of a version of a document. */
export interface Inspection {
  readonly problems: readonly Problem<RuleId>[];
  /** What was found in it; nothing in a declaration. */
  readonly look: Look;
  readonly place: Place;
}

/** What problems are judged by beside the texts. */
export interface Knowledge {
  readonly declarations: WorkspaceDeclarations;
  readonly ignored: Ignored;
  readonly known: KnownCredentials;
  /** The URIs of the workspace's folders at the moment. */
  folders(): readonly string[];
  /** Told of what would tell more of where documents stand, and cannot be read. */
  onUnreadable(path: string, error: unknown): void;
  /** Learns what is found. */
  readonly redactor: Redactor;
}

interface Inspected {
  readonly version: number;
  readonly settings: Settings;
  readonly namesGeneration: number;
  readonly generation: number;
  readonly inspection: Promise<Inspection>;
}

/** The problems of open documents, found once for each version of a document however many features ask. */
export class Inspections {
  readonly #knowledge: Knowledge;
  readonly #inspected = new WeakMap<TextDocument, Inspected>();
  readonly #looks = new WeakMap<
    TextDocument,
    { readonly version: number; readonly certain: Certain; readonly look: Look }
  >();
  readonly #finders = new WeakMap<TextDocument, Finder>();
  /** The connections of the accounts that are signed in to; undefined while they are not known. */
  connections: readonly string[] | undefined;
  /** What was found in the files of the workspace, and is found in open texts wherever it stands. */
  #certain: Certain = NONE_CERTAIN;
  /** Counts what has changed beside the texts. */
  #generation = 0;
  /** Where documents stand: no folder is looked into with each character that is typed. */
  #places: DocumentPlaces | undefined;

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** Takes note of credentials that were found in files. */
  learn(certain: Certain): void {
    this.#certain = certain;
  }

  /** Takes note that documents may be judged differently now, though they are the same. */
  changed(): void {
    this.#generation += 1;
    this.#places = undefined;
  }

  /** The problems of a document, as it is when they are there. */
  async of(document: TextDocument, settings: Settings): Promise<readonly Problem<RuleId>[]> {
    return (await this.inspection(document, settings)).problems;
  }

  /** All that is known of a document, as it is when that is there. */
  async inspection(document: TextDocument, settings: Settings): Promise<Inspection> {
    for (;;) {
      const { version, inspection } = this.#latest(document, settings);
      const found = await inspection;
      // It may have been edited meanwhile.
      if (document.version === version) return found;
    }
  }

  /** What is found in a document as it is, with its secrets: for what mends it. */
  detected(document: TextDocument): readonly Detected[] {
    return this.#finder(document).find(document.getText(), this.#certain);
  }

  /** What the rules are to know of a document beside its text. */
  conditions({ uri }: Pick<TextDocument, 'uri'>, { rules, trailingSlash }: Settings): Conditions {
    const { declarations, ignored, known } = this.#knowledge;
    return {
      ...defaults(),
      severities: rules,
      trailingSlash,
      fileName: fileNameOf(uri),
      connections: this.connections,
      namesakes: (kind, name) => declarations.namesakes(uri, kind, name),
      knownCredential: (fingerprint) => known.of(fingerprint),
      ignoredCredential: (fingerprint) => ignored.ignoredCredential(uri, fingerprint),
    };
  }

  /** The problems with what was found in a text, which may not be at hand any more. */
  async judge(
    document: Pick<TextDocument, 'uri' | 'languageId'>,
    look: Look,
    settings: Settings,
  ): Promise<Inspection> {
    const { findings, suppressions } = look;
    if (findings.length === 0 && suppressions.length === 0) {
      return { problems: [], look, place: NOWHERE };
    }
    this.#places ??= new DocumentPlaces(this.#knowledge.folders(), this.#knowledge.onUnreadable);
    const place = await this.#places.of(document, settings.developmentPaths);
    const { problems } = judge(look, { ...this.conditions(document, settings), place });
    return { problems, look, place };
  }

  #latest(document: TextDocument, settings: Settings): Inspected {
    const { version } = document;
    const { namesGeneration } = this.#knowledge.declarations;
    const generation = this.#generation;
    const known = this.#inspected.get(document);
    if (
      known?.version === version &&
      known.settings === settings &&
      known.namesGeneration === namesGeneration &&
      known.generation === generation
    ) {
      return known;
    }
    const inspection = this.#inspect(document, settings);
    const inspected = { version, settings, namesGeneration, generation, inspection };
    this.#inspected.set(document, inspected);
    return inspected;
  }

  async #inspect(document: TextDocument, settings: Settings): Promise<Inspection> {
    const { declarations, ignored } = this.#knowledge;
    if (ignored.leavesOut(document.uri)) return { problems: [], look: NOTHING, place: NOWHERE };
    const declared = declarations.of(document);
    if (declared) {
      this.#knowledge.redactor.learnFrom(document.getText());
      const conditions = this.conditions(document, settings);
      const problems = inspectDeclaration(declared.declaration, conditions);
      return { problems, look: NOTHING, place: NOWHERE };
    }
    const inspection = await this.judge(document, this.#look(document), settings);
    if (!isIgnoreFile(document.uri)) return inspection;
    const conditions = this.conditions(document, settings);
    const ofEntries = ignored.problemsOf(document.uri, document.getText(), conditions);
    return { ...inspection, problems: [...inspection.problems, ...ofEntries] };
  }

  /** A text is looked at once, however often what is found is judged anew. */
  #look(document: TextDocument): Look {
    const { version } = document;
    const looked = this.#looks.get(document);
    const certain = this.#certain;
    if (looked?.version === version && looked.certain === certain) return looked.look;
    const { redactor } = this.#knowledge;
    const learn = (secret: string) => redactor.learn(secret);
    const look = lookAt(document.getText(), this.#finder(document), learn, certain);
    this.#looks.set(document, { version, certain, look });
    return look;
  }

  #finder(document: TextDocument): Finder {
    const finder = this.#finders.get(document) ?? new Finder(URI.parse(document.uri).path);
    this.#finders.set(document, finder);
    return finder;
  }
}
