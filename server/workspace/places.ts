import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { Place } from '../../core/credentials/place.ts';
import { isFrontEnd } from '../../core/front-end/front-end.ts';
import type { OnUnreadable } from '../../disk/errors.ts';
import { namedBy } from '../../files/globs.ts';
import { Places } from '../../files/place.ts';
import { isOfProject } from '../../files/projects.ts';
import { pathOf, pathsOf, pathWithin } from './folders.ts';

/** Whether a file, named by its URI, may tell where others stand. */
export function tellsPlaces(uri: string): boolean {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return name === '.gitignore' || isOfProject(name);
}

/** Where documents stand, as long as nothing changes that {@link tellsPlaces}: each folder is looked into once. */
export class DocumentPlaces {
  readonly #folders: readonly string[];
  readonly #onUnreadable: OnUnreadable;
  /** By the globs of what is for development only. */
  readonly #onDisk = new Map<string, Places>();

  /**
   * @param folders the URIs of the workspace's folders
   * @param onUnreadable told of what would tell more, and cannot be read
   */
  constructor(folders: readonly string[], onUnreadable: OnUnreadable) {
    this.#folders = folders;
    this.#onUnreadable = onUnreadable;
  }

  /**
   * Where a document stands. Of what is not on this machine's disk only its URI and its language tell.
   *
   * @param development globs of what is for development only
   */
  of(
    { uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>,
    development: readonly string[],
  ): Promise<Place> {
    const file = pathOf(uri);
    return file === undefined
      ? Promise.resolve(this.#elsewhere(uri, languageId, development))
      : this.#placesBy(development).of(file, languageId);
  }

  #placesBy(development: readonly string[]): Places {
    const globs = development.join('\0');
    const places =
      this.#onDisk.get(globs) ??
      new Places(pathsOf(this.#folders), development, this.#onUnreadable);
    this.#onDisk.set(globs, places);
    return places;
  }

  #elsewhere(uri: string, language: string, development: readonly string[]): Place {
    const { path } = URI.parse(uri);
    const within = pathWithin(this.#folders, uri) ?? path.slice(path.lastIndexOf('/') + 1);
    return {
      path,
      language,
      isFrontEnd: isFrontEnd(within, false, language),
      isDevelopment: namedBy(development)(within),
    };
  }
}
