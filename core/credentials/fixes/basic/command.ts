import type { Span } from '../../../problem.ts';
import { inserting, replacing } from '../parts.ts';
import type { BasicEdits } from './edits.ts';
import { withoutEntry, withoutParameter } from './query.ts';
import { type User, userIn } from './user.ts';

/** How far in front of a parameter its command may begin, in characters. */
const REACH = 1500;

/** How each command is given a user and a key. */
const COMMANDS: Readonly<Record<string, (credentials: Credentials) => string>> = {
  curl: ({ both }) => ` -u ${both}`,
  http: ({ both }) => ` -a ${both}`,
  https: ({ both }) => ` -a ${both}`,
  xh: ({ both }) => ` -a ${both}`,
  // Without being asked for them first, which CARTO never does.
  wget: ({ user, key }) => ` --auth-no-challenge --user=${user} --password=${key}`,
};
const COMMAND = /(?:^|[\s`(;|&])(curl|wget|https?|xh)(?=\s)/g;

/** Words of a command line. */
interface Credentials {
  readonly user: string;
  readonly key: string;
  readonly both: string;
}

const DATA = /^(?:-d|--data(?:-\w+)?|-F|--form(?:-string)?)$/;
const HAS_METHOD = /\s(?:-G|--get|-X|--request)\b/;
const HAS_BASIC = /\s(?:-u|--user|-a|--auth)[\s=]|Authorization:\s*Basic\b/i;

/** Values of which it is plain where they end: keys, and variables of shells and of what fills in templates. */
const VALUE =
  /(?:[\w-]+|\$\w+|\$\{\w+\}|\$\{\{[^{}]*\}\}|'"\$\{?\w+\}?"(?:'|(?=\s|$)))(?=[&"'\s]|\\?$|$)/y;

/** How a command sends the key that it has as a parameter by HTTP Basic instead; undefined where that is not plain to see. */
export function basicInCommand(text: string, span: Span): BasicEdits | undefined {
  const command = commandAround(text, span);
  if (!command) return undefined;
  const { name, start, words } = command;
  const end = words.at(-1)?.end ?? start;
  const written = text.slice(start, end);
  const taken = takenOut(text, span, words, HAS_METHOD.test(written));
  if (!taken) return undefined;
  const { edits, value } = taken;
  if (HAS_BASIC.test(written)) return { edits, holdsKey: false };
  const user = userIn(written, 'shell');
  if (!user) return undefined;
  const option = COMMANDS[name]?.(credentials(user, value)) ?? '';
  return {
    edits: [inserting(start + name.length, option), ...edits],
    holdsKey: !value.includes('$'),
  };
}

function credentials({ text, isExpression }: User, value: string): Credentials {
  const user = isExpression ? `\${${text}}` : text;
  const key = value.replace(/['"]/g, '');
  const word = (word: string) => (/^[\w:-]+$/.test(word) ? word : `"${word}"`);
  return { user: word(user), key: word(key), both: word(`${user}:${key}`) };
}

/** What takes a parameter out of its word, or the word out of the command, and the parameter's value. */
function takenOut(text: string, span: Span, words: readonly Span[], hasMethod: boolean) {
  const index = words.findIndex(({ start, end }) => start <= span.start && span.end <= end);
  const [word, option] = [words[index], words[index - 1]];
  if (!word || !option) return undefined;
  const isData = DATA.test(text.slice(option.start, option.end));
  if (text[span.end] === '"' && isData) return fromJson(text, span);
  if (text[span.end] !== '=') return undefined;
  VALUE.lastIndex = span.end + 1;
  const value = VALUE.exec(text)?.[0];
  if (value === undefined) return undefined;
  const isHalf = /^'.*"$/.test(value);
  const end = span.end + 1 + value.length;
  const isAll = /^["']?$/.test(text.slice(word.start, span.start)) && end >= word.end - 1;
  if (!isAll) {
    const edit = withoutParameter(text, { start: span.start, end });
    // The quote that it closes has to be closed without it.
    return { value, edits: [isHalf ? { ...edit, newText: "'" } : edit] };
  }
  const others = words.filter(({ start, end }) => DATA.test(text.slice(start, end)));
  const before = words[index - 2];
  // Without data, curl would send another kind of request.
  if (!isData || !before || (others.length < 2 && !hasMethod)) return undefined;
  return { value, edits: [replacing(before.end, word.end, '')] };
}

function fromJson(text: string, span: Span) {
  const [all, value] =
    /^"\s*:\s*"([\w-]+|'"\$\{?\w+\}?"'|\$\{?\w+\}?)"/.exec(text.slice(span.end, span.end + 200)) ??
    [];
  if (all === undefined || value === undefined || text[span.start - 1] !== '"') return undefined;
  return {
    value,
    edits: [withoutEntry(text, { start: span.start - 1, end: span.end + all.length })],
  };
}

/** The command that a place is in, with its words. */
function commandAround(text: string, { start, end }: Span) {
  const from = Math.max(0, start - REACH);
  const found = [...text.slice(from, start).matchAll(COMMAND)].at(-1);
  if (!found) return undefined;
  const [all, name = ''] = found;
  const at = from + found.index + all.length - name.length;
  const words = wordsFrom(text, at);
  return (words.at(-1)?.end ?? 0) >= end ? { name, start: at, words } : undefined;
}

const BLANK = /(?:[^\S\n]|\\\r?\n)+/y;
/** A piece of a word. */
const WORD = /'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\$\{\{[^{}\n]*\}\}|\\[^\n\r]|[^\s'"\\;|&()`<>$]+|\$/y;

/** Where a word ends that begins at a place; the place itself where none does. */
function wordEnd(text: string, start: number): number {
  let at = start;
  for (WORD.lastIndex = at; WORD.test(text); at = WORD.lastIndex);
  return at;
}

/** The words of a command line, as a shell reads them. */
function wordsFrom(text: string, start: number): Span[] {
  const words: Span[] = [];
  for (let at = start; ; ) {
    const end = wordEnd(text, at);
    if (end === at) return words;
    words.push({ start: at, end });
    BLANK.lastIndex = end;
    if (!BLANK.test(text)) return words;
    at = BLANK.lastIndex;
  }
}
