import { atEnd } from '../../../bounded.ts';
import type { TextEdit } from '../../../problem.ts';
import { type Context, isCase, isInAnnotationOrCase } from '../context.ts';
import { type Language, lineTo } from '../language.ts';
import {
  concatenation,
  differences,
  inserting,
  interpolation,
  needsBrackets,
  outsideOfHoles,
  replacing,
} from '../parts.ts';
import type { Part } from '../syntax.ts';
import { withoutConstant } from './constants.ts';
import { C_COMMENTS, CHARACTER, inBraces, isMultiline, literal } from './literals.ts';

const PLUS = concatenation(' + ');

export const GO: Language = {
  comments: C_COMMENTS + CHARACTER,
  literals: [{ opens: '`', isMultiline, part: PLUS }, literal('"', PLUS)],
  read: (variable) => `os.Getenv("${variable}")`,
  // A field's tag, or a constant or an import among others.
  isFixed: (_text, _literal, context) =>
    isCase(context) || /\b(?:struct\s*\{|(?:const|import)\s*\()$/.test(context.openings[0] ?? ''),
  around(text, { start }) {
    // What other packages see may be in their constants.
    return /^\s*const\s+[A-Z]/.test(lineTo(text, start))
      ? undefined
      : withoutConstant(text, start, /(?<!\S)const(?=\s+\w+(?:\s+string)?\s*=)/, 'var');
  },
  requires: importOs,
};

/** Its place among the imports is that of the alphabet. */
function importOs(text: string): readonly TextEdit[] | undefined {
  const block = /^import \(\r?\n/m.exec(text);
  const from = block ? block.index + block[0].length : 0;
  const length = block ? text.slice(from).search(/^\)/m) : -1;
  if (length !== -1) {
    const lines = text.slice(from, from + length);
    if (/^[ \t]*"os"/m.test(lines)) return [];
    // Of the first group, which is the standard library's, those that come before it in the alphabet.
    const before = /^(?:\s*"(?:[a-n]|o[a-r])[\w/]*"\r?\n)*/.exec(lines)?.[0] ?? '';
    return [inserting(from + before.length, '\t"os"\n')];
  }
  const single = /^import "[^"\n]*"\r?\n/m.exec(text);
  if (single?.[0].startsWith('import "os"')) return [];
  if (single) return [inserting(single.index + single[0].length, 'import "os"\n')];
  const name = /^package \w.*\r?\n/m.exec(text);
  return name ? [inserting(name.index + name[0].length, '\nimport "os"\n')] : undefined;
}

const RUST_CONSTANT = atEnd(
  1000,
  /\b(?:const|static)\s+(?:mut\s+)?\w+\s*:[^=]*=[^;]*$|\blet\b[^=;]*$|(?:^|[^|])\|\s*$/,
);

export const RUST: Language = {
  comments: `${C_COMMENTS}${CHARACTER}|r(?<hashes>#+)"[\\s\\S]*?(?:"\\k<hashes>|$(?![\\s\\S]))`,
  literals: [{ opens: '\\bb?r"' }, literal('\\bb"'), literal('"', formatted, { isMultiline })],
  read: (variable) => `&std::env::var("${variable}").expect("${variable} is not set")`,
  isCompound: true,
  // A constant is known before anything runs, macros take texts as they are written, and patterns hold no expressions.
  isFixed: (_text, { opened }, { before, behind, openings }) =>
    opened !== '"' ||
    RUST_CONSTANT.test(before) ||
    /^(?:\s*(?:\||=(?!=)|if\b)|[^;{}\n]*=>)/.test(behind) ||
    openings.some((each) => /(?:\w!\s*[([{]|#!?\[)$/.test(each)),
};

/** `&format!("…{}", value)` */
function formatted({ text, literal, span, expression }: Parameters<Part>[0]) {
  const escapes = { differs: /[{}]/g, written: (brace: string) => brace + brace };
  const { start, end, content } = literal;
  const brackets = needsBrackets(text, literal) ? ['(', ')'] : ['', ''];
  return [
    inserting(start, `${brackets[0]}&format!(`),
    ...differences(text, { start: content.start, end: span.start }, escapes),
    replacing(span.start, span.end, '{}'),
    ...differences(text, { start: span.end, end: content.end }, escapes),
    inserting(end, `, ${expression.replace(/^&/, '')})${brackets[1]}`),
  ];
}

export const CSHARP: Language = {
  comments: C_COMMENTS + CHARACTER,
  literals: [
    { opens: '"""', isMultiline },
    { opens: '(?:\\$@|@\\$|@)"', escape: 'doubled', isMultiline, part: outsideOfHoles(PLUS) },
    literal('\\$?"', outsideOfHoles(PLUS)),
  ],
  read: (variable) => `System.Environment.GetEnvironmentVariable("${variable}")`,
  isFixed: (_text, _literal, context) => isFixedInCsharp(context),
  around(text, { start }) {
    const line = lineTo(text, start);
    if (!/\bconst\s/.test(line)) return {};
    // What other files see may be in their attributes.
    return /\bprivate\s/.test(line)
      ? withoutConstant(text, start, /\bconst(?=\s)/, 'static readonly')
      : undefined;
  },
};

const CSHARP_PATTERN = atEnd(1000, /\bis\s[^;{}]*$|\b(?:or|and|not)\s*$/);

/** What attributes, defaults, cases and patterns hold is constant. */
function isFixedInCsharp(context: Context): boolean {
  const { before, behind, openings } = context;
  const [opening = ''] = openings;
  return (
    isCase(context) ||
    CSHARP_PATTERN.test(before) ||
    /^\s*(?:=>|or\b|and\b|when\b)/.test(behind) ||
    (opening.endsWith('(') && /[(,]\s*(?:[\w.<>?[\]:]+\s+)+\w+\s*=\s*$/.test(before)) ||
    openings.some((each, index) => index > 0 && /(?:^|[;{}\])(,>])\s*\[$/.test(each))
  );
}

export const SWIFT: Language = {
  comments: C_COMMENTS,
  literals: [
    literal('"""', undefined, { isMultiline }),
    literal(
      '"',
      interpolation((expression) => `\\(${expression})`),
    ),
  ],
  read: (variable) => `ProcessInfo.processInfo.environment["${variable}"] ?? ""`,
  isCompound: true,
  isFixed: (_text, _literal, context) => isCase(context),
  requires(text) {
    if (/^[ \t]*import (?:Foundation|UIKit|SwiftUI|AppKit)\b/m.test(text)) return [];
    const first = /^import \w/m.exec(text);
    return first ? [inserting(first.index, 'import Foundation\n')] : undefined;
  },
};

export const DART: Language = {
  comments: C_COMMENTS,
  literals: [
    { opens: '\\br(?:"""|\'\'\'|"|\')' },
    literal('"""', inBraces, { isMultiline }),
    literal("'''", inBraces, { isMultiline }),
    literal('"', inBraces, { hole: ['${', '}'] }),
    literal("'", inBraces, { hole: ['${', '}'] }),
  ],
  // A constant, for Flutter and browsers too: `--dart-define-from-file=.env`.
  read: (variable) => `const String.fromEnvironment('${variable}')`,
  isFixed: (_text, _literal, context) => isInAnnotationOrCase(context),
  around: (text, { start }) =>
    /\b(?:import|export|part)\s*$/.test(lineTo(text, start)) ? undefined : {},
};
