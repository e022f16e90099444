import { setTimeout } from 'node:timers/promises';
import type { Connection } from 'vscode-languageserver';
import { DEFAULT_SETTINGS, readSettings, type Settings } from '../../core/settings.ts';

const SECTION = 'cartotoken';

/** How long an editor is waited for that has said that it can be asked, in milliseconds. */
const PATIENCE = 10_000;

/** The settings of documents: asked for once, for each document by itself where the editor can tell them apart. */
export class SettingsStore {
  readonly #connection: Connection;
  readonly #canAsk: boolean;
  /** What an editor that cannot be asked has told. */
  #told: Settings = DEFAULT_SETTINGS;
  readonly #said = new Set<string>();
  readonly #asked = new Map<string, Promise<Settings>>();

  readonly #onLate: () => void;

  /**
   * @param told what the editor gave when it started the server
   * @param onLate told that settings have come for which defaults were used meanwhile
   */
  constructor(connection: Connection, canAsk: boolean, told: unknown, onLate: () => void) {
    this.#connection = connection;
    this.#canAsk = canAsk;
    this.#onLate = onLate;
    this.#told = this.#read(told);
  }

  of(uri: string): Promise<Settings> {
    if (!this.#canAsk) return Promise.resolve(this.#told);
    const known = this.#asked.get(uri);
    if (known) return known;
    const asked = this.ask(uri, SECTION, (section) => {
      if (this.#asked.get(uri) !== asked) return;
      this.#asked.set(uri, Promise.resolve(this.#read(section)));
      this.#onLate();
    }).then((section) => this.#read(section));
    this.#asked.set(uri, asked);
    return asked;
  }

  /**
   * A section of the settings as the editor has it.
   *
   * @param onLate told what it is where the answer comes after that
   * @returns undefined where the editor cannot be asked, refuses, or does not answer in time
   */
  async ask(
    scopeUri: string,
    section: string,
    onLate: (section: unknown) => void = () => undefined,
  ): Promise<unknown> {
    if (!this.#canAsk) return undefined;
    const answered = this.#connection.workspace
      .getConfiguration({ scopeUri, section })
      .catch(() => undefined);
    const late = new AbortController();
    const inTime = setTimeout(PATIENCE, undefined, { signal: late.signal }).then(
      () => {
        this.#warn(`The editor does not say what ${section} is set to. The default is used.`);
        void answered.then(onLate);
      },
      () => undefined,
    );
    return Promise.race([answered, inTime]).finally(() => late.abort());
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

  /** Once, though each document is asked about by itself. */
  #warn(words: string): void {
    if (!this.#said.has(words)) this.#connection.console.warn(words);
    this.#said.add(words);
  }

  #read(section: unknown): Settings {
    return readSettings(section, (words) => this.#warn(words));
  }
}
