import * as vscode from 'vscode';
import { fingerprintOf } from '../core/credentials/fingerprint.ts';
import type { Log } from './log.ts';
import { sayDone } from './say-done.ts';
import { setting } from './settings.ts';

/** No timer of JavaScript's is longer, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** The clipboard, for what holds a credential: cleared again where the user has set that. */
export class CredentialClipboard implements vscode.Disposable {
  readonly #log: Log;
  #clearing: NodeJS.Timeout | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Copies a text, and says so. @param name what was copied, as it may be shown */
  async put(text: string, name: string): Promise<void> {
    await vscode.env.clipboard.writeText(text);
    clearTimeout(this.#clearing);
    const seconds = setting('cartotoken.clipboard.clearAfter');
    if (seconds > 0) {
      // Not the text: it would stay in memory for as long.
      const mark = fingerprintOf(text);
      this.#clearing = setTimeout(() => void this.#clear(mark), Math.min(seconds * 1000, LONGEST));
    }
    const said =
      seconds > 0
        ? vscode.l10n.t('Copied {0}. The clipboard will be cleared in {1} seconds.', name, seconds)
        : vscode.l10n.t('Copied {0}', name);
    sayDone(said);
  }

  /** Nothing can be cleared any more. */
  dispose(): void {
    clearTimeout(this.#clearing);
  }

  /** What was copied since is not ours. */
  async #clear(mark: string): Promise<void> {
    try {
      const { clipboard } = vscode.env;
      if (fingerprintOf(await clipboard.readText()) === mark) await clipboard.writeText('');
    } catch (error) {
      this.#log.warn('The clipboard could not be cleared.', error);
    }
  }
}
