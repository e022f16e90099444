import type { TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Namesake } from '../../core/declarations/circumstances.ts';
import {
  type Declaration,
  type DeclarationKind,
  declarationName,
  isDeclarationPath,
} from '../../core/declarations/declaration.ts';
import { type DeclaredName, DeclaredNames } from '../../core/declarations/names.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { TOKEN_SCHEME } from '../protocol.ts';
import { range } from '../ranges.ts';
import { pathWithin } from './folders.ts';

/** How long nothing must happen before what happened is looked at, in milliseconds. */
const QUIET = 200;

/** The language id that the extension gives declarations. */
const DECLARATION_LANGUAGE = 'cartotoken';

/** The workspace's files, as far as declarations go. */
export interface DeclarationFiles {
  /** The URIs of the declarations in a folder and below. Never throws. */
  list(folder: string): Promise<string[]>;
  /** A file's text, or undefined where it cannot be read. Never throws. */
  read(uri: string): Promise<string | undefined>;
}

/** A declaration with the text it was read from. */
export interface Declared {
  readonly uri: string;
  readonly document: TextDocument;
  readonly declaration: Declaration;
}

/**
 * The declarations of the workspace: open ones as they are typed, the others as they are on disk. Each is parsed
 * once for each version.
 */
export class WorkspaceDeclarations {
  readonly #documents: Pick<TextDocuments<TextDocument>, 'get' | 'all'>;
  readonly #files: DeclarationFiles;
  readonly #onNames: () => void;
  readonly #onLook: () => void;
  readonly #parsed = new WeakMap<TextDocument, { version: number; declaration: Declaration }>();
  readonly #closed = new Map<string, TextDocument>();
  /** Files that are gone, though an editor may keep their texts a while. */
  readonly #deleted = new Set<string>();
  readonly #names = new DeclaredNames();
  #folders: readonly string[];
  #loaded: Promise<void> | undefined;
  #reloading: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;
  /** Grows when a name comes, goes or moves to another file. */
  namesGeneration = 0;

  /**
   * @param folders the URIs of the workspace's folders
   * @param onNames told once names have changed and it is quiet, so that what is said of other files can be said anew
   * @param onLook told once the folders were looked through again
   */
  constructor(
    documents: Pick<TextDocuments<TextDocument>, 'get' | 'all'>,
    files: DeclarationFiles,
    folders: readonly string[],
    onNames: () => void,
    onLook: () => void = () => {},
  ) {
    this.#documents = documents;
    this.#files = files;
    this.#folders = folders;
    this.#onNames = onNames;
    this.#onLook = onLook;
  }

