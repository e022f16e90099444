import type { Span, TextEdit } from '../../problem.ts';
import type { Literal, Part } from './syntax.ts';

/** What replaces a stretch of a text. */
export function replacing(start: number, end: number, newText: string): TextEdit {
  return { span: { start, end }, newText };
}

export function inserting(at: number, newText: string): TextEdit {
  return replacing(at, at, newText);
}

/** What stands around a literal that any expression may take the place of, whatever binds how tightly. */
const BEFORE = /(?:^|[=(,[{:;>?|&]|\b(?:return|echo|print|puts|in|yield|await|case|when))\s*$/;
const BEHIND = /^[^\S\n]*(?:[,;)\]}:\n?#|&]|\/\/|--|$)/;

/** Whether an expression of more than one term needs brackets in the place of a literal. */
export function needsBrackets(text: string, { start, end }: Span, operator = ''): boolean {
  const before = text.slice(Math.max(0, start - 40), start);
  const behind = text.slice(end, end + 40);
  const sign = operator.trim();
  const goesOn = sign !== '' && behind.trimStart().startsWith(sign);
  const follows = sign !== '' && before.trimEnd().endsWith(sign);
  return !((BEFORE.test(before) || follows) && (BEHIND.test(behind) || goesOn));
}

/** `'a' + KEY + 'b'`: the literal is closed, and opened again. @param wraps a function's name and its brackets, where that joins */
export function concatenation(operator: string, wraps?: readonly [string, string]): Part {
  return ({ text, literal, span, expression }) => {
    const { start, end, content, opened } = literal;
    const closing = text.slice(content.end, end);
    const isFirst = span.start === content.start;
    const isLast = span.end === content.end;
    const needs = operator !== '' && !wraps && needsBrackets(text, literal, operator);
    const [open = '', close = ''] = wraps ?? (needs ? ['(', ')'] : []);
    const from = isFirst ? start : span.start;
    const to = isLast ? end : span.end;
    const before = isFirst ? open : closing + operator;
    const behind = isLast ? close : operator + opened;
    return [
      ...(isFirst || open === '' ? [] : [inserting(start, open)]),
      replacing(from, to, before + expression + behind),
      ...(isLast || close === '' ? [] : [inserting(end, close)]),
    ];
  };
}

/** Leaves what stands in the code of a literal alone, where what opens that says that braces hold code: `f'…'`, `$"…"`. */
export function outsideOfHoles(part: Part): Part {
  return (within) => {
    const { text, literal, span } = within;
    const before = text.slice(literal.content.start, span.start).replace(/\{\{|\}\}/g, '');
    const isInHole =
      /[fF$]/.test(literal.opened) && before.lastIndexOf('{') > before.lastIndexOf('}');
    return isInHole ? undefined : part(within);
  };
}

/** Another way of writing a literal, in which expressions can stand. */
interface Conversion {
  /** What opens it, made of what opens the literal. */
  opens(opened: string): string;
  closes(closing: string): string;
  /** What is written differently there, and how. */
  readonly differs: RegExp;
  written(found: string): string;
}

/** `${KEY}`: the expression stands in the literal, which is written in another way for that where it has to be. */
export function interpolation(
  write: (expression: string, literal: Literal, next: string) => string | undefined,
  conversion?: Conversion,
): Part {
  return ({ text, literal, span, expression }) => {
    const written = write(expression, literal, text[span.end] ?? '');
    if (written === undefined) return undefined;
    return [
      ...(conversion ? converted(text, literal, span, conversion) : []),
      replacing(span.start, span.end, written),
    ].sort((a, b) => a.span.start - b.span.start);
  };
}

function converted(text: string, literal: Literal, part: Span, conversion: Conversion): TextEdit[] {
  const { start, end, content, opened } = literal;
  const closing = text.slice(content.end, end);
  const [before, behind] = [conversion.opens(opened), conversion.closes(closing)];
  return [
    ...(before === opened ? [] : [replacing(start, content.start, before)]),
    ...differences(text, { start: content.start, end: part.start }, conversion),
    ...differences(text, { start: part.end, end: content.end }, conversion),
    ...(behind === closing ? [] : [replacing(content.end, end, behind)]),
  ];
}

/** What has to be written differently in a stretch of a text. */
export function differences(
  text: string,
  { start, end }: Span,
  { differs, written }: Pick<Conversion, 'differs' | 'written'>,
): TextEdit[] {
  return Array.from(text.slice(start, end).matchAll(differs), ({ index, 0: found }) =>
    replacing(start + index, start + index + found.length, written(found)),
  ).filter(({ span, newText }) => text.slice(span.start, span.end) !== newText);
}
