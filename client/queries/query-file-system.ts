import * as vscode from 'vscode';
import type { Queries } from './queries.ts';
import { QUERY_SCHEME } from './query-uri.ts';

/**
 * The queries of declarations as files of their own, so that they are edited, saved and compared like any other.
 * Registered with the activation; what does the work reads declarations, and is loaded with the first query.
 */
export class QueryFileSystem implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #state: vscode.Memento;
  readonly #change = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#change.event;
  readonly #registration: vscode.Disposable;
  #queries: Promise<Queries> | undefined;

  /** @param state the workspace's: it outlives the window, as tabs do */
  constructor(state: vscode.Memento) {
    this.#state = state;
    this.#registration = vscode.workspace.registerFileSystemProvider(QUERY_SCHEME, this, {
      isCaseSensitive: true,
    });
  }

  /** Opens the query at the cursor, or one that the user chooses. */
  async edit(editor: vscode.TextEditor): Promise<void> {
    await (await this.#load()).edit(editor);
  }

  watch(uri: vscode.Uri): vscode.Disposable {
    const watching = this.#load().then((queries) => queries.watch(uri));
    return new vscode.Disposable(() => void watching.then((watcher) => watcher.dispose()));
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.#load()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.#load()).readFile(uri);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await (await this.#load()).writeFile(uri, content);
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#change.dispose();
    void this.#queries?.then((queries) => queries.dispose());
  }

  #load(): Promise<Queries> {
    this.#queries ??= import('./queries.ts').then(
      ({ Queries }) => new Queries(this.#state, (changes) => this.#change.fire(changes)),
    );
    return this.#queries;
  }
}
