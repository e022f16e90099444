import { atEnd } from '../bounded.ts';
import type { Span } from '../problem.ts';
import { FORM_PART } from './form-part.ts';
import { isKey, isPossibleKey } from './key-shape.ts';

/** A value behind the name of a parameter: a key that is written out, or whatever holds one. */
export type Value = 'variable' | Written;

interface Written {
  readonly span: Span;
  readonly secret: string;
  /** Whether it looks like a key wherever it stands. */
  readonly isKey: boolean;
}

/** Between a parameter's name and its value, which lists of parameters call so. */
const SEPARATOR =
  /["'`\]]{0,3}\s{0,80}(?:=>|->|<-|==?|[:,]|to\s|(?=["']?value["']?[:=]))\s{0,40}(?:["']?(?:value|contents)["']?\s{0,9}(?:=>|[:=])\s{0,9}(?:\{(?!\{))?|[{[](?=["'`])|\[\]string\{)?/y;
/** The same in a part of a form. */
const IN_PART = new RegExp(FORM_PART, 'y');
/** A parameter of a function that is sent as the one of its annotation: `@Query("api_key") key: String`. */
const ANNOTATED = /"\)\s{1,9}(?:final\s{1,9})?(?:String\s{1,9})?[a-z_]\w{0,40}\b/y;
const LITERAL = /(?:[bf]?["'`])?([\w-]{1,120})(?=["'`&\s,;)\]}<#\\]|$)/y;
/** A variable that is put into a string, or behind one, in any language. */
const INTERPOLATED =
  /["'`]{0,3}\s{0,9}(?:\$\{?[\w(]|\{\$|\$\{\{|#\{|\{\{|%[qsv@]|%[{<]\w|~[spw](?!\w)|%[A-Z_]\w{1,60}%|%\d(?![\dA-F])|%\(|\\\(|<[?%]|["'`]\s{0,9}(?:\+|\.{1,2}|&|\|\||%|,)\s{0,80}[\w$(@]|["'`]\s{0,9}<<)/y;
/** The end of a name that is its own value. */
const SHORTHAND = /\s{0,80}[,}]/y;
/** Braces, which only some strings take for more than themselves. */
const BRACES = /["'`]?\{(?:[A-Za-z_][\w.[\]'"()]{0,60}|\d{0,2})(?:![rsa])?(?::[\w.<>+-]{1,12})?\}/y;
/** An expression in code. */
const EXPRESSION =
  /(?!(?:z|[jJ]oi|yup|PropTypes|DataTypes|Type|Schema)\.)[$@&]?[A-Za-z_][\w.$]*(?=[\s,;)\]}[(]|->|::|$)/y;
/** Words of languages and documents that are no variables. */
const NO_VARIABLE =
  /^(?:null|undefined|None|nil|NULL|true|false|True|False|string|str|String|default_public|required|optional|of|and|is|or|in|the)$/;

/** What stands behind a parameter's name; undefined where that is neither a key nor a variable: a placeholder, the public key. */
export function valueBehind(text: string, at: number): Value | undefined {
  if (matches(ANNOTATED, text, at)) return isAnnotation(text, at) ? 'variable' : undefined;
  if (matches(SHORTHAND, text, at)) return isInObject(text, at) ? 'variable' : undefined;
  const separator = [IN_PART, SEPARATOR].find((each) => matches(each, text, at));
  if (!separator) return undefined;
  const start = separator.lastIndex;
  LITERAL.lastIndex = start;
  const literal = LITERAL.exec(text);
  if (literal) return readLiteral(literal, isInString(text, at));
  const isVariable =
    matches(INTERPOLATED, text, start) ||
    (!isInString(text, at) && matches(EXPRESSION, text, start)) ||
    (matches(BRACES, text, start) && isFormat(text, at)) ||
    // A literal that ends here is put in front of a key.
    /[?&]\w{1,12}=["'`]$/.test(text.slice(Math.max(0, start - 15), start + 1));
  return isVariable ? 'variable' : undefined;
}

/** A key in quotes or without them; a word without them is a variable, but in a string. */
function readLiteral(
  { 0: all, 1: word = '', index }: RegExpExecArray,
  isInString: boolean,
): Value | undefined {
  const end = index + all.length;
  const looksSo = isKey(word);
  if (looksSo || isPossibleKey(word)) {
    return { span: { start: end - word.length, end }, secret: word, isKey: looksSo };
  }
  const isName = all === word && !isInString && /^[A-Za-z_]/.test(word);
  return isName && !NO_VARIABLE.test(word) ? 'variable' : undefined;
}

/** Whether a name that ends at a place is the only argument of an annotation. */
function isAnnotation(text: string, at: number): boolean {
  return /@\w{1,30}\((?:\w{1,20}\s{0,3}=\s{0,3})?"\w{1,20}$/.test(
    text.slice(Math.max(0, at - 80), at),
  );
}

/** Whether a name without a value is an object's shorthand, `{ q, api_key }`, rather than one in a list of others. */
function isInObject(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 200), at);
  // A template's variable.
  if (/\{\{\s{0,9}\w+$/.test(before) && /^\s{0,9}\}\}/.test(text.slice(at, at + 12))) return false;
  return /(?<![#$%=\w/.])\{(?:\s*(?:\w+|\w+\s*:[^,{}()\n]*),)*\s*\w+$/.test(before);
}

function matches(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/** Whether a parameter is written as those of URLs and forms are, `&a=b`, so that words behind it are themselves. */
function isInString(text: string, at: number): boolean {
  return /[?&"'`]\w{1,12}=$/.test(text.slice(Math.max(0, at - 14), at + 1));
}

/** Whether a template's options give what its braces name: `L.tileLayer('…?api_key={k}', { k: key })`. */
function isOption(text: string, at: number, after: string): boolean {
  const name = /\{(\w{1,60})[!:}]/.exec(text.slice(at, at + 80))?.[1];
  return name !== undefined && new RegExp(`[{,]\\s*["']?${name}["']?\\s*:`).test(after);
}

const FORMATTED = atEnd(600, /(?:\b[fF][rR]?|\b[rR][fF]|\b[sS]|\$@?|@\$)["'`][^\n]*$/);

/** Whether braces around a place are filled in: those of an f-string, of `$"…"`, or of what is formatted. */
function isFormat(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 600), at);
  const after = text.slice(at, at + 400);
  return (
    FORMATTED.test(before) ||
    /\b(?:get|post)For(?:Object|Entity)\(|\bexpand\(/.test(after) ||
    /(?:format!?|glue)\(\s*@?["'][^"']*$/i.test(before) ||
    isOption(text, at, after) ||
    // What Go has for a form's values is a list in braces.
    before.includes('url.Values{') ||
    /^[^\n;]*(?:\n\s*)?\.\s*format\(/.test(after)
  );
}
