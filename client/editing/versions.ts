import * as vscode from 'vscode';
import { type KnownBody, normalBody } from '../../core/carto/changes.ts';
import { fingerprintOf } from '../../core/credentials/fingerprint.ts';
import type { Tell } from '../lazy-file-system.ts';
import { openUris } from '../open-uris.ts';

/** What a token was when it was last seen, as a fingerprint: what it grants has no place outside of CARTO. */
export interface Version {
  readonly digest: string;
  /** When it was first seen to be this one. */
  readonly mtime: number;
  /** When the token expires, as CARTO says it. */
  readonly expires?: string;
}

/** Where they are kept, so that what was typed before a window is reloaded is still compared with what it was typed on. */
const VERSIONS = 'cartotoken.tokenVersions';

/** The versions in which the tokens that are open as files were last seen. */
export class Versions {
  readonly #state: vscode.Memento;
  readonly #tell: Tell;
  readonly #versions: Map<string, Version>;

  /** @param tell told which files are others now */
  constructor(state: vscode.Memento, tell: Tell) {
    this.#state = state;
    this.#tell = tell;
    this.#versions = new Map(Object.entries(state.get<Record<string, Version>>(VERSIONS, {})));
  }

  of(uri: vscode.Uri): Version | undefined {
    return this.#versions.get(uri.toString());
  }

  uris(): vscode.Uri[] {
    return [...this.#versions.keys()].map((uri) => vscode.Uri.parse(uri, true));
  }

  /** Takes note of what a token is now. */
  see(uri: vscode.Uri, body: KnownBody): Version {
    const digest = fingerprintOf(normalBody(body));
    const before = this.of(uri);
    if (before?.digest === digest) return before;
    const version = {
      digest,
      mtime: Math.max((before?.mtime ?? 0) + 1, Date.now()),
      ...(body.expiration_date === undefined ? {} : { expires: body.expiration_date }),
    };
    this.#keep(uri.toString(), version);
    if (before) this.#tell([{ type: vscode.FileChangeType.Changed, uri }]);
    return version;
  }

  /** With those of files that are closed, nothing is compared any more. */
  #keep(key: string, version: Version): void {
    const open = openUris();
    for (const each of this.#versions.keys()) if (!open.has(each)) this.#versions.delete(each);
    this.#versions.set(key, version);
    void this.#state.update(VERSIONS, Object.fromEntries(this.#versions));
  }
}
