import { lineBefore } from './lines.ts';

/** How far in front of a place a comment or an example may begin, in characters. */
const REACH = 4000;

/** What a line of a comment begins with, and one of a session that documentation shows. */
const LINE = /^\s*(?:\/\/|#(?!include)|\*|\/\*|--\s|<!--|%\s|>|;|"""|'''|[$>]\s)/;
const BEHIND = /\s(?:\/\/|#)\s/;
const FENCE = /^\s{0,3}(?:```|~~~|\.\. code)|\w::$/m;
/** A piece of code within a sentence. */
const IN_TEXT = /`[^`\n]*$/;

/** Whether what stands at a place is run: it is no comment, and no example on a page of documentation. */
export function isRunning(text: string, at: number): boolean {
  const line = lineBefore(text, at);
  if (LINE.test(line) || BEHIND.test(line) || IN_TEXT.test(line)) return false;
  const before = text.slice(Math.max(0, at - REACH), at);
  if (before.lastIndexOf('<!--') > before.lastIndexOf('-->')) return false;
  // A page that shows code.
  if (before.lastIndexOf('<pre') > before.lastIndexOf('</pre')) return false;
  return !isInBlock(before) && !FENCE.test(before);
}

/** Whether a block comment has begun that has not ended; no glob begins one, `src/*`. */
function isInBlock(before: string): boolean {
  const open = before.lastIndexOf('/*');
  return (
    open !== -1 && !/[^\s;,{}()]/.test(before.charAt(open - 1)) && !before.includes('*/', open + 2)
  );
}
