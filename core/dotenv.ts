import type { Span, TextEdit } from './problem.ts';
import { appendedLine } from './text-edits.ts';

/** Names that every shell and every reader of `.env` files takes. */
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Whether an environment variable can be called so. */
export function isVariableName(name: string): boolean {
  return NAME.test(name);
}

/** What ends the names of files that show what an `.env` file has to hold, and hold no secrets themselves. */
const TEMPLATE = /\.(?:example|sample|template|tmpl|dist|defaults?|schema)$/i;

/** Whether a file called so holds environment variables of the machine that it is on. */
export function isEnvFile(name: string): boolean {
  return /^\.env(?:\.[\w.-]+)?$/.test(name) && !TEMPLATE.test(name);
}

/** What gives a credential's variable its name. */
export interface Named {
  readonly kind: 'token' | 'key';
  readonly name: string;
}

/**
 * What the environment variable of a credential may be called: after what it is, or after its own name as well where that
 * is taken.
 *
 * @param prefix what has to stand before it, as Vite's `VITE_`
 */
export function suggestedVariable(
  { kind, name }: Named,
  prefix: string,
  isTaken: (variable: string) => boolean = () => false,
): string {
  const what = kind === 'token' ? 'ACCESS_TOKEN' : 'API_KEY';
  const plain = `${prefix}CARTO_${what}`;
  if (!isTaken(plain)) return plain;
  const own = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toUpperCase();
  return `${prefix}CARTO_${own && `${own}_`}${what}`;
}

/** A variable that a text gives a value. */
export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Where the value stands, with its quotes. */
  readonly span: Span;
}

/** `export NAME =` at the beginning of a line. */
const BEGINNING = /[^\S\r\n]*(?:export[^\S\r\n]+)?([\w.-]+)[^\S\r\n]*=[^\S\r\n]*/y;
/** A value in quotes, which may go over lines. */
const IN_QUOTES = /"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|`([^`]*)`/y;

/** The variables that the text of an `.env` file gives values, in their order. */
export function* assignments(text: string): Generator<Assignment> {
  for (let at = 0; at < text.length; ) {
    BEGINNING.lastIndex = at;
    const name = BEGINNING.exec(text)?.[1];
    if (name !== undefined) {
      const assignment = valueAt(text, BEGINNING.lastIndex);
      yield { name, ...assignment };
      at = assignment.span.end;
    }
    const end = text.indexOf('\n', at);
    at = end < 0 ? text.length : end + 1;
  }
}

function valueAt(text: string, start: number): Omit<Assignment, 'name'> {
  IN_QUOTES.lastIndex = start;
  const match = IN_QUOTES.exec(text);
  if (match) {
    const [, double, single, back = ''] = match;
    const value = double?.replace(/\\(["\\])/g, '$1') ?? single ?? back;
    return { value, span: { start, end: IN_QUOTES.lastIndex } };
  }
  const eol = text.indexOf('\n', start);
  const rest = text.slice(start, eol < 0 ? text.length : eol);
  // A # begins a comment at the beginning, or behind a blank.
  const value = rest
    .split(/^#|\s#/, 1)
    .join('')
    .trimEnd();
  return { value, span: { start, end: start + value.length } };
}

/** What a text says of a variable before it is given a value. */
export interface Setting {
  /** Its value before; undefined where it has none, empty where its place is there. */
  readonly before: string | undefined;
  readonly edit: TextEdit;
}

/**
 * Gives a variable a value in the text of an `.env` file, and leaves all else as it is: in the place of the value that
 * counts, which is the last one, in the same quotes; or in a line of its own at the end.
 */
export function setVariable(text: string, name: string, value: string): Setting {
  const found = [...assignments(text)].findLast((each) => each.name === name);
  if (!found) {
    return { before: undefined, edit: appendedLine(text, envLine(name, value)) };
  }
  const quote = /["'`]/.exec(text[found.span.start] ?? '')?.[0];
  const written = quote && !/["'`$\\\r\n]/.test(value) ? quote + value + quote : quoted(value);
  // A comment that stood in the value's place would become a part of it.
  const newText = text[found.span.end] === '#' ? `${written} ` : written;
  return { before: found.value, edit: { span: found.span, newText } };
}

/** A line that gives a variable a value, without its end. */
export function envLine(name: string, value: string): string {
  return `${name}=${quoted(value)}`;
}

/** A value as every reader takes it: plain where it is, else in the first quotes that it does not hold. */
function quoted(value: string): string {
  if (/^[\w.:/@%+,=~-]*$/.test(value)) return value;
  const quote = ["'", '"', '`'].find((each) => !value.includes(each));
  return quote === undefined || quote === '"'
    ? `"${value.replace(/["\\]/g, '\\$&')}"`
    : quote + value + quote;
}
