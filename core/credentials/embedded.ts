import type { Span } from '../problem.ts';
import {
  type CommentSyntax,
  CSS,
  JAVASCRIPT,
  JSX_CHILD,
  MARKUP,
  MDX,
  PHP,
  PHP_MARKUP,
  syntaxOf,
  syntaxOfFile,
} from './comment-syntax.ts';
import { jsxAt } from './jsx.ts';
import { standsIn } from './literals.ts';
import type { Place } from './place.ts';

/** A language at a place, and from where on the text is in it. */
export interface Zone {
  readonly syntax: CommentSyntax;
  readonly from: number;
}

const MARKDOWN = /^(?:markdown|mdx)$|\.(?:md|markdown|mdx|qmd|rmd)$/i;
/** Without an element no line stands between tags. */
const JSX = /<[A-Za-z>]/;
/** What has no JSX, but `<` in front of types. */
const TYPESCRIPT = /^typescript$|(?:^|\.)[cm]?ts$/i;
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
    return TYPESCRIPT.test(language || path)
      ? { syntax, from: 0 }
      : inJavaScript(text, line.start, 0);
  }
  if (syntax === PHP) {
    return line.start === 0 || standsIn(text, PHP.literals, line.start) === 'markup'
      ? inMarkup(text, PHP_MARKUP, line.start)
      : { syntax, from: 0 };
  }
  if (isCalled(MARKDOWN)) {
    return inMarkdown(text, line.start, syntax === MDX ? inMdx : inHtml);
  }
  if (isCalled(ASTRO) && isInFrontMatter(text, line.start)) return { syntax: JAVASCRIPT, from: 3 };
  return syntax.isMarkup ? inMarkup(text, syntax, line.start) : { syntax, from: 0 };
}

const EMBEDDING = /<(\/?)(script|style)\b([^>]{0,500})>/gi;
/** The types of scripts that are run. */
const RUN = /^(?:module|(?:text|application)\/(?:javascript|ecmascript|babel|typescript|jsx))?$/;

function inMarkup(text: string, syntax: CommentSyntax, at: number): Zone | undefined {
  let last = { from: 0, name: '', attributes: '' };
  for (const { index, 0: tag, 1: closes, 2: name = '', 3: attributes = '' } of text.matchAll(
    EMBEDDING,
  )) {
    const from = index + tag.length;
    if (from > at) break;
    last = closes
      ? { from, name: '', attributes: '' }
      : { from, name: name.toLowerCase(), attributes };
  }
  const { from, name, attributes } = last;
  if (name === '') return { syntax, from };
  if (name === 'style') return { syntax: CSS, from };
  const type = /\btype=["']?([^"'\s]*)/.exec(attributes)?.[1] ?? '';
  return RUN.test(type) ? inJavaScript(text, at, from) : undefined;
}

const FENCE = /^ {0,3}(```+|~~~+)[ \t]*\{?\.?([\w+-]*)/gm;

/** In a block of code the language that it says it is in. @param outside what it is in elsewhere */
function inMarkdown(text: string, at: number, outside: typeof inMdx): Zone | undefined {
  if (isInFrontMatter(text, at)) return inLanguage(text, 'yaml', 3, at);
  let open: { readonly mark: string; readonly language: string; readonly from: number } | undefined;
  for (const { index, 0: all, 1: mark = '', 2: language = '' } of text.matchAll(FENCE)) {
    if (index >= at) break;
    if (!open) open = { mark, language, from: index + all.length };
    else if (mark.startsWith(open.mark)) open = undefined;
  }
  return open ? inLanguage(text, open.language, open.from, at) : outside(text, at);
}

function inHtml(text: string, at: number): Zone | undefined {
  return inMarkup(text, MARKUP, at);
}

const STATEMENT = /^(?:import|export)\b/gm;

/** In MDX, JavaScript from where a line imports or exports to the next that is empty; else texts with JSX. */
function inMdx(text: string, at: number): Zone | undefined {
  const from = [...text.matchAll(STATEMENT)].findLast(({ index }) => index <= at)?.index;
  const isOver = from === undefined || /\n[^\S\n]*\n/.test(text.slice(from, at));
  if (isOver) return { syntax: MDX, from: 0 };
  // Behind a line of another kind a statement is a text.
  if (from === at) return undefined;
  return inJavaScript(text, at, from);
}

function inLanguage(text: string, name: string, from: number, at: number): Zone | undefined {
  const syntax = syntaxOf(name) ?? syntaxOf(`.${name}`);
  if (syntax === JAVASCRIPT && !TYPESCRIPT.test(name)) return inJavaScript(text, at, from);
  return syntax && { syntax, from };
}

/** Between the tags of JSX, a comment is an expression's. */
function inJavaScript(text: string, at: number, from: number): Zone | undefined {
  if (!JSX.test(text.slice(from, at))) return { syntax: JAVASCRIPT, from };
  const place = jsxAt(text, at, from);
  if (place === undefined || place === 'literal') return undefined;
  return { syntax: place === 'children' ? JSX_CHILD : JAVASCRIPT, from };
}

function isInFrontMatter(text: string, at: number): boolean {
  return /^---\r?\n/.test(text) && !/\n---/.test(text.slice(3, at));
}
