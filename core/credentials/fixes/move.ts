import { isForBrowsers, isNeverReplaced, variableSource } from '../../front-end/variables.ts';
import type { Span, TextEdit } from '../../problem.ts';
import type { Credential } from '../finding.ts';
import type { Place } from '../place.ts';
import { contextOf, isGlued } from './context.ts';
import { fallbackOf } from './fallback.ts';
import type { Language } from './language.ts';
import { argumentDefault, DOCKERFILE } from './languages/dockerfile.ts';
import { codeAround, languageOf, needsSource } from './languages.ts';
import { inCell } from './notebook.ts';
import { needsBrackets, replacing } from './parts.ts';
import { around, type Literal } from './syntax.ts';
import { templateOf } from './templates.ts';
import { prefixOf, variableFor } from './variable.ts';

/** How a credential gets out of a text, into an environment variable. */
export interface Move {
  /** What it is called, in the imperative. */
  readonly title: string;
  /** What the variable may be called. */
  readonly variable: string;
  /** Whether it has to be called so: the text reads it already. */
  readonly isNamed: boolean;
  /** What the names of variables have to begin with that the text can read. */
  readonly prefix: string;
  /** What has the text read a variable of that name. No secret is in it. */
  edits(variable: string): readonly TextEdit[];
}

/**
 * How the environment variable takes the place of a credential in a text; undefined where the text's language has no
 * environment, where it cannot be read in that place, or where the credential is encoded or in pieces.
 */
export function moveOf(text: string, credential: Credential, place: Place): Move | undefined {
  const { start, end } = credential.span;
  if (text.slice(start, end) !== credential.secret) return undefined;
  return /\.ipynb$/i.test(place.path)
    ? inCell(text, credential, (cell, inside, language) =>
        moveIn(cell, inside, { ...place, path: '', language, variables: 'node' }),
      )
    : moveIn(text, credential, place);
}

function moveIn(text: string, credential: Credential, place: Place): Move | undefined {
  const source = variableSource(text, place);
  // What browsers get is public: of all credentials only tokens and keys are made for that.
  const isPublic = source === undefined ? isForBrowsers(place) : source !== 'node';
  if (isPublic && /^(?:client-secret|oauth-token)$/.test(credential.kind)) return undefined;
  const { span } = credential;
  const template = templateOf(place, text, span.start);
  const language = template ? undefined : languageOf(place, source);
  const where = language && placeIn(text, span, place, language);
  if (!template && (!where || where === 'comment')) return undefined;

  const prefix = prefixOf(source);
  const title = template?.title ?? 'Move to an environment variable (in .env)';
  const named =
    language === DOCKERFILE
      ? argumentDefault(text, span)
      : fallbackOf(text, typeof where === 'object' && isAll(where, span) ? where : span);
  const isScript = !template && needsSource(place);
  if (isScript && (named ? isNeverReplaced(text, place) : !source)) return undefined;
  if (named) return { title, ...named, isNamed: true, prefix, edits: () => named.edits };

  const edits = (variable: string) =>
    template
      ? [replacing(span.start, span.end, template.write(variable))]
      : language &&
        readingInstead(
          text,
          where,
          span,
          language,
          variable,
          codeAround(place, text, span.start)?.start,
        );
  const variable = variableFor(text, credential, prefix);
  if (!edits(variable)) return undefined;
  return { title, variable, isNamed: false, prefix, edits: (name: string) => edits(name) ?? [] };
}

/** What a credential stands in, as its language has it; undefined where that is not its language. */
function placeIn(text: string, span: Span, place: Place, language: Language) {
  const code = codeAround(place, text, span.start);
  return code && around(text, span, language, code.start);
}

function isAll({ content }: Literal, { start, end }: Span): boolean {
  return content.start === start && content.end === end;
}

/** What has a text read a variable where a credential stands; undefined where it cannot. */
function readingInstead(
  text: string,
  where: ReturnType<typeof placeIn>,
  span: Span,
  language: Language,
  variable: string,
  from?: number,
): readonly TextEdit[] | undefined {
  const edits =
    typeof where === 'object'
      ? inLiteral(text, where, span, language, variable, from)
      : language.bare?.(span, variable);
  const required = language.requires ? language.requires(text, span.start, variable) : [];
  return edits && required && [...required, ...edits];
}

function inLiteral(
  text: string,
  literal: Literal,
  span: Span,
  language: Language,
  variable: string,
  from = 0,
): readonly TextEdit[] | undefined {
  const context = contextOf(text, literal, language, from);
  if ((!language.joins && isGlued(context)) || language.isFixed?.(text, literal, context)) {
    return undefined;
  }
  const surroundings = language.around ? language.around(text, literal) : {};
  if (!surroundings) return undefined;
  const { edits = [], wraps, wrapsWhole } = surroundings;
  const expression = language.read(variable);
  const { start, end, syntax } = literal;
  const instead = isAll(literal, span)
    ? syntax.part && [replacing(start, end, whole(text, literal, language, expression, wrapsWhole))]
    : syntax.part?.({ text, literal, span, expression });
  return instead && [...edits, ...(wraps ? wrapped(instead, literal, wraps) : instead)];
}

function whole(
  text: string,
  literal: Literal,
  { isCompound }: Language,
  expression: string,
  [before, behind]: readonly [string, string] = ['', ''],
): string {
  const isBracketed = isCompound && needsBrackets(text, literal);
  return before + (isBracketed ? `(${expression})` : expression) + behind;
}

/** Edits up to both ends of a literal, with more around it. */
function wrapped(
  edits: readonly TextEdit[],
  { start, end }: Span,
  [before, behind]: readonly [string, string],
): TextEdit[] {
  return edits.map(({ span, newText }) => ({
    span,
    newText: (span.start === start ? before : '') + newText + (span.end === end ? behind : ''),
  }));
}
