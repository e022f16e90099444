import type { Language } from '../language.ts';
import { interpolation, replacing } from '../parts.ts';
import { isMultiline } from './literals.ts';

const braced = (expression: string) => `\${${expression.slice(1)}}`;
const inDoubleQuotes = interpolation(braced);

export const POWERSHELL: Language = {
  comments: '<#[\\s\\S]*?(?:#>|$(?![\\s\\S]))|(?<![^\\s;(){}])#[^\\n]*',
  literals: [
    { opens: "@'\\r?\\n", closes: () => "^'@", isMultiline },
    { opens: '@"\\r?\\n', closes: () => '^"@', isMultiline, part: inDoubleQuotes },
    { opens: '"', escape: '`', isMultiline, hole: ['$(', ')'], part: inDoubleQuotes },
    {
      opens: "'",
      escape: 'doubled',
      isMultiline,
      part: interpolation(braced, {
        opens: () => '"',
        closes: () => '"',
        differs: /''|["$`]/g,
        written: (found) => (found === "''" ? "'" : `\`${found}`),
      }),
    },
  ],
  joins: true,
  // What attributes hold.
  isFixed: (_text, _literal, { openings }) => openings.some((each) => /\[[\w.]+\($/.test(each)),
  read: (variable) => `$env:${variable}`,
};

export const BATCH: Language = {
  comments: '^[ \\t]*(?:@?rem\\b|::)[^\\n]*',
  literals: [{ opens: '"', part: interpolation((expression) => expression.replaceAll('"', '')) }],
  joins: true,
  read: (variable) => `"%${variable}%"`,
  bare: ({ start, end }, variable) => [replacing(start, end, `%${variable}%`)],
};
