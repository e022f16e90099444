import { atEnd } from '../../../bounded.ts';
import type { Language } from '../language.ts';
import { concatenation, interpolation } from '../parts.ts';
import type { LiteralSyntax, Part } from '../syntax.ts';
import {
  C_COMMENTS,
  CHARACTER,
  HASH_COMMENTS,
  inHashes,
  isMultiline,
  literal,
} from './literals.ts';

/** A text in single quotes becomes one in double quotes, in which more has to be escaped. */
function inDoubleQuotes(write: (expression: string) => string, special: RegExp): Part {
  return interpolation(write, {
    opens: () => '"',
    closes: () => '"',
    differs: new RegExp(`\\\\'|\\\\\\\\|\\\\|${special.source}`, 'g'),
    written: (found) => (found === "\\'" ? "'" : found === '\\\\' ? found : `\\${found}`),
  });
}

/** A literal whose delimiters are chosen, behind a mark, in which nothing is replaced. */
function delimited(mark: string): LiteralSyntax {
  const closes = (opened: string) =>
    `\\${{ '(': ')', '[': ']', '{': '}', '<': '>' }[opened.slice(-1)] ?? opened.slice(-1)}`;
  return { opens: `${mark}[({[<|!/]`, closes, escape: '\\', isMultiline };
}

export const RUBY: Language = {
  comments: `${HASH_COMMENTS}|^=begin\\b[\\s\\S]*?(?:^=end\\b|$(?![\\s\\S]))`,
  literals: [
    { opens: '`', escape: '\\', isMultiline },
    delimited('(?<!\\w)%[qQwWiIrxs]'),
    {
      opens: "<<[~-]?'\\w+'[^\\n]{0,300}\\n",
      closes: (opened) => `^[ \\t]*${/\w+/.exec(opened)?.[0]}[ \\t]*$`,
      isMultiline,
    },
    {
      opens: '<<[~-]?"?[A-Z][^\\n]{0,300}\\n',
      closes: (opened) => `^[ \\t]*${/\w+/.exec(opened)?.[0]}[ \\t]*$`,
      escape: '\\',
      isMultiline,
      part: inHashes,
    },
    literal('"', inHashes, {
      isMultiline,
      hole: ['#{', '}'],
    }),
    literal(
      "'",
      inDoubleQuotes((expression) => `#{${expression}}`, /"|#(?=[{$@])/),
      { isMultiline },
    ),
  ],
  // A symbol.
  isFixed: (_text, _literal, { behind }) => /^:(?!:)/.test(behind),
  read: (variable) => `ENV["${variable}"]`,
};

/** What is no PHP, but HTML with scripts: up to the first tag that begins code, and from each that ends it to the next. */
const HTML_AROUND = '(?:(?<![\\s\\S])|\\?>)[\\s\\S]*?(?:<\\?(?:php\\b|=)|$(?![\\s\\S]))';

const IN_VARIABLE = atEnd(400, /(?:\{\$|\$\{)[^}]*$|\$\w+\[[^\]]*$/);

/** `{$a['…']}` */
function outsideOfVariables(part: Part): Part {
  return (within) => {
    const { text, literal: around, span } = within;
    const before = text.slice(around.content.start, span.start);
    return IN_VARIABLE.test(before) ? undefined : part(within);
  };
}

export const PHP: Language = {
  comments: `${HTML_AROUND}|(?:\\/\\/|#(?!\\[))(?:(?!\\?>)[^\\n])*|${C_COMMENTS}`,
  literals: [
    {
      opens: '<<<[ \\t]*["\']?\\w+["\']?\\r?\\n',
      closes: (opened) => `^[ \\t]*${/\w+/.exec(opened)?.[0]}\\b`,
      isMultiline,
    },
    literal('"', outsideOfVariables(concatenation(' . ')), { isMultiline }),
    literal("'", concatenation(' . '), { isMultiline }),
  ],
  read: (variable) => `getenv('${variable}')`,
  // What a class, a constant or a parameter begins with is known before anything runs, and what attributes hold.
  isFixed: (_text, _literal, { before, openings }) =>
    /^\s*(?:#\[[^\]]*\]\s*)?(?:(?:public|private|protected|var|static|readonly|final)\s|const\s)(?![^=]*\bfunction\b)/.test(
      before.slice(Math.max(...[...';{}'].map((each) => before.lastIndexOf(each))) + 1),
    ) ||
    /\bcase\s+\w+\s*=\s*$/.test(before) ||
    openings.some((each) => /(?:\b(?:function|fn)\b\s*(?:&\s*)?(?:\w+\s*)?\(|#\[)$/.test(each)),
};

export const R: Language = {
  comments: HASH_COMMENTS,
  literals: [
    { opens: '\\b[rR]["\'](?=[-({[])', isMultiline },
    literal('"', concatenation(', ', ['paste0(', ')']), { isMultiline }),
    literal("'", concatenation(', ', ['paste0(', ')']), { isMultiline }),
  ],
  // The name of an argument.
  isFixed: (_text, _literal, { behind }) => /^\s*=(?!=)/.test(behind),
  read: (variable) => `Sys.getenv("${variable}")`,
};

export const ELIXIR: Language = {
  comments: HASH_COMMENTS,
  literals: [
    literal('"""', inHashes, { isMultiline }),
    literal('"', inHashes, { isMultiline, hole: ['#{', '}'] }),
  ],
  // A key, or a pattern.
  isFixed: (_text, _literal, { behind, openings }) =>
    /^(?::(?!:)|[^\n]*->|\s*=(?![=~]))/.test(behind) ||
    openings.some((each) => /\bdef(?:p|macrop?)?\s+\w+[?!]?\($/.test(each)),
  read: (variable) => `System.fetch_env!("${variable}")`,
};

export const PERL: Language = {
  comments: '(?<![$\\w{])#[^\\n]*|^=\\w[\\s\\S]*?(?:^=cut\\b|$(?![\\s\\S]))',
  literals: [
    delimited('(?<![\\w$@%&>{-])q[qwxr]?\\s?'),
    literal(
      '"',
      interpolation((expression, _, next) => (/[[{-]/.test(next) ? undefined : expression)),
      { isMultiline },
    ),
    literal("'", concatenation(' . '), { isMultiline }),
  ],
  read: (variable) => `$ENV{${variable}}`,
};

export const LUA: Language = {
  comments:
    '--\\[\\[[\\s\\S]*?(?:\\]\\]|$(?![\\s\\S]))|--[^\\n]*|\\[\\[[\\s\\S]*?(?:\\]\\]|$(?![\\s\\S]))',
  literals: [literal('"', concatenation(' .. ')), literal("'", concatenation(' .. '))],
  // The argument of a call without brackets.
  isFixed: (_text, _literal, { before }) =>
    /[\w\])"]\s*$/.test(before) &&
    !/\b(?:return|and|or|not|in|then|else|do|until|while|if|elseif)\s*$/.test(before),
  read: (variable) => `os.getenv("${variable}")`,
};

export const JULIA: Language = {
  comments: `${HASH_COMMENTS}${CHARACTER}`,
  literals: [
    literal(
      '"""',
      interpolation((expression) => `$(${expression})`),
      { isMultiline },
    ),
    literal(
      '"',
      interpolation((expression) => `$(${expression})`),
      { isMultiline, hole: ['$(', ')'] },
    ),
  ],
  read: (variable) => `ENV["${variable}"]`,
};
