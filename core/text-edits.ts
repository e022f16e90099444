import type { TextEdit } from './problem.ts';

/** The text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const { span, newText } of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    parts.push(text.slice(end, span.start), newText);
    end = span.end;
  }
  parts.push(text.slice(end));
  return parts.join('');
}

/** The one edit that makes a text of another: what both begin and end with stays untouched. */
export function difference(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start += 1;
  let tail = 0;
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return [
    {
      span: { start, end: before.length - tail },
      newText: after.slice(start, after.length - tail),
    },
  ];
}

/** The edit that adds a line at the end of a text, ended as the text's own are. */
export function appendedLine(text: string, line: string): TextEdit {
  const eol = /\r?\n/.exec(text)?.[0] ?? '\n';
  const isOpen = text !== '' && !text.endsWith('\n');
  return {
    span: { start: text.length, end: text.length },
    newText: `${isOpen ? eol : ''}${line}${eol}`,
  };
}
