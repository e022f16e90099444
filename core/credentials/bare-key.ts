import { lineBefore, lineEnd } from './lines.ts';
import { isCartosPath, isKeyFile } from './path.ts';
import type { Source } from './source.ts';

/** The most of a file that holds nothing but a key, and perhaps whose it is, in characters. */
const KEY_FILE = 400;
/** How far above a key the heading of its list may stand, in characters. */
const REACH = 400;

/** In front of a value that has its line to itself: a comment's or a list's beginning, and perhaps the user. */
const ALONE = /^[\s\ufeff*#/;!>%|"'`-]{0,40}(?:[\w.@-]{1,60}[:,;]?[ \t]{1,9}|[\w.@-]{1,60}[:,;])?$/;
/** Behind it. */
const ALONE_BEHIND = /^["'`,;]?[ \t]{0,40}(?:\*\/|-->)?\s{0,9}$/;

/** A line that says that credentials follow: `DEV CREDENTIALS:`, `# API keys`. */
const HEADING =
  /^[\s*#/;!>%<|=-]{0,40}(?:[A-Za-z][\w'’.-]{0,30} ){0,4}(?:credentials?|creds|api[ _-]?keys?|secrets?|logins?|access)\b[^\n.;={}()]{0,30}$/i;
/** Code, which no list of credentials has between its heading and its lines. */
const CODE = /[;{}()=]|=>/;

/**
 * Whether a value that no name is given to has its line to itself, and what is around says that it is a key: the name of the
 * file, which holds nothing else, or a heading above.
 */
export function isBareKey(source: Source, start: number, end: number): boolean {
  const { text, path } = source;
  if (!ALONE.test(lineBefore(text, start))) return false;
  if (!ALONE_BEHIND.test(text.slice(end, lineEnd(text, end)))) return false;
  if (text.length <= KEY_FILE && isCartosPath(path) && isKeyFile(path)) return true;
  return source.isNearCarto(start, REACH) && isUnderHeading(text, start);
}

function isUnderHeading(text: string, at: number): boolean {
  const above = text
    .slice(Math.max(0, at - REACH), at)
    .split('\n')
    .slice(0, -1);
  for (const line of above.reverse()) {
    if (HEADING.test(line)) return true;
    if (CODE.test(line)) return false;
  }
  return false;
}
