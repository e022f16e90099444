import { atEnd } from '../../../bounded.ts';
import { isInAnnotation, isInAnnotationOrCase } from '../context.ts';
import { type Language, lineTo } from '../language.ts';
import { concatenation } from '../parts.ts';
import { withoutConstant } from './constants.ts';
import { C_COMMENTS, CHARACTER, inBraces, isMultiline, literal } from './literals.ts';

const PLUS = concatenation(' + ');

const OUTSIDE_OF_ANNOTATIONS: Pick<Language, 'isFixed'> = {
  isFixed: (_text, _literal, context) => isInAnnotationOrCase(context),
};

const DEFAULT = atEnd(1000, /\bdefault\s*(?:\{[^}]*)?$/);

const getenv = (variable: string) => `System.getenv("${variable}")`;

export const JAVA: Language = {
  comments: C_COMMENTS + CHARACTER,
  literals: [literal('"""', undefined, { isMultiline }), literal('"', PLUS)],
  read: getenv,
  // An annotation's own member has a constant for its default, too.
  isFixed: (_text, _literal, context) =>
    isInAnnotationOrCase(context) || DEFAULT.test(context.before),
};

export const KOTLIN: Language = {
  comments: C_COMMENTS + CHARACTER,
  literals: [
    { opens: '"""', isMultiline, hole: ['${', '}'], part: inBraces },
    literal('"', inBraces, { hole: ['${', '}'] }),
  ],
  read: getenv,
  isFixed: (_text, _literal, context) => isInAnnotation(context),
  around(text, { start }) {
    // What other files see may be in their annotations.
    return /\bconst\s/.test(lineTo(text, start).replace(/\bprivate\s+const\s/, ''))
      ? undefined
      : withoutConstant(text, start, /\bconst\s+(?=val\s)/);
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
  ...OUTSIDE_OF_ANNOTATIONS,
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
