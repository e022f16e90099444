import * as vscode from 'vscode';

/** A `globalState` or `workspaceState`, shared by as many windows as are given it. */
export class FakeMemento implements vscode.Memento {
  readonly #values = new Map<string, string>();

  keys(): readonly string[] {
    return [...this.#values.keys()];
  }

  get<T>(key: string, fallback?: T): T | undefined {
    const value = this.#values.get(key);
    return value === undefined ? fallback : JSON.parse(value);
  }

  async update(key: string, value: unknown): Promise<void> {
    this.#values.set(key, JSON.stringify(value));
  }

  /** All that is in it. */
  get text(): string {
    return JSON.stringify([...this.#values]);
  }
}

/** A system's keyring; several windows may have one. */
export class FakeKeyring implements vscode.SecretStorage {
  readonly values = new Map<string, string>();
  readonly #change = new vscode.EventEmitter<vscode.SecretStorageChangeEvent>();
  readonly onDidChange = this.#change.event;
  /** Whether it is there at all, or takes what it forgets. */
  mood: 'works' | 'is missing' | 'forgets' = 'works';

  async keys(): Promise<string[]> {
    return [...this.values.keys()];
  }

  async get(key: string): Promise<string | undefined> {
    return this.values.get(key);
  }

  async store(key: string, value: string): Promise<void> {
    if (this.mood === 'is missing') throw new Error('no keyring is running');
    if (this.mood === 'works') this.values.set(key, value);
    this.#change.fire({ key });
  }

  async delete(key: string): Promise<void> {
    this.values.delete(key);
    this.#change.fire({ key });
  }
}
