/** The most of a line that is looked at: some files are one line, and are looked at in thousands of places. */
const REACH = 1200;

/** A line up to a place, or the end of that if it is long. */
export function lineBefore(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - REACH), at);
  return before.slice(before.lastIndexOf('\n') + 1);
}

/** Where the line of a place ends, or is no longer looked at. */
export function lineEnd(text: string, at: number): number {
  const line = text.slice(at, at + REACH).indexOf('\n');
  return line === -1 ? Math.min(text.length, at + REACH) : at + line;
}
