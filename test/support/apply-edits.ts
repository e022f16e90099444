/** A replacement in a text: offsets, `end` exclusive. */
export interface Edit {
  readonly span: { readonly start: number; readonly end: number };
  readonly newText: string;
}

/** The text after edits that do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce((result, { span, newText }) => {
      return result.slice(0, span.start) + newText + result.slice(span.end);
    }, text);
}
