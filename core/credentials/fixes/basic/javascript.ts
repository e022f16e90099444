import type { Span, TextEdit } from '../../../problem.ts';
import { inserting } from '../parts.ts';
import type { Code } from './code.ts';
import type { BasicEdits } from './edits.ts';
import { type Taken, takenOut } from './taken.ts';
import { type User, userIn } from './user.ts';

const CALLS =
  /(?<![\w.$])(?:(?:window\.)?fetch|axios(?:\.(?:get|delete|head|post|put|patch|request))?)$/;
/** Those of axios that are given data in front of their options. */
const WITH_DATA = /\.(?:post|put|patch)$/;
const OPTIONS_ALONE = /^axios(?:\.request)?$/;

/** How a call of `fetch` or axios sends a key by HTTP Basic; undefined where that is not plain to see. */
export function basicInJavaScript(code: Code, span: Span): BasicEdits | undefined {
  const call = code.callAround(span.start, CALLS);
  const taken = call && takenOut(code, span);
  const [first] = call?.arguments ?? [];
  if (!taken || !first) return undefined;
  const written = code.slice(first);
  const user = userIn(written, 'template') ?? code.userOfVariable(written, 'template');
  const isFetch = call.name.endsWith('fetch');
  const index = isFetch ? 1 : WITH_DATA.test(call.name) ? 2 : OPTIONS_ALONE.test(call.name) ? 0 : 1;
  const options = call.arguments[index];
  const entries = options && code.entries(options);
  if (options && !entries) return undefined;
  const headers = entries?.get('headers');
  const isSent = entries?.has('auth') || /Authorization/.test(headers ? code.slice(headers) : '');
  if (isSent) return { edits: taken.edits, holdsKey: false };
  if (!user) return undefined;
  const property = isFetch
    ? fetchHeader(user, taken, quoteIn(written))
    : axiosAuth(user, taken, quoteIn(written));
  const added = options
    ? intoOptions(code, options, headers, property, isFetch)
    : behind(call.arguments, index, `{ ${isFetch ? `headers: { ${property} }` : property} }`);
  return added && { edits: [...taken.edits, added], holdsKey: !taken.key.isExpression };
}

function quoteIn(written: string): string {
  return /["']/.exec(written)?.[0] ?? "'";
}

function behind(all: readonly Span[], index: number, written: string): TextEdit | undefined {
  const last = all.at(-1);
  return last && all.length === index ? inserting(last.end, `, ${written}`) : undefined;
}

function intoOptions(
  code: Code,
  options: Span,
  headers: Span | undefined,
  property: string,
  isFetch: boolean,
): TextEdit | undefined {
  if (!isFetch) return firstIn(code, options, property);
  if (!headers) return firstIn(code, options, `headers: { ${property} }`);
  return code.entries(headers) && firstIn(code, headers, property);
}

/** Puts a property in front of the others of an object, laid out as they are. */
function firstIn(code: Code, object: Span, property: string): TextEdit {
  const [, blank = ''] = /^\{(\s*)/.exec(code.slice(object)) ?? [];
  const isEmpty = object.start + 1 + blank.length === object.end - 1;
  if (isEmpty) return inserting(object.start + 1, ` ${property} `);
  return inserting(object.start + 1, `${blank || ' '}${property},${blank ? '' : ' '}`);
}

function axiosAuth(user: User, { key }: Taken, quote: string): string {
  const write = (each: { readonly text: string; readonly isExpression: boolean }) =>
    each.isExpression ? each.text : quote + each.text + quote;
  return `auth: { username: ${write(user)}, password: ${write(key)} }`;
}

function fetchHeader(user: User, { key }: Taken, quote: string): string {
  const isPlain = !user.isExpression && !key.isExpression;
  const fill = (each: { readonly text: string; readonly isExpression: boolean }) =>
    each.isExpression ? `\${${each.text}}` : each.text;
  const both = isPlain
    ? `${quote}${user.text}:${key.text}${quote}`
    : `\`${fill(user)}:${fill(key)}\``;
  return `Authorization: ${quote}Basic ${quote} + btoa(${both})`;
}
