import { atEnd } from '../../../bounded.ts';
import type { TextEdit } from '../../../problem.ts';
import { type Language, lineTo, type Surroundings } from '../language.ts';
import { inserting, interpolation, outsideOfHoles } from '../parts.ts';
import type { Literal, LiteralSyntax } from '../syntax.ts';

/** In an f-string, braces that are none of its own are doubled. */
const IN_F_STRING = interpolation(
  // Up to Python 3.11 the quotes around cannot stand in it.
  (expression, { opened }) =>
    `{${opened.includes('"') ? expression.replaceAll('"', "'") : expression}}`,
  {
    opens: (opened) =>
      /f/i.test(opened)
        ? opened
        : `${(/^[A-Za-z]*/.exec(opened)?.[0] ?? '').replace(/[uU]/g, '')}f${quotesOf(opened)}`,
    closes: (closing) => closing,
    differs: /[{}]/g,
    written: (found) => found + found,
  },
);
const IN_OWN_F_STRING = interpolation(
  (expression, { opened }) =>
    `{${opened.includes('"') ? expression.replaceAll('"', "'") : expression}}`,
);

function quotesOf(opened: string): string {
  return opened.replace(/^[A-Za-z]*/, '');
}

/** Texts, but not bytes, which no expression of a text goes into. */
function literal(quotes: string, isMultiline?: true): LiteralSyntax {
  return {
    opens: `\\b[rRbBuUfF]{1,2}${quotes}|${quotes}`,
    escape: '\\',
    ...(isMultiline ? { isMultiline } : {}),
    part: (within) => {
      const { opened } = within.literal;
      if (/^[rR]?[bB]/.test(opened)) return undefined;
      return /^[rR]?[fF]/.test(opened)
        ? outsideOfHoles(IN_OWN_F_STRING)(within)
        : IN_F_STRING(within);
    },
  };
}

/** A type, or a pattern. */
const FIXED = atEnd(400, /\bLiteral\s*\[$|(?:^|\n)\s*case\s[^:\n]*$/);

export const PYTHON: Language = {
  comments: '#[^\\n]*',
  literals: [literal('"""', true), literal("'''", true), literal('"'), literal("'")],
  read: (variable) => `os.environ["${variable}"]`,
  isFixed: (_text, _literal, { before, openings }) =>
    [before, ...openings].some((each) => FIXED.test(each)),
  around: surroundings,
  requires: importOs,
};

/** Between two literals there is nothing where Python joins them. */
const LITERAL_BEFORE = /["'][^\S\n]*(?:\\?\r?\n\s*)?$/;
const LITERAL_BEHIND = /^[^\S\n]*(?:\\?\r?\n\s*)?[rRuUfFbB]{0,2}["']/;

function surroundings(text: string, literal: Literal): Surroundings | undefined {
  const { start, end, opened, content } = literal;
  if (/^[rR]?[bB]/.test(opened)) return undefined;
  const before = lineTo(text, start);
  // A text by itself is documentation.
  if (opened.endsWith('"""') && /^\s*$/.test(before) && !isContinued(text, start)) return undefined;
  const isJoined =
    LITERAL_BEFORE.test(text.slice(Math.max(0, start - 200), start)) ||
    LITERAL_BEHIND.test(text.slice(end, end + 200));
  if (!isJoined || content.start === content.end) return {};
  // Quotes of the other kind: up to Python 3.11 those around cannot stand in it.
  return { wrapsWhole: ["f'{", "}'"] };
}

function isContinued(text: string, start: number): boolean {
  return /[=(,[{+:\\]\s*$/.test(text.slice(Math.max(0, start - 200), start).replace(/:\s*$/, ''));
}

const IMPORT = /^[ \t]*import[ \t]([^\n;#]*)/gm;
/** What may stand in front of a module's first import: a comment, its documentation, or what comes from the future. */
const HEAD =
  /(?:[^\S\n]*(?:#[^\n]*)?|[rRuU]?(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n]*")[^\S\n]*|from __future__ import [^\n(]*(?:\([^)]*\)[^\n]*)?)\r?\n/y;

export function importOs(text: string): readonly TextEdit[] {
  const imported = [...text.matchAll(IMPORT)].flatMap(([, names = '']) => names.split(','));
  if (imported.some((name) => name.trim() === 'os')) return [];
  const at = endOfHead(text);
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const isAmongOthers = /^(?:import|from)\s/.test(text.slice(at, at + 10));
  return [inserting(at, `import os${eol}${isAmongOthers ? '' : eol}`)];
}

function endOfHead(text: string): number {
  let at = 0;
  for (HEAD.lastIndex = 0; HEAD.test(text); at = HEAD.lastIndex);
  return at;
}
