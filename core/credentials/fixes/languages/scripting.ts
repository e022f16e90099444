import type { Language } from '../language.ts';
import { concatenation, interpolation } from '../parts.ts';
import type { Part } from '../syntax.ts';
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

export const RUBY: Language = {
  comments: `${HASH_COMMENTS}|^=begin\\b[\\s\\S]*?^=end\\b`,
  literals: [
    {
      opens: "<<[~-]?'\\w+'[^\\n]*\\n",
      closes: (opened) => `^[ \\t]*${/\w+/.exec(opened)?.[0]}[ \\t]*$`,
      isMultiline,
    },
    {
      opens: '<<[~-]?"?[A-Z]\\w*"?[^\\n]*\\n',
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
  read: (variable) => `ENV["${variable}"]`,
};

/** What is no PHP, but HTML with scripts: up to the first tag that begins code, and from each that ends it to the next. */
const HTML_AROUND = '(?:(?<![\\s\\S])|\\?>)[\\s\\S]*?(?:<\\?(?:php\\b|=)|$(?![\\s\\S]))';

export const PHP: Language = {
  comments: `${HTML_AROUND}|(?:\\/\\/|#(?!\\[))(?:(?!\\?>)[^\\n])*|${C_COMMENTS}`,
  literals: [
    {
      opens: '<<<[ \\t]*["\']?\\w+["\']?\\r?\\n',
      closes: (opened) => `^[ \\t]*${/\w+/.exec(opened)?.[0]}\\b`,
      isMultiline,
    },
    literal('"', concatenation(' . '), { isMultiline }),
    literal("'", concatenation(' . '), { isMultiline }),
  ],
  read: (variable) => `getenv('${variable}')`,
  around(text, { start }) {
    const before = text.slice(Math.max(0, start - 600), start);
    const statement = before.slice(
      Math.max(...[...';{}'].map((each) => before.lastIndexOf(each))) + 1,
    );
    // What a class or a constant begins with is known before anything runs.
    return /^\s*(?:#\[[^\]]*\]\s*)?(?:(?:public|private|protected|var|static|readonly|final)\s|const\s)(?![^=]*\bfunction\b)/.test(
      statement,
    )
      ? undefined
      : {};
  },
};

export const R: Language = {
  comments: HASH_COMMENTS,
  literals: [
    { opens: '\\b[rR]["\'](?=[-({[])', isMultiline },
    literal('"', concatenation(', ', ['paste0(', ')']), { isMultiline }),
    literal("'", concatenation(', ', ['paste0(', ')']), { isMultiline }),
  ],
  read: (variable) => `Sys.getenv("${variable}")`,
};

export const ELIXIR: Language = {
  comments: HASH_COMMENTS,
  literals: [
    literal('"""', inHashes, { isMultiline }),
    literal('"', inHashes, { isMultiline, hole: ['#{', '}'] }),
  ],
  read: (variable) => `System.fetch_env!("${variable}")`,
};

export const PERL: Language = {
  comments: '(?<![$\\w{])#[^\\n]*|^=\\w[\\s\\S]*?^=cut\\b',
  literals: [
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
  comments: '--\\[\\[[\\s\\S]*?\\]\\]|--[^\\n]*|\\[\\[[\\s\\S]*?\\]\\]',
  literals: [literal('"', concatenation(' .. ')), literal("'", concatenation(' .. '))],
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
