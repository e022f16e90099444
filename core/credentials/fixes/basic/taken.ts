import { atEnd } from '../../../bounded.ts';
import type { Span, TextEdit } from '../../../problem.ts';
import { replacing } from '../parts.ts';
import type { Literal } from '../syntax.ts';
import type { Code } from './code.ts';
import { withoutEntry, withoutParameter } from './query.ts';

/** A key that is taken out of where it is sent. */
export interface Taken {
  readonly edits: readonly TextEdit[];
  /** Written out, or as an expression. */
  readonly key: { readonly text: string; readonly isExpression: boolean };
}

/** An expression that can be moved elsewhere as it is. */
const SIMPLE = /^[A-Za-z_$][\w$.]*(?:\[["']?\w+["']?\])?$/;
const NAME = String.raw`([A-Za-z_$][\w$.]*(?:\[["']\w+["']\])?)`;
const BEHIND = new RegExp(String.raw`\s*\+\s*(?:encodeURIComponent\(\s*${NAME}\s*\)|${NAME})`, 'y');

/** What joins a literal to what is in front of it. */
const JOINT_BEFORE = atEnd(80, /\s*\+\s*$/);

/** Takes a key out of an entry, `api_key: KEY`, or out of a URL in a literal. Undefined where that is not plain to see. */
export function takenOut(code: Code, span: Span): Taken | undefined {
  const literal = code.literalAt(span);
  if (!literal || isAll(literal, span)) return fromEntry(code, span);
  return fromLiteral(code, span, literal);
}

function isAll({ content }: Literal, { start, end }: Span): boolean {
  return content.start === start && content.end === end;
}

function fromEntry(code: Code, span: Span): Taken | undefined {
  const found = code.entryAt(span);
  if (!found) return undefined;
  const written = code.slice(found.value);
  const literal = /^(["'])([\w-]+)\1$/.exec(written)?.[2];
  if (literal === undefined && !SIMPLE.test(written)) return undefined;
  return {
    edits: [withoutEntry(code.text, found.entry)],
    key: { text: literal ?? written, isExpression: literal === undefined },
  };
}

function fromLiteral(code: Code, { start, end }: Span, literal: Literal): Taken | undefined {
  const { text } = code;
  const { content } = literal;
  if (text[end] !== '=' || !/[?&]/.test(text[start - 1] ?? '')) return undefined;
  const rest = text.slice(end + 1, content.end);
  const isFormat = literal.opened === '`' || /f/i.test(literal.opened);
  const [all, written, template] =
    /^(?:([\w-]+)|\$?\{(?:encodeURIComponent\()?([A-Za-z_$][\w$.]*(?:\[["']\w+["']\])?)\)?\})(?=&|$)/.exec(
      rest,
    ) ?? [];
  if (all !== undefined) {
    if (template !== undefined && !isFormat) return undefined;
    return {
      edits: [withoutParameter(text, { start, end: end + 1 + all.length })],
      key: { text: written ?? template ?? '', isExpression: written === undefined },
    };
  }
  return rest === '' ? fromJoint(code, start, literal) : undefined;
}

/** `'…&api_key=' + KEY`, and what may follow: `+ '&…'`. */
function fromJoint(code: Code, start: number, literal: Literal): Taken | undefined {
  const { text } = code;
  BEHIND.lastIndex = literal.end;
  const [, encoded, plain] = BEHIND.exec(text) ?? [];
  const expression = encoded ?? plain;
  if (expression === undefined) return undefined;
  const end = BEHIND.lastIndex;
  const key = { text: expression, isExpression: true };
  const joint = /^\s*\+\s*/.exec(text.slice(end, end + 80))?.[0];
  if (joint === undefined) {
    if (/^\s*[([.]/.test(text.slice(end, end + 80))) return undefined;
    const before = JOINT_BEFORE.exec(text.slice(0, literal.start))?.[0];
    // Nothing else stands in its literal.
    if (before !== undefined && literal.content.start === start - 1) {
      return { edits: [replacing(literal.start - before.length, end, '')], key };
    }
    return {
      edits: [replacing(start - 1, literal.content.end, ''), replacing(literal.end, end, '')],
      key,
    };
  }
  const next = code.literalFrom(end + joint.length);
  if (next?.opened !== literal.opened || text[next.content.start] !== '&') return undefined;
  return { edits: [replacing(start, next.content.start + 1, '')], key };
}
