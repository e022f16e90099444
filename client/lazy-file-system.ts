import * as vscode from 'vscode';

/** What does the work of a file system of ours: files are read and saved in it, and nothing else is done with them. */
export interface Files extends vscode.Disposable {
  watch(uri: vscode.Uri): vscode.Disposable;
  stat(uri: vscode.Uri): Promise<vscode.FileStat>;
  readFile(uri: vscode.Uri): Promise<Uint8Array>;
  writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void>;
}

/** Tells VS Code which files have changed. */
export type Tell = (changes: vscode.FileChangeEvent[]) => void;

/** A file system of ours: registered with the activation; what does the work is loaded with the first file. */
export class LazyFileSystem<Work extends Files>
  implements vscode.FileSystemProvider, vscode.Disposable
{
  readonly #loader: (tell: Tell) => Promise<Work>;
  readonly #change = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#change.event;
  readonly #registration: vscode.Disposable;
  #work: Promise<Work> | undefined;

  /** @param loader where it throws, it is tried again the next time */
  constructor(scheme: string, loader: (tell: Tell) => Promise<Work>) {
    this.#loader = loader;
    this.#registration = vscode.workspace.registerFileSystemProvider(scheme, this, {
      isCaseSensitive: true,
    });
  }

  watch(uri: vscode.Uri): vscode.Disposable {
    const watching = this.load().then((work) => work.watch(uri));
    return new vscode.Disposable(() => {
      watching.then((watcher) => watcher.dispose()).catch(() => undefined);
    });
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.load()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.load()).readFile(uri);
  }

  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    await (await this.load()).writeFile(uri, content);
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
    this.#work?.then((work) => work.dispose()).catch(() => undefined);
  }

  protected load(): Promise<Work> {
    this.#work ??= this.#loader((changes) => this.#change.fire(changes)).catch((error: unknown) => {
      this.#work = undefined;
      throw error;
    });
    return this.#work;
  }
}
