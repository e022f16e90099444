import path from 'node:path';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import {
  IGNORE_FILE,
  type IgnoreEntry,
  isIgnoreFile,
  parseIgnoreFile,
} from '../../core/credentials/ignore-file.ts';
import { type Conditions, inspectIgnoreFile, type RuleId } from '../../core/inspect.ts';
import type { Problem } from '../../core/problem.ts';
import type { OnUnreadable } from '../../disk/errors.ts';
import { kindAt } from '../../disk/kind.ts';
import { type IgnoreFile, IgnoreFiles, readIgnoreFile } from '../../files/ignore-files.ts';
import { keyOf } from './declarations.ts';
import { folderOf, pathOf, pathsOf } from './folders.ts';

/** How long nothing must change before that is told, in milliseconds: a pause in typing. */
const QUIET = 200;

/** What stands in an ignore file that is there, or would be. */
export interface IgnoreFileText {
  readonly uri: string;
  /** Undefined where it is yet to be made. */
  readonly text: string | undefined;
}

/** What `.cartotokenignore` files say of documents: open ones as they are typed, the others as they are on disk. */
export class Ignored {
  readonly #documents: { all(): readonly TextDocument[] };
  readonly #folders: () => readonly string[];
  readonly #onChange: () => void;
  readonly #onUnreadable: OnUnreadable;
  #files: IgnoreFiles | undefined;
  /** What all files of the workspace were judged by. */
  #judgedBy: IgnoreFiles | undefined;
  #telling: NodeJS.Timeout | undefined;

  /**
   * @param folders the URIs of the workspace's folders
   * @param onChange told once they have changed and it is quiet, so that what is said of documents can be said anew
   * @param onUnreadable told of one that is there and cannot be read
   */
  constructor(
    documents: { all(): readonly TextDocument[] },
    folders: () => readonly string[],
    onChange: () => void,
    onUnreadable: OnUnreadable,
  ) {
    this.#documents = documents;
    this.#folders = folders;
    this.#onChange = onChange;
    this.#onUnreadable = onUnreadable;
  }

  leavesOut(uri: string): boolean {
    const file = pathOf(uri);
    return file !== undefined && this.#filesFor(file).isLeftOut(file);
  }

  ignoredCredential(uri: string, fingerprint: string): IgnoreEntry | undefined {
    const file = pathOf(uri);
    return file === undefined
      ? undefined
      : this.#filesFor(file).ignoredCredential(file, fingerprint);
  }

  /**
   * The ignore file of the workspace's folder that a document is in; undefined where it is in none on this machine's disk, or
   * what has its name there is no file.
   */
  fileFor(uri: string): IgnoreFileText | undefined {
    const folder = folderOf(this.#folders(), uri);
    const top = folder === undefined ? undefined : pathOf(folder);
    if (top === undefined) return undefined;
    const full = path.join(top, IGNORE_FILE);
    if (!isFileOrFree(full)) return undefined;
    return {
      uri: this.#open(full)?.uri ?? URI.file(full).toString(),
      text: this.#read(full),
    };
  }

  /** The ignore files that were met. */
  get all(): readonly IgnoreFile[] {
    return this.files.all;
  }

  /** Takes note that all files of the workspace were looked at and judged by what ignore files say now. */
  allJudged(by: IgnoreFiles): void {
    if (this.#judgedBy === by) return;
    this.#judgedBy = by;
    if (by.all.length > 0) this.#onChange();
  }

  /** The problems of an ignore file as it stands there or is typed: whether its entries do anything is known once all is judged. */
  problemsOf(uri: string, text: string, conditions: Conditions): Problem<RuleId>[] {
    const { files } = this;
    const full = pathOf(uri);
    // What a link leads to may be anybody's, and is not quoted.
    if (full !== undefined && !isFileOrFree(full)) return [];
    const file = files.at(full ?? '');
    const isUnused = (entry: IgnoreEntry) => {
      const same = file?.entries.find(
        ({ kind, value }) => kind === entry.kind && value === entry.value,
      );
      return file !== undefined && same !== undefined && files.isUnused(file, same);
    };
    const isKnown = this.#judgedBy === files;
    return inspectIgnoreFile(parseIgnoreFile(text), conditions, isKnown ? isUnused : undefined);
  }

  /** Takes note of an open document's having been opened, edited or closed. */
  changedInEditor({ uri }: TextDocument): void {
    if (isIgnoreFile(uri)) this.reload();
  }

  /** Forgets what was read. */
  reload(): void {
    this.#files = undefined;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(this.#onChange, QUIET);
  }

  /** What is read of them: those that a walk or a document has come upon. */
  get files(): IgnoreFiles {
    this.#files ??= new IgnoreFiles(pathsOf(this.#folders()), (full) => this.#read(full));
    return this.#files;
  }

  /** With those read that speak of a file. */
  #filesFor(file: string): IgnoreFiles {
    this.files.readUpFrom(path.dirname(file));
    return this.files;
  }

  #read(full: string): string | undefined {
    const open = isFileOrFree(full) ? this.#open(full) : undefined;
    return open ? open.getText() : readIgnoreFile(full, this.#onUnreadable);
  }

  #open(full: string): TextDocument | undefined {
    const key = URI.file(full).toString();
    return this.#documents.all().find(({ uri }) => keyOf(uri) === key);
  }
}

/** Whether a file has that name, or nothing yet: no link, and no pipe. */
function isFileOrFree(full: string): boolean {
  return ['file', undefined].includes(kindAt(full));
}
