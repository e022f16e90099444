import * as vscode from 'vscode';
import { declarationName } from '../../core/declarations/declaration.ts';
import { escaped } from '../../core/json/edits.ts';
import { shown } from '../../core/wording.ts';
import { openUris } from '../open-uris.ts';
import { chooseQuery } from './choose-query.ts';
import { openDocument, textOf } from './declaration-text.ts';
import { fingerprint, follow, type Place } from './place.ts';
import { type Listener, QueryFile, type Reading, read } from './query-file.ts';
import { QUERY_SCHEME, queryUri } from './query-uri.ts';

/** Where the places of queries are kept, so that a window that is reloaded goes on with the same grants. */
const PLACES = 'cartotoken.queries';

/** A file's size may be a million at most: VS Code asks before it opens larger ones. */
const SIZE_DIGITS = 5;

/** The queries that are open as files of their own. A bundle of its own, with all that reads declarations. */
export class Queries implements vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #files = new Map<string, QueryFile>();
  readonly #listener: Listener;
  readonly #subscriptions: vscode.Disposable;

  constructor(state: vscode.Memento, tell: (changes: vscode.FileChangeEvent[]) => void) {
    this.#state = state;
    this.#listener = { changed: (change) => tell([change]), moved: () => this.#keepPlaces() };
    for (const [uri, place] of Object.entries(state.get<Record<string, Place>>(PLACES, {}))) {
      this.#files.set(uri, new QueryFile(vscode.Uri.parse(uri, true), place, this.#listener));
    }

    const { onDidChangeTextDocument, onDidOpenTextDocument, onDidCloseTextDocument } =
      vscode.workspace;
    this.#subscriptions = vscode.Disposable.from(
      onDidChangeTextDocument(
        ({ document, contentChanges }) => contentChanges.length > 0 && this.#reread(document),
      ),
      onDidOpenTextDocument((document) => this.#reread(document)),
      onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === QUERY_SCHEME) this.#forgetClosed();
        for (const file of this.#filesOf(uri)) this.#lookAgain(file);
      }),
    );
  }

  /** Opens the query at the cursor, or one that the user chooses. */
  async edit({ document, selection }: vscode.TextEditor): Promise<void> {
    const before = read(document.getText());
    const chosen = await chooseQuery(before.declaration, document.offsetAt(selection.active));
    if (chosen === undefined) return;

    // The text may have changed while the user chose.
    const reading = read(document.getText());
    const index = follow({ index: chosen, marks: before.marks }, reading.marks);
    if (index === undefined)
      throw new Error(vscode.l10n.t('The grant was changed meanwhile. Choose it again.'));
    this.#forgetClosed();
    const source = reading.declaration.grants[index]?.source;
    const file =
      this.#filesOf(document.uri).find((each) => each.find(reading) === source) ??
      this.#create(document.uri, reading, index);
    const query =
      openDocument(file.uri) ??
      // Whatever the user's files are encoded in: these are ours.
      (await vscode.workspace.openTextDocument(file.uri, { encoding: 'utf8' }));
    await vscode.window.showTextDocument(query, { preview: false });
  }

  /** Looks again whenever the declaration changes on disk. What changes in an editor is seen anyway. */
  watch(uri: vscode.Uri): vscode.Disposable {
    const file = this.#file(uri);
    const { declaration } = file;
    if (declaration.scheme === 'untitled') return vscode.Disposable.from();
    const folder = vscode.Uri.joinPath(declaration, '..');
    const watcher = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, '*'), // its name may hold what patterns are made of
    );
    const look = (changed: vscode.Uri) => file.isOf(changed) && this.#lookAgain(file);
    return vscode.Disposable.from(
      watcher,
      watcher.onDidChange(look),
      watcher.onDidCreate(look),
      watcher.onDidDelete(look),
    );
  }

  /** @throws FileNotFound where the grant is gone, or grants no query any more */
  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const file = this.#file(uri);
    const query = await this.#look(file);
    if (query === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    const isReadonly = vscode.workspace.fs.isWritableFileSystem(file.declaration.scheme) === false;
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: file.mtime,
      // Not the true one: VS Code believes that a file of the same size is the same, and would save over a query that
      // was changed meanwhile to one of the same length.
      size: Number.parseInt(fingerprint(query).slice(0, SIZE_DIGITS), 16),
      ...(isReadonly ? { permissions: vscode.FilePermission.Readonly } : {}),
    };
  }

  /** @throws FileNotFound where the grant is gone, or grants no query any more */
  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    const query = await this.#look(this.#file(uri));
    if (query === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return new TextEncoder().encode(query);
  }

  /** Puts the query into its grant, as an edit of the declaration that can be undone there. @throws why it cannot */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const file = this.#file(uri);
    const written = decode(content);
    const document = await declarationOf(file);
    const reading = read(document.getText());
    const source = file.find(reading);
    if (!source) throw lost(file, reading);

    const query = asBefore(source.value, written);
    if (query === source.value) return;
    file.saves(query);
    const wasDirty = document.isDirty;
    const edit = new vscode.WorkspaceEdit();
    const { start, end } = source.span;
    const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
    edit.replace(document.uri, range, escaped(query));
    if (!(await vscode.workspace.applyEdit(edit))) {
      throw vscode.FileSystemError.Unavailable(
        vscode.l10n.t(
          '{0} could not be changed: it is read-only, or was being changed. Your SQL is still in this editor: save it again.',
          nameOf(file.declaration),
        ),
      );
    }
    // Where this fails, VS Code has said why, and the declaration stays open with what is not saved.
    if (!wasDirty) await document.save();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  #file(uri: vscode.Uri): QueryFile {
    const key = uri.toString();
    const known = this.#files.get(key);
    if (known) return known;
    const file = new QueryFile(uri, undefined, this.#listener);
    this.#files.set(key, file);
    return file;
  }

  #filesOf(declaration: vscode.Uri): QueryFile[] {
    return [...this.#files.values()].filter((file) => file.isOf(declaration));
  }

  /** A file for a query that has none. Its title tells it from those whose grants have moved since. */
  #create(declaration: vscode.Uri, reading: Reading, index: number): QueryFile {
    const name =
      reading.declaration.name?.value ||
      declarationName(declaration.path) ||
      vscode.l10n.t('declaration');
    const title = vscode.l10n
      .t('{0} · grant {1}', shown(name), index + 1)
      .replaceAll(/[\\/]/g, '-');
    const address = { declaration, grant: index };
    let uri = queryUri(title, address);
    for (let turn = 2; this.#files.has(uri.toString()); turn += 1) {
      uri = queryUri(`${title} (${turn})`, address);
    }
    const file = new QueryFile(uri, { index, marks: reading.marks }, this.#listener);
    this.#files.set(uri.toString(), file);
    this.#keepPlaces();
    return file;
  }

  /** The query as it is now. Undefined where it is gone. */
  async #look(file: QueryFile): Promise<string | undefined> {
    const text = await textOf(file.declaration);
    if (text !== undefined) return file.find(read(text))?.value;
    file.lose();
    return undefined;
  }

  /** Lets VS Code know what has become of a query. Where that cannot be read, it is as it was. */
  #lookAgain(file: QueryFile): void {
    this.#look(file).catch(() => undefined);
  }

  /** Follows the queries of a declaration through a change: the smaller the steps, the surer. */
  #reread(document: vscode.TextDocument): void {
    const files = this.#filesOf(document.uri);
    if (files.length === 0) return;
    const reading = read(document.getText());
    for (const file of files) file.find(reading);
  }

  #forgetClosed(): void {
    const open = openUris();
    for (const key of this.#files.keys()) if (!open.has(key)) this.#files.delete(key);
    this.#keepPlaces();
  }

  #keepPlaces(): void {
    const places = [...this.#files].flatMap(([key, { place }]) => (place ? [[key, place]] : []));
    void this.#state.update(PLACES, Object.fromEntries(places));
  }
}

