import type { Range } from '../problem.ts';
import type { Namesake } from './circumstances.ts';
import type { DeclarationKind } from './declaration.ts';

/** A name that a file declares. */
export interface DeclaredName {
  readonly kind: DeclarationKind;
  readonly name: string;
  /** Between the quotes. */
  readonly range: Range;
}

/** The names that the declarations of a workspace declare. Names are unique among credentials of a kind. */
export class DeclaredNames {
  readonly #byFile = new Map<string, DeclaredName>();
  readonly #byName = new Map<string, Map<string, Namesake>>();

  /**
   * What a file declares now.
   *
   * @param path the file as a person knows it
   * @param declared nothing where it is gone, or has no name
   * @returns whether that is another name than before
   */
  set(uri: string, path: string, declared: DeclaredName | undefined): boolean {
    const before = this.#byFile.get(uri);
    const isSame = before?.kind === declared?.kind && before?.name === declared?.name;
    if (before) this.#forget(uri, keyOf(before.kind, before.name));
    if (!declared) {
      this.#byFile.delete(uri);
      return !isSame;
    }
    this.#byFile.set(uri, declared);
    const key = keyOf(declared.kind, declared.name);
    const files = this.#byName.get(key) ?? new Map<string, Namesake>();
    this.#byName.set(key, files.set(uri, { uri, path, range: declared.range }));
    return !isSame;
  }

  #forget(uri: string, key: string): void {
    const files = this.#byName.get(key);
    files?.delete(uri);
    if (files?.size === 0) this.#byName.delete(key);
  }

  /** The other files that declare a name. */
  namesakes(uri: string, kind: DeclarationKind, name: string): Namesake[] {
    return [...(this.#byName.get(keyOf(kind, name))?.values() ?? [])].filter(
      (namesake) => namesake.uri !== uri,
    );
  }
}

function keyOf(kind: DeclarationKind, name: string): string {
  return `${kind} ${name}`;
}
