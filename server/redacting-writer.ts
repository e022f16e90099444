import type { Disposable, Event, Message, MessageWriter } from 'vscode-languageserver/node';
import { visibleLines } from '../core/control-characters.ts';
import type { Redactor } from '../core/credentials/redact.ts';
import { mapStrings } from '../core/json/map-strings.ts';

/** What has to be as it is: names of files and where links lead, what an edit writes into the user's own text, and fingerprints. All else may be shown. */
const EXACT = /uri$|^(?:newText|fingerprint|target)$/i;
/** Here the name, too, by which an editor knows its own progress. */
const PROGRESS = /^\$\/progress$|^window\/workDoneProgress\//;
/** What goes into logs and notifications, in which file names could play tricks. */
const SHOWN_AS_IT_IS = new Set([
  'window/logMessage',
  'window/showMessage',
  'window/showMessageRequest',
]);

/** The one door that every message of the language server goes through, whatever it answers or tells: without credentials. */
export class RedactingWriter implements MessageWriter {
  readonly onError: Event<[Error, Message | undefined, number | undefined]>;
  readonly onClose: Event<void>;
  readonly #writer: MessageWriter;
  readonly #redactor: Redactor;

  constructor(writer: MessageWriter, redactor: Redactor) {
    this.#writer = writer;
    this.#redactor = redactor;
    this.onError = writer.onError;
    this.onClose = writer.onClose;
  }

  write(message: Message): Promise<void> {
    const method = 'method' in message ? message.method : undefined;
    const isForPeople = typeof method === 'string' && SHOWN_AS_IT_IS.has(method);
    const isProgress = typeof method === 'string' && PROGRESS.test(method);
    const safe = (text: string, key: string | undefined) => {
      if (key !== undefined && EXACT.test(key)) return text;
      if (key === 'token' && isProgress) return text;
      const redacted = this.#redactor.redact(text);
      return isForPeople ? visibleLines(redacted) : redacted;
    };
    const { jsonrpc, ...rest } = message;
    const redacted = Object.fromEntries(
      Object.entries(rest).map(([name, value]) => [
        name,
        name === 'id' || name === 'method' ? value : mapStrings(value, safe),
      ]),
    );
    return this.#writer.write({ jsonrpc, ...redacted });
  }

  end(): void {
    this.#writer.end();
  }

  dispose(): void {
    (this.#writer satisfies Disposable).dispose();
  }
}