/** @throws where it is nowhere any more */
async function declarationOf({ declaration }: QueryFile): Promise<vscode.TextDocument> {
  if ((await textOf(declaration)) === undefined) {
    throw vscode.FileSystemError.Unavailable(
      vscode.l10n.t(
        '{0}, which this query belongs to, was deleted, renamed or closed. Your SQL is still in this editor: copy it to where it belongs now.',
        nameOf(declaration),
      ),
    );
  }
  return openDocument(declaration) ?? vscode.workspace.openTextDocument(declaration);
}

function lost(file: QueryFile, { declaration }: Reading): vscode.FileSystemError {
  const name = nameOf(file.declaration);
  return vscode.FileSystemError.Unavailable(
    declaration.faults.length > 0
      ? vscode.l10n.t(
          '{0} is not valid JSON at the moment, and this query’s grant cannot be found in it. Your SQL is still in this editor: mend the declaration, then save again.',
          name,
        )
      : vscode.l10n.t(
          '{0} no longer has the grant of this query, or it grants no query any more. Your SQL is still in this editor: copy it into the grant it belongs to.',
          name,
        ),
  );
}

/** @throws where it is not UTF-8: what it means could only be guessed */
function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw vscode.FileSystemError.Unavailable(
      vscode.l10n.t(
        'A query is saved in UTF-8 only. Your SQL is still in this editor: choose “Save with Encoding” and UTF-8 in the status bar.',
      ),
    );
  }
}

/** What was saved, without what editors do to files at large: their own line breaks, and one at the very end. */
function asBefore(before: string, written: string): string {
  const text = before.includes('\r') ? written : written.replaceAll('\r\n', '\n');
  return before.endsWith('\n') ? text : text.replace(/(?<![\r\n])[\r\n]+$/, '');
}

function nameOf(declaration: vscode.Uri): string {
  return declaration.path.split('/').at(-1) ?? declaration.path;
}
