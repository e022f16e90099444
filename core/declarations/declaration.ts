import type { Span } from '../problem.ts';

/** The ending of a declaration's file name. */
const DECLARATION_SUFFIX = '.cartotoken.json';

/** A JSON string of a declaration. */
export interface Text {
  /** The string's value, escapes resolved. */
  readonly value: string;
  /** The text between the quotes, as it stands in the file. */
  readonly span: Span;
}

/** An entry of `grants` in the shape of CARTO's Tokens API. */
export interface Grant {
  readonly source: Text | undefined;
}

/**
 * A `*.cartotoken.json`: the Tokens API's own request body, with the place of everything in it.
 * Parts that are absent or of another type are left out; saying so is for the rules of the shape.
 */
export interface Declaration {
  readonly allowedApis: readonly Text[];
  readonly grants: readonly Grant[];
  readonly referers: readonly Text[];
}

export function isDeclarationPath(path: string): boolean {
  return path.toLowerCase().endsWith(DECLARATION_SUFFIX);
}
