import type { Range } from '../problem.ts';
import type { DeclarationKind } from './declaration.ts';

/** How referers are written: CARTO's user manual wants the slash, its agent skill does not. */
export const TRAILING_SLASH_CHOICES = ['require', 'forbid', 'both'] as const;

export type TrailingSlash = (typeof TRAILING_SLASH_CHOICES)[number];

/** A declaration's name, in another file of the workspace. */
export interface Namesake {
  readonly uri: string;
  /** The file as a person knows it. */
  readonly path: string;
  readonly range: Range;
}

/** What the rules on declarations know beside the text. A rule whose facts are not known says nothing. */
export interface Circumstances {
  readonly now: Date;
  readonly trailingSlash: TrailingSlash;
  /** The file's name without its folder and `.cartotoken.json`. Absent for what was never saved. */
  readonly fileName?: string | undefined;
  /** The connections of the account that is signed in. Absent where none is, or they are not loaded. */
  readonly connections?: readonly string[] | undefined;
  /** The other declarations of the workspace that have this name. */
  namesakes(kind: DeclarationKind, name: string): readonly Namesake[];
}

/** A declaration by itself, without workspace and account. */
export function alone(now = new Date()): Circumstances {
  return { now, trailingSlash: 'require', namesakes: () => [] };
}
