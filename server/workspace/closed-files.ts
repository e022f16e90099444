import { setImmediate } from 'node:timers/promises';
import type { Connection, Diagnostic } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { fingerprintAt, type Look } from '../../core/credentials/look.ts';
import type { RuleId } from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import type { Settings } from '../../core/settings.ts';
import { positionIn } from '../../scan/line-starts.ts';
import type { Found } from '../../scan/looked.ts';
import { diagnostics } from '../features/diagnostics.ts';
import { keyOf, type WorkspaceDeclarations } from './declarations.ts';
import type { Ignored } from './ignored.ts';
import type { Inspection, Inspections } from './inspections.ts';
import { notebookOf } from './notebooks.ts';
import type { SettingsStore } from './settings-store.ts';

/** So many problems are shown of all closed files together: a list of more is read by nobody, and chokes an editor. */
export const MOST = 10_000;

interface Knowledge {
  readonly connection: Connection;
  readonly documents: { all(): readonly TextDocument[] };
  readonly declarations: WorkspaceDeclarations;
  readonly ignored: Ignored;
  readonly inspections: Inspections;
  readonly settings: SettingsStore;
  /** What was found in a file, by its path. */
  found(): ReadonlyMap<string, Found>;
  /** The URI of the folder of the workspace that a file is in: its settings are those of the folder. */
  folderOf(uri: string): string | undefined;
}

/** What was sent of a file: how many problems, and what tells whether they are the same. */
interface Sent {
  readonly count: number;
  readonly text: string;
}

/**
 * Sends the problems of files as they are on disk, and takes them back where a file is open and is answered about as a
 * document: so that none is shown twice.
 */
export class ClosedFiles {
  readonly #knowledge: Knowledge;
  /** By URI. */
  readonly #sent = new Map<string, Sent>();
  /** The files that others answer about, as documents that are open. */
  readonly #answered = new Set<string>();
  #total = 0;
  #isTooMuch = false;
  readonly #waiting = new Set<string>();
  #isSending = false;
  #sending: Promise<void> = Promise.resolve();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** Judges files anew, named by their URIs. */
  update(uris: Iterable<string>): void {
    for (const uri of uris) this.#waiting.add(uri);
    if (this.#isSending) return;
    this.#isSending = true;
    this.#sending = this.#sendWaiting();
  }

  /** Waits until all is judged that was to be. */
  settled(): Promise<void> {
    return this.#sending;
  }

  /** Judges all of them anew: what they are judged by is another now. No file is read. */
  updateAll(): void {
    const { found, declarations, ignored } = this.#knowledge;
    this.update(this.#sent.keys());
    this.update(Array.from(found().keys(), (path) => URI.file(path).toString()));
    this.update(declarations.all().map(({ uri }) => keyOf(uri)));
    this.update(ignored.files.all.map(({ path }) => URI.file(path).toString()));
  }

  /** Takes back what was sent of a file, which another answer takes the place of from now on. */
  takeBack(uri: string): void {
    const key = keyOf(uri);
    this.#answered.add(key);
    this.#send(key, []);
  }

  /** Nobody asks any more about the document that a file was open as: what is updated from now on is shown again. */
  giveBack(uri: string): void {
    this.#answered.delete(keyOf(uri));
  }

  async #sendWaiting(): Promise<void> {
    for (const uri of this.#waiting) {
      this.#waiting.delete(uri);
      try {
        await this.#update(uri);
      } catch (error) {
        // A fault of ours in one file must not end the server for all.
        const { console } = this.#knowledge.connection;
        console.error(error instanceof Error ? `${error.stack}` : `${error}`);
      }
      await setImmediate(); // requests have their turn
    }
    this.#isSending = false;
  }

  async #update(uri: string): Promise<void> {
    const { settings, folderOf } = this.#knowledge;
    const folder = folderOf(uri);
    const chosen = folder === undefined ? undefined : await settings.of(folder);
    const items = chosen?.scan.isEnabled ? await this.#diagnosticsOf(uri, chosen) : [];
    if (!this.#answered.has(uri)) this.#send(uri, items);
  }

  async #diagnosticsOf(uri: string, chosen: Settings): Promise<Diagnostic[]> {
    const { declarations, ignored, inspections, found } = this.#knowledge;
    if (ignored.leavesOut(uri)) return [];
    const declared = declarations.closed(uri);
    if (declared) {
      return diagnostics(declared.document, await inspections.of(declared.document, chosen));
    }
    const ignoreFile = ignored.files.at(URI.parse(uri).fsPath);
    if (ignoreFile) {
      const problems = ignored.problemsOf(
        uri,
        ignoreFile.text,
        inspections.conditions({ uri }, chosen),
      );
      return diagnostics(TextDocument.create(uri, '', 0, ignoreFile.text), problems);
    }
    const inFile = found().get(URI.parse(uri).fsPath);
    if (!inFile) return [];
    const file = { uri, languageId: '' };
    const inspection = await inspections.judge(file, inFile.look, chosen);
    const problems = await this.#besideCells(uri, inspection, chosen);
    return diagnostics(
      { positionAt: (offset) => positionIn(inFile.lines, offset) },
      problems,
      inspection.look,
    );
  }

  /** What is not said of an open notebook's cells already: of its outputs, above all. */
  async #besideCells(
    uri: string,
    { problems, look }: Inspection,
    chosen: Settings,
  ): Promise<readonly Problem<RuleId>[]> {
    const { documents, inspections } = this.#knowledge;
    const said = new Set<string>();
    for (const cell of documents.all().filter((each) => notebookOf(each.uri) === uri)) {
      const inCell = await inspections.inspection(cell, chosen);
      for (const problem of inCell.problems) said.add(contentOf(problem, inCell.look));
    }
    return problems.filter((problem) => !said.has(contentOf(problem, look)));
  }

  #send(uri: string, items: Diagnostic[]): void {
    const before = this.#sent.get(uri);
    const text = JSON.stringify(items);
    if (before ? before.text === text : items.length === 0) return;
    const total = this.#total - (before?.count ?? 0);
    const isTooMuch = total + items.length > MOST;
    if (isTooMuch && !this.#isTooMuch) this.#sayTooMuch();
    this.#isTooMuch ||= isTooMuch;
    const shown = isTooMuch ? [] : items;
    if (!before && shown.length === 0) return;
    this.#total = total + shown.length;
    if (shown.length > 0) this.#sent.set(uri, { count: shown.length, text });
    else this.#sent.delete(uri);
    void this.#knowledge.connection.sendDiagnostics({ uri, diagnostics: shown });
  }

  #sayTooMuch(): void {
    this.#knowledge.connection.console.warn(
      `There are more than ${MOST} problems in files that are not open. The others are shown when their files are opened, ` +
        'and by `cartotoken check`.',
    );
  }
}

/** What is said, wherever it stands. */
function contentOf({ rule, span }: Problem<RuleId>, look: Look): string {
  return `${rule} ${fingerprintAt(look, span) ?? ''}`;
}
