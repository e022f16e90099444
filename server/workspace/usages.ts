import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import { type CredentialKind, findCandidates } from '../../core/credentials/candidates.ts';
import { compare } from '../../core/problem.ts';
import { TooLargeError } from '../../disk/errors.ts';
import { listFiles } from '../../files/list.ts';
import { readText } from '../../files/read-text.ts';
import type { FindUsagesResult, SkippedFile, SoughtCredential, Usage } from '../protocol.ts';
import { range } from '../ranges.ts';
import { keyOf } from './declarations.ts';

/** What is larger is not read, in bytes: it is data, and reading it would take the memory of the editor. */
export const LARGEST = 20 * 1024 * 1024;
/** How many files are read at the same time. */
const READERS = 4;
/** After how long other requests get their turn, in milliseconds. */
const SLICE = 8;
/** After how many candidates is looked at the clock. */
const LOOK = 256;

/** Where is looked. */
export interface SearchedPlaces {
  /** The URIs of the workspace's folders. Those that are not on this machine's disk are passed over. */
  readonly folders: readonly string[];
  /** Open texts as they are typed, which stand for what the disk has of them. */
  readonly open: readonly { readonly uri: string; getText(): string }[];
}

/**
 * Looks for credentials in open texts and in all files of the folders: also in those that git ignores, which is where
 * credentials belong. What is found, is in the order of the files.
 *
 * @throws what the signal is aborted with
 */
export async function findUsages(
  credentials: readonly SoughtCredential[],
  { folders, open }: SearchedPlaces,
  signal: AbortSignal,
): Promise<Pick<FindUsagesResult, 'usages' | 'skipped'>> {
  const search = new Search(credentials, signal);
  const shown = new Set(open.map(({ uri }) => keyOf(uri)));
  for (const document of open) await search.look(document.uri, document.getText());

  const onDisk = folders
    .map((folder) => URI.parse(folder))
    .filter(({ scheme }) => scheme === 'file');
  const unreadable = (path: string) => search.skip(URI.file(path).toString(), 'unreadable');
  const paths = await listFiles(
    onDisk.map(({ fsPath }) => fsPath),
    unreadable,
    { includesIgnored: true, signal },
  );
  const files = paths.values();
  const read = async () => {
    for (const path of files) {
      const uri = URI.file(path).toString();
      if (shown.has(uri)) continue;
      await search.lookInto(uri, path);
    }
  };
  await Promise.all(Array.from({ length: READERS }, read));
  return search.result();
}

class Search {
  readonly #wanted: ReadonlySet<string>;
  readonly #kinds: ReadonlySet<CredentialKind>;
  readonly #signal: AbortSignal;
  readonly #usages: Usage[] = [];
  readonly #skipped: SkippedFile[] = [];
  #deadline = 0;

  constructor(credentials: readonly SoughtCredential[], signal: AbortSignal) {
    this.#wanted = new Set(credentials.map(({ fingerprint }) => fingerprint));
    this.#kinds = new Set(credentials.map(({ kind }) => kind));
    this.#signal = signal;
  }

  skip(uri: string, reason: SkippedFile['reason']): void {
    this.#skipped.push({ uri, reason });
  }

  async lookInto(uri: string, path: string): Promise<void> {
    await this.#breathe();
    let text: string | undefined;
    try {
      text = await readText(path, { bound: LARGEST });
    } catch (error) {
      if (error instanceof TooLargeError) return this.skip(uri, 'too-large');
      // Deleted while we looked: nothing to report.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') this.skip(uri, 'unreadable');
      return;
    }
    if (text === undefined) this.skip(uri, 'binary');
    else await this.look(uri, text);
  }

  async look(uri: string, text: string): Promise<void> {
    await this.#breathe();
    let document: TextDocument | undefined;
    let count = 0;
    for (const kind of this.#kinds) {
      for (const { span, value } of findCandidates(text, kind)) {
        count += 1;
        if (count % LOOK === 0) await this.#breathe();
        // Node's own, and not core's: there may be millions.
        const fingerprint = createHash('sha256').update(value).digest('hex');
        if (!this.#wanted.has(fingerprint)) continue;
        document ??= TextDocument.create(uri, '', 0, text);
        this.#usages.push({ fingerprint, uri, range: range(document, span) });
      }
    }
  }

  result(): Pick<FindUsagesResult, 'usages' | 'skipped'> {
    const byPlace = (a: Usage, b: Usage) =>
      compare(a.uri, b.uri) ||
      a.range.start.line - b.range.start.line ||
      a.range.start.character - b.range.start.character;
    return {
      usages: this.#usages.sort(byPlace),
      skipped: this.#skipped.sort((a, b) => compare(a.uri, b.uri)),
    };
  }

  /** Lets other requests have their turn, and ends the search where nobody waits for it any more. */
  async #breathe(): Promise<void> {
    if (performance.now() > this.#deadline) {
      await setImmediate();
      this.#deadline = performance.now() + SLICE;
    }
    this.#signal.throwIfAborted();
  }
}
