/** A pattern that never sees more of a text than so many characters, so that its time is bounded however it backtracks. */
export interface BoundedPattern {
  test(text: string): boolean;
  /** Its index is one in the whole text. */
  exec(text: string): RegExpExecArray | null;
}

/** A pattern for the end of a text, of which it sees the last characters alone. */
export function atEnd(most: number, pattern: RegExp): BoundedPattern {
  const seen = (text: string) => text.slice(-most);
  return {
    test: (text) => pattern.test(seen(text)),
    exec(text) {
      const found = pattern.exec(seen(text));
      if (found) found.index += Math.max(0, text.length - most);
      return found;
    },
  };
}
