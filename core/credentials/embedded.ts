import type { Span } from '../problem.ts';
import {
  type CommentSyntax,
  CSS,
  JAVASCRIPT,
  JSX_CHILD,
  MARKUP,
  PHP,
  PHP_MARKUP,
  syntaxOf,
  syntaxOfFile,
} from './comment-syntax.ts';
import { standsIn } from './literals.ts';
import type { Place } from './place.ts';

/** A language at a place, and from where on the text is in it. */
export interface Zone {
  readonly syntax: CommentSyntax;
  readonly from: number;
}

const MARKDOWN = /^markdown$|\.(?:md|markdown|mdx|qmd|rmd)$/i;
const ASTRO = /^astro$|\.astro$/i;

/** What a line begins in, which may be another language than that of its file; undefined where it has no comments. */
export function zoneOf(
  text: string,
  { path, language = '' }: Pick<Place, 'path' | 'language'>,
  line: Span,
): Zone | undefined {
  const syntax = syntaxOfFile(path, language);
  const isCalled = (names: RegExp) => names.test(language) || names.test(path);
  if (syntax === undefined) return undefined;
  if (syntax === JAVASCRIPT) {
    return { syntax: isChildInJsx(text, line) ? JSX_CHILD : JAVASCRIPT, from: 0 };
  }
  if (syntax === PHP) {
    return line.start === 0 || standsIn(text, PHP.literals, line.start) === 'markup'
      ? inMarkup(text, PHP_MARKUP, line.start)
      : { syntax, from: 0 };
  }
  if (isCalled(MARKDOWN)) return inMarkdown(text, line.start);
  if (isCalled(ASTRO) && isInFrontMatter(text, line.start)) return { syntax: JAVASCRIPT, from: 3 };
  return syntax.isMarkup ? inMarkup(text, syntax, line.start) : { syntax, from: 0 };
}

const EMBEDDING = /<(\/?)(script|style)\b([^>]{0,500})>/gi;
/** The types of scripts that are run. */
const RUN = /^(?:module|(?:text|application)\/(?:javascript|ecmascript|babel|typescript|jsx))?$/;

function inMarkup(text: string, syntax: CommentSyntax, at: number): Zone | undefined {
  let zone: Zone | undefined = { syntax, from: 0 };
  for (const { index, 0: tag, 1: closes, 2: name = '', 3: attributes = '' } of text.matchAll(
    EMBEDDING,
  )) {
    const from = index + tag.length;
    if (from > at) break;
    if (closes) zone = { syntax, from };
    else if (name.toLowerCase() === 'style') zone = { syntax: CSS, from };
    else {
      const type = /\btype=["']?([^"'\s]*)/.exec(attributes)?.[1] ?? '';
      zone = RUN.test(type) ? { syntax: JAVASCRIPT, from } : undefined;
    }
  }
  return zone;
}

const FENCE = /^ {0,3}(```+|~~~+)[ \t]*\{?\.?([\w+-]*)/gm;

/** In a block of code the language that it says it is in, else HTML's. */
function inMarkdown(text: string, at: number): Zone | undefined {
  if (isInFrontMatter(text, at)) return inLanguage('yaml', 3);
  let open: { readonly mark: string; readonly language: string; readonly from: number } | undefined;
  for (const { index, 0: all, 1: mark = '', 2: language = '' } of text.matchAll(FENCE)) {
    if (index >= at) break;
    if (!open) open = { mark, language, from: index + all.length };
    else if (mark.startsWith(open.mark)) open = undefined;
  }
  return open ? inLanguage(open.language, open.from) : inMarkup(text, MARKUP, at);
}

function inLanguage(name: string, from: number): Zone | undefined {
  const syntax = syntaxOf(name) ?? syntaxOf(`.${name}`);
  return syntax && { syntax, from };
}

function isInFrontMatter(text: string, at: number): boolean {
  return /^---\r?\n/.test(text) && !/\n---/.test(text.slice(3, at));
}

/** What the line above ends with, where an element begins an expression. */
const EXPECTS_EXPRESSION = /(?:[([{,=?:;&|]|=>|\b(?:return|default|yield|await))$/;
const ELEMENT = /^<\/?[A-Za-z>]/;

/** Whether a line of JavaScript stands between the tags of JSX, where a comment is an expression's. */
function isChildInJsx(text: string, { start, end }: Span): boolean {
  const above = text.slice(Math.max(0, start - 2000), start).trim();
  const last = above.slice(above.lastIndexOf('\n') + 1).trim();
  if (ELEMENT.test(text.slice(start, end).trimStart())) {
    return last !== '' && !EXPECTS_EXPRESSION.test(last);
  }
  return /^(?:<\/?[A-Za-z>]|\/?>)/.test(last) && /(?:^|[^=])>$/.test(last);
}
