import type { Connection } from 'vscode-languageserver';
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../../core/settings.ts';

const SECTION = 'cartotoken';

/** The settings of documents: asked for once, for each document by itself where the editor can tell them apart. */
export class SettingsStore {
  readonly #connection: Connection;
  readonly #canAsk: boolean;
  /** What an editor that cannot be asked has told. */
  #told: Settings = DEFAULT_SETTINGS;
  readonly #said = new Set<string>();
  readonly #asked = new Map<string, Promise<Settings>>();

  /** @param told what the editor gave when it started the server */
  constructor(connection: Connection, canAsk: boolean, told: unknown) {
    this.#connection = connection;
    this.#canAsk = canAsk;
    this.#told = this.#read(told);
  }

  of(uri: string): Promise<Settings> {
    if (!this.#canAsk) return Promise.resolve(this.#told);
    const known = this.#asked.get(uri);
    if (known) return known;
    const asked = this.#connection.workspace
      .getConfiguration({ scopeUri: uri, section: SECTION })
      .then(
        (section) => this.#read(section),
        () => DEFAULT_SETTINGS,
      );
    this.#asked.set(uri, asked);
    return asked;
  }

  /** Takes note that settings have changed. @param settings what an editor says that tells them */
  changed(settings: unknown): void {
    this.#asked.clear();
    if (typeof settings === 'object' && settings !== null && SECTION in settings) {
      this.#told = this.#read(settings[SECTION as keyof typeof settings]);
    }
  }

  forget(uri: string): void {
    this.#asked.delete(uri);
  }

  #read(section: unknown): Settings {
    return readSettings(section, (words) => {
      // Each document is asked about by itself.
      if (!this.#said.has(words)) this.#connection.console.warn(words);
      this.#said.add(words);
    });
  }
}
