const COMMENT = /^\s*(?:\/\/|#(?!include)|\*|\/\*|--\s|<!--|%\s|>|;|"""|'''|[$>]\s)/;
const FENCE = /^\s{0,3}(?:```|~~~)/m;

/** Whether what stands at a place is run: it is no comment, and no example on a page of documentation. */
export function isRunning(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  if (COMMENT.test(line) || /(?:^|\s)(?:\/\/|#)\s/.test(line)) return false;
  const before = text.slice(Math.max(0, at - 4000), at);
  if (before.lastIndexOf('<!--') > before.lastIndexOf('-->')) return false;
  if (before.lastIndexOf('/*') > before.lastIndexOf('*/')) return false;
  return !FENCE.test(before) && !/`[^`\n]*$/.test(line);
}
