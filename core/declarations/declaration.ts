import type { Referer } from '../carto/referers.ts';
import type { Source } from '../carto/sources.ts';
import type { Fault, Node } from '../json/tree.ts';
import type { Span } from '../problem.ts';

/** The ending of a declaration's file name. */
export const DECLARATION_SUFFIX = '.cartotoken.json';

/** A JSON string of a declaration. */
export interface Text {
  /** The string's value, escapes resolved. */
  readonly value: string;
  /** The text between the quotes, as it stands in the file. */
  readonly span: Span;
  readonly node: Node;
}

/** An entry of `grants` in the shape of CARTO's Tokens API. */
export interface Grant {
  readonly node: Node;
  readonly connection: Text | undefined;
  readonly source: Text | undefined;
  /** What `source` says. Absent where there is none. */
  readonly reads: Source | undefined;
}

/** An entry of `referers`. */
export interface RefererEntry extends Text {
  readonly reads: Referer;
}

/** A table in a grant of type `database`, in the shape of CARTO Engine's Auth API. */
export interface KeyTable {
  readonly node: Node;
  readonly schema: Text | undefined;
  readonly name: Text | undefined;
  /** Absent where there is no list of them. */
  readonly permissions: readonly Text[] | undefined;
}

/** An entry of `grants` in the shape of CARTO Engine's Auth API. */
export interface KeyGrant {
  readonly node: Node;
  readonly type: Text | undefined;
  readonly apis: readonly Text[];
  readonly tables: readonly KeyTable[];
  readonly schemas: readonly KeyTable[];
  readonly services: readonly Text[];
}

/** What a declaration declares: CARTO 3's access token, or an API key of CARTO Engine. */
export type DeclarationKind = 'access-token' | 'api-key';

/**
 * A `*.cartotoken.json`: the body of the request that makes the credential, with the place of everything in it.
 * Parts that are absent or of another type are left out; saying so is for the rules of the shape.
 */
export interface Declaration {
  readonly text: string;
  /** The outermost value, of whatever type it is. */
  readonly root: Node | undefined;
  /** What keeps the text from being JSON. Then what is absent may only be unreadable, or not typed yet. */
  readonly faults: readonly Fault[];
  readonly kind: DeclarationKind;
  readonly name: Text | undefined;
  readonly environment: 'development' | 'production';
  /** Who sends the credential: a server sends no Referer. */
  readonly usage: 'browser' | 'server';
  readonly allowedApis: readonly Text[];
  readonly grants: readonly Grant[];
  readonly keyGrants: readonly KeyGrant[];
  readonly referers: readonly RefererEntry[];
  readonly expirationDate: Text | undefined;
}

/** A declaration's file name without its folder and ending: what it may well be called. */
export function declarationName(path: string): string | undefined {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return isDeclarationPath(name)
    ? name.slice(0, -DECLARATION_SUFFIX.length) || undefined
    : undefined;
}

export function isDeclarationPath(path: string): boolean {
  return path.toLowerCase().endsWith(DECLARATION_SUFFIX);
}
