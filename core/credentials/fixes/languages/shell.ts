import type { Language } from '../language.ts';
import { concatenation, interpolation, replacing } from '../parts.ts';
import type { LiteralSyntax } from '../syntax.ts';

/** `$KEY`, in braces where what follows would be a part of the name. */
const expanded = interpolation((expression, _, next) => {
  const name = /\w+/.exec(expression)?.[0] ?? '';
  return /[\w[]/.test(next) ? `\${${name}}` : `$${name}`;
});

/** Those of commands. */
export const SHELL_LITERALS: readonly LiteralSyntax[] = [
  // Where the word of a document in place is quoted, nothing in it is expanded.
  {
    opens: '<<-?[ \\t]*\\\\?(?:\'\\w+\'|"\\w+"|(?<=\\\\)\\w)[^\\n]{0,300}\\n',
    closes: (opened) => `^\\t*${/\w+/.exec(opened)?.[0]}[ \\t]*$`,
    isMultiline: true,
  },
  {
    opens: '<<-?[ \\t]*[A-Za-z_][^\\n]{0,300}\\n',
    closes: (opened) => `^\\t*${/\w+/.exec(opened)?.[0]}[ \\t]*$`,
    escape: '\\',
    isMultiline: true,
    part: expanded,
  },
  // In these, it would have to be known what is escaped.
  { opens: "\\$'", escape: '\\', isMultiline: true },
  { opens: "'", isMultiline: true, part: concatenation('') },
  { opens: '"', escape: '\\', isMultiline: true, hole: ['$(', ')'], part: expanded },
];

/** POSIX shells and those that are like them. */
export const SHELL: Language = {
  comments: '(?<![^\\s;&|(])#[^\\n]*|\\\\[^\\n]',
  literals: SHELL_LITERALS,
  joins: true,
  read: (variable) => `"$${variable}"`,
  bare: ({ start, end }, variable) => [replacing(start, end, `"$${variable}"`)],
};
