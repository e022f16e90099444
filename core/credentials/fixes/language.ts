import type { Span, TextEdit } from '../../problem.ts';
import type { Context } from './context.ts';
import type { Literal, Syntax } from './syntax.ts';

/** What has to change around a literal for an expression to take its place. */
export interface Surroundings {
  readonly edits?: readonly TextEdit[];
  /** What is put around what takes its place. */
  readonly wraps?: readonly [string, string];
  /** What is put around the expression where that takes the place of all of it. */
  readonly wrapsWhole?: readonly [string, string];
}

/** A language of code that reads environment variables. */
export interface Language extends Syntax {
  /** The expression that reads a variable. */
  read(variable: string): string;
  /** Whether that is of more than one term. */
  readonly isCompound?: true;
  /** Whether what stands next to a literal is a part of the same word, and stays that of the expression. */
  readonly joins?: true;
  /** Whether no expression stands where a literal does: it is constant, a type, a pattern, or a name. */
  isFixed?(text: string, literal: Literal, context: Context): boolean;
  /** What has to change around a literal; undefined where no expression can take its place. */
  around?(text: string, literal: Literal): Surroundings | undefined;
  /** What else the text needs for it, an import for example; undefined where that is not plain to see. */
  requires?(text: string, at: number, variable: string): readonly TextEdit[] | undefined;
  /** How a variable is read where a credential stands without quotes; undefined where it cannot be. */
  bare?(span: Span, variable: string): readonly TextEdit[] | undefined;
}

/** The line of a place, up to it. */
export function lineTo(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
}
