import type { Language, Surroundings } from '../language.ts';
import { interpolation } from '../parts.ts';
import type { Literal, LiteralSyntax } from '../syntax.ts';
import { isNoExpression } from './typescript.ts';

/** A text in quotes becomes a template, in which backticks and `${` have to be escaped. */
const IN_TEMPLATE = interpolation((expression) => `\${${expression}}`, {
  opens: () => '`',
  closes: () => '`',
  differs: /\\[\s\S]|`|\$\{/g,
  written: (found) => (found.startsWith('\\') ? found : `\\${found}`),
});

const quoted = (quote: string): LiteralSyntax => ({
  opens: quote,
  escape: '\\',
  part: (within) => {
    const { start, end } = within.literal.content;
    // What octal escapes were in a text is an error in a template.
    return /\\[1-9]|\\0\d/.test(within.text.slice(start, end)) ? undefined : IN_TEMPLATE(within);
  },
});

/** JavaScript and TypeScript, with JSX or without. @param environment where variables are: `process.env` */
export function javascript(environment: string): Language {
  return {
    comments:
      // A regular expression is none, but may look like the beginning of a literal.
      '\\/\\/[^\\n]*|\\/\\*[\\s\\S]*?(?:\\*\\/|$(?![\\s\\S]))|(?<=[(,=:[!&|?{};+]\\s{0,40}|\\breturn\\s)\\/(?![*/])(?:\\\\.|\\[(?:\\\\.|[^\\]\\\\\\n]){0,100}\\]|[^\\\\/\\n[]){1,200}\\/',
    literals: [
      quoted("'"),
      quoted('"'),
      {
        opens: '`',
        escape: '\\',
        isMultiline: true,
        hole: ['${', '}'],
        part: interpolation((expression) => `\${${expression}}`),
      },
    ],
    read: (variable) => `${environment}.${variable}`,
    isFixed: isNoExpression,
    around: surroundings,
  };
}

function surroundings(text: string, { start, end, opened }: Literal): Surroundings | undefined {
  const before = text.slice(Math.max(0, start - 60), start);
  // A property's name.
  if (/[{,]\s*$/.test(before) && /^\s*:/.test(text.slice(end, end + 20))) return undefined;
  if (opened === '`' || !isAttribute(text, start)) return {};
  // In an attribute entities are decoded, and backslashes and ends of lines are themselves.
  return /[&\\\n]\w*;?/.test(text.slice(start, end).replace(/&(?!#?\w+;)/g, ''))
    ? undefined
    : { wraps: ['{', '}'] };
}

/** How far in front of its attribute a tag of JSX begins, in characters. */
const TAG = 2000;

/** Whether a literal is the value of an attribute in JSX: its name is behind a blank in a tag that is open. */
function isAttribute(text: string, start: number): boolean {
  if (!/\s[A-Za-z][\w:.-]*=$/.test(text.slice(Math.max(0, start - 80), start))) return false;
  let depth = 0;
  for (let at = start - 1; at >= Math.max(0, start - TAG); at -= 1) {
    const character = text[at] ?? '';
    if (character === '}') depth += 1;
    else if (character === '{') {
      if (depth === 0) return false;
      depth -= 1;
    } else if (depth > 0) continue;
    else if (character === '<') return /[A-Za-z]/.test(text[at + 1] ?? '');
    else if (character === ';' || (character === '>' && text[at - 1] !== '=')) return false;
  }
  return false;
}