  /** What an open document declares, or undefined where it is no declaration. */
  of(document: TextDocument): Declared | undefined {
    if (!isDeclaration(document)) return undefined;
    return { uri: document.uri, document, declaration: this.#parse(document) };
  }

  /** Every declaration that is known: open or on disk. */
  all(): Declared[] {
    const open = this.#documents
      .all()
      .filter(({ uri }) => !this.#deleted.has(keyOf(uri)))
      .flatMap((document) => this.of(document) ?? []);
    const isOpen = new Set(open.map(({ uri }) => keyOf(uri)));
    const closed = [...this.#closed.values()].filter(({ uri }) => !isOpen.has(uri));
    return [
      ...open,
      ...closed.map((document) => ({
        uri: document.uri,
        document,
        declaration: this.#parse(document),
      })),
    ];
  }

  /** What a file that is not open declares, or undefined where it is no declaration that is known. @param key its URI */
  closed(key: string): Declared | undefined {
    const document = this.#closed.get(key);
    return document && { uri: key, document, declaration: this.#parse(document) };
  }

  /** The other declarations of a name. A token of an account has none: it is what they declare. */
  namesakes(uri: string, kind: DeclarationKind, name: string): Namesake[] {
    if (isToken(uri)) return [];
    return this.#names.namesakes(keyOf(uri), kind, name);
  }

  /** Looks through the folders, once; until then only open declarations are known. Never throws. */
  load(): Promise<void> {
    this.#loaded ??= this.#look();
    return this.#loaded;
  }

  /** Looks through the folders for what somebody else has seen there: for the first time, or anew once it is quiet. Never throws. */
  loadAgain(): Promise<void> {
    if (!this.#loaded) return this.load();
    this.reload();
    return this.#loaded;
  }

  /** The folders of the workspace are others now. */
  setFolders(folders: readonly string[]): void {
    this.#folders = folders;
    this.reload();
  }

  /**
   * Looks through the folders anew, once it is quiet: a folder that is renamed or deleted says nothing of the files in
   * it, and a build may make many. Does nothing before the first look.
   */
  reload(): void {
    if (!this.#loaded) return;
    clearTimeout(this.#reloading);
    this.#reloading = setTimeout(() => {
      this.#loaded = this.#loaded?.then(() => this.#look()).then(this.#onLook);
    }, QUIET);
  }

  async #look(): Promise<void> {
    const found = (await Promise.all(this.#folders.map((each) => this.#files.list(each)))).flat();
    const keys = new Set(found.map(keyOf));
    for (const key of [
      ...this.#closed.keys(),
      ...this.#documents.all().map(({ uri }) => keyOf(uri)),
    ]) {
      if (!keys.has(key) && this.#closed.delete(key)) {
        // An editor may keep the text of a file that is gone a while.
        this.#deleted.add(key);
        this.#note(key);
      }
    }
    for (const key of keys) {
      const text = await this.#files.read(key);
      if (text === undefined) continue;
      if (this.#closed.get(key)?.getText() !== text) {
        this.#closed.set(key, TextDocument.create(key, DECLARATION_LANGUAGE, 0, text));
      }
      this.#deleted.delete(key);
      this.#note(key);
    }
  }

  /** Takes note of an open document's having been opened, edited or closed. */
  changedInEditor(document: TextDocument): void {
    if (!isDeclaration(document)) return;
    this.#deleted.delete(keyOf(document.uri));
    this.#note(document.uri);
  }

  /** The file as a person knows it: relative to its folder of the workspace. */
  pathOf(uri: string): string {
    const { path } = URI.parse(uri);
    return pathWithin(this.#folders, uri) ?? path.split('/').at(-1) ?? path;
  }

  #note(uri: string): void {
    const key = keyOf(uri);
    const open = this.#documents.all().find((each) => keyOf(each.uri) === key);
    const document =
      this.#deleted.has(key) || isToken(key) ? undefined : (open ?? this.#closed.get(key));
    const changed = this.#names.set(
      key,
      this.pathOf(uri),
      document && declaredName(document, this.#parse(document)),
    );
    if (!changed) return;
    this.namesGeneration += 1;
    clearTimeout(this.#telling);
    this.#telling = setTimeout(this.#onNames, QUIET);
  }

  #parse(document: TextDocument): Declaration {
    const parsed = this.#parsed.get(document);
    if (parsed?.version === document.version) return parsed.declaration;
    const declaration = parseDeclaration(document.getText());
    this.#parsed.set(document, { version: document.version, declaration });
    return declaration;
  }
}

function declaredName(
  document: TextDocument,
  { kind, name }: Declaration,
): DeclaredName | undefined {
  return name && { kind, name: name.value, range: range(document, name.span) };
}

/** By language or by name: other editors know the name, an untitled document has only the language. */
export function isDeclaration({ languageId, uri }: TextDocument): boolean {
  return languageId === DECLARATION_LANGUAGE || isDeclarationPath(uri);
}

/** Whether a document is a token of an account that is being edited. */
export function isToken(uri: string): boolean {
  return uri.startsWith(`${TOKEN_SCHEME}:`);
}

/** The file's own name for a declaration: what was never saved has none. */
export function fileNameOf(uri: string): string | undefined {
  return uri.startsWith('untitled:') ? undefined : declarationName(URI.parse(uri).path);
}

/** Editors encode URIs differently; the same file has one key. */
export function keyOf(uri: string): string {
  return URI.parse(uri).toString();
}
