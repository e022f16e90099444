import { type Language, lineTo } from '../language.ts';
import { concatenation } from '../parts.ts';
import { withoutConstant } from './constants.ts';
import { C_COMMENTS, CHARACTER, inBraces, isMultiline, literal } from './literals.ts';

const PLUS = concatenation(' + ');

/** What annotations hold, and what cases are of, is known before anything runs. */
const OUTSIDE_OF_ANNOTATIONS: Pick<Language, 'around'> = {
  around: (text, { start }) =>
    /@\w+\s*\([^)]*$|\bcase\s*$/.test(lineTo(text, start)) ? undefined : {},
};

const getenv = (variable: string) => `System.getenv("${variable}")`;

export const JAVA: Language = {
  comments: C_COMMENTS + CHARACTER,
  literals: [literal('"""', undefined, { isMultiline }), literal('"', PLUS)],
  read: getenv,
  ...OUTSIDE_OF_ANNOTATIONS,
};

export const KOTLIN: Language = {
  comments: C_COMMENTS + CHARACTER,
  literals: [
    { opens: '"""', isMultiline, hole: ['${', '}'], part: inBraces },
    literal('"', inBraces, { hole: ['${', '}'] }),
  ],
  read: getenv,
  around(text, { start }) {
    const line = lineTo(text, start);
    if (/@\w+\s*\([^)]*$/.test(line)) return undefined;
    return withoutConstant(text, start, /\bconst\s+(?=val\s)/);
  },
};

export const SCALA: Language = {
  comments: C_COMMENTS + CHARACTER,
  literals: [
    { opens: '\\bs"""', isMultiline, part: inBraces },
    literal('\\bs"', inBraces),
    { opens: '"""', isMultiline, part: PLUS },
    literal('"', PLUS),
  ],
  // What reads a map is there in Scala as well as in Java.
  read: (variable) => `sys.env("${variable}")`,
};

export const GROOVY: Language = {
  comments: C_COMMENTS,
  literals: [
    literal('"""', inBraces, { isMultiline }),
    literal("'''", PLUS, { isMultiline }),
    literal('"', inBraces, { hole: ['${', '}'] }),
    literal("'", PLUS),
  ],
  read: getenv,
  ...OUTSIDE_OF_ANNOTATIONS,
};
