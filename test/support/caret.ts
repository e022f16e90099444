/** A place in a text, as the protocol counts. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Takes the one `‸` out of a text. @returns the text without it, and where it stood */
export function caret(marked: string): { text: string; position: Position } {
  const parts = marked.split('‸');
  const [before = '', after = ''] = parts;
  if (parts.length !== 2) throw new Error('The text needs one ‸.');
  return { text: before + after, position: positionAfter(before) };
}

/** Where a text ends. */
export function positionAfter(text: string): Position {
  const lines = text.split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** A text after edits in the words of the protocol, which do not overlap. */
export function edited(
  text: string,
  edits: readonly {
    readonly range: { readonly start: Position; readonly end: Position };
    readonly newText: string;
  }[],
): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Position) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (result, { range, newText }) =>
        result.slice(0, offset(range.start)) + newText + result.slice(offset(range.end)),
      text,
    );
}
