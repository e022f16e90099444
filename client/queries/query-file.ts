import * as vscode from 'vscode';
import type { Declaration, Text } from '../../core/declarations/declaration.ts';
import { parseDeclaration } from '../../core/declarations/parse.ts';
import { fingerprint, follow, marksOf, type Place } from './place.ts';
import { queryAddress } from './query-uri.ts';

/** A declaration's text, read as far as its queries are concerned. */
export interface Reading {
  readonly declaration: Declaration;
  readonly marks: Place['marks'];
}

export function read(text: string): Reading {
  const declaration = parseDeclaration(text);
  return { declaration, marks: marksOf(declaration.grants) };
}

/** What a query's file has to say. */
export interface Listener {
  changed(change: vscode.FileChangeEvent): void;
  /** The grant is another one by number or by what it says. */
  moved(): void;
}

/** The file of one query, which follows its grant from one text of the declaration to the next. */
export class QueryFile {
  readonly uri: vscode.Uri;
  readonly declaration: vscode.Uri;
  /** The grant's number when the file was first opened: all that is known until it has been seen. */
  readonly #first: number;
  readonly #listener: Listener;
  #place: Place | undefined;
  #mtime = Date.now();
  #isThere = true;
  /** The fingerprint of what was saved last: whatever it is, it stays to be edited. */
  #saved: string | undefined;

  /** @throws FileNotFound where it is not the address of a query */
  constructor(uri: vscode.Uri, place: Place | undefined, listener: Listener) {
    const { declaration, grant } = queryAddress(uri);
    this.uri = uri;
    this.declaration = declaration;
    this.#first = grant;
    this.#place = place;
    this.#listener = listener;
  }

  get place(): Place | undefined {
    return this.#place;
  }

  /** When the query was last seen to be another one. */
  get mtime(): number {
    return this.#mtime;
  }

  isOf(declaration: vscode.Uri): boolean {
    return this.declaration.toString() === declaration.toString();
  }

  /** Finds the query in its declaration as it is now. Undefined where the grant is gone, or grants no query. */
  find({ declaration, marks }: Reading): Text | undefined {
    const index = this.#place ? follow(this.#place, marks) : this.#first;
    const grant = index === undefined ? undefined : declaration.grants[index];
    const { source, reads } = grant ?? {};
    const isOurs = source && (reads?.kind === 'query' || fingerprint(source.value) === this.#saved);
    if (index === undefined || !isOurs) {
      // In a text that is being typed it may be readable again with the next key.
      if (declaration.faults.length === 0) this.lose();
      return undefined;
    }
    this.#arriveAt({ index, marks });
    return source;
  }

  /** The query is there no more. */
  lose(): void {
    if (!this.#isThere) return;
    this.#isThere = false;
    this.#say(vscode.FileChangeType.Deleted);
  }

  /** What is about to be saved. */
  saves(query: string): void {
    this.#saved = fingerprint(query);
  }

  #arriveAt(place: Place): void {
    const before = this.#place && {
      ...this.#place.marks[this.#place.index],
      at: this.#place.index,
    };
    const now = { ...place.marks[place.index], at: place.index };
    this.#place = place;
    const isChanged = before !== undefined && before.source !== now.source;
    if (isChanged) this.#mtime = Math.max(this.#mtime + 1, Date.now());
    if (isChanged || before?.at !== now.at || before.connection !== now.connection) {
      this.#listener.moved();
    }
    if (!this.#isThere) this.#say(vscode.FileChangeType.Created);
    else if (isChanged) this.#say(vscode.FileChangeType.Changed);
    this.#isThere = true;
  }

  #say(type: vscode.FileChangeType): void {
    this.#listener.changed({ type, uri: this.uri });
  }
}
