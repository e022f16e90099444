import type { Span } from '../problem.ts';
import type { Way } from './finding.ts';
import { isKept } from './kept.ts';
import { lineBefore } from './lines.ts';
import type { Source } from './source.ts';

/** How far in front of a parameter what it is put into may begin, and how far behind it that may be sent, in characters. */
const REACH = 3000;
/** How much in front of a variable says how it is sent. */
const CONTEXT = 200;
/** In how many brackets a parameter may be that a variable is set to. */
const DEEPEST = 6;
/** How often a variable that is not seen to be sent is looked for. */
const MOST = 8;
/** How many variables one after the other may be made of it: `data = urlencode(values)`. */
const HOPS = 1;

/** In front of a bracket whose contents a variable is set to: `body = new URLSearchParams(`, `form := url.Values{`. */
const SET =
  /(?:^|[\s;,({])[$@]?([A-Za-z_]\w{0,60})(?:,\s{0,3}\w{1,20}|\s{0,3}:\s{0,3}[\w<>[\], .:]{1,60})?\s{0,9}(?::=|=|<-)\s{0,9}[\w.$!&*:<>, \\]{0,80}$/;
/** A line that sets a variable to a string, or adds to one. */
const LINE =
  /^\s{0,80}(?:[\w:<>*&]{1,40}\s{1,9}\**){0,4}[$@]?([A-Za-z_]\w{0,60})(?:\s{0,3}:\s{0,3}\w{1,30})?\s{0,9}(?::=|[+.]?=|<-)(?!=)/;
/** What a parameter is added to: `form.append("api_key", …)`, `params["api_key"] = …`. */
const ADDED =
  /[$@]?([A-Za-z_]\w{0,60})(?:(?:\.|->|:)(?:add|append|push|set|put|Add|Set|field|insert|store)\w{0,20}\(|\[[@:]?)\s{0,9}@?["'`:]?$/;

/** Behind a variable that something is added to. */
const ADDS =
  /^(?:(?:\.|->)(?:add|append|push|set|put|insert)\w{0,20}\(|\[[^\]\n]{1,30}\]\s{0,3}=)/i;

/** Functions that make one text of what is sent, in front of it. */
const THROUGH = /(?:new\s{1,3})?[\w.:$!<>\\]{0,40}[([]\s{0,9}$/;
/** The longest of them, in characters. */
const THROUGH_REACH = 56;

const BODIES =
  '(?:data|json|body|form|payload|content|fields|httpBody|formData|form_params|multipart|entity)';
const QUERIES =
  '(?:params|query|qs|searchParams|search|queryParams|queryParameters|queryItems|RawQuery)';
const BODY = new RegExp(
  [
    `(?:\\b${BODIES}|POSTFIELDS)["']?\\s{0,9}(?:=>|[=:,(])\\s{0,9}@?$`,
    `(?:\\.|->|::|^|\\s)(?:[pP]ost|put|patch|PUT|POST|Post|urlopen|Request)\\w{0,12}[( ][^;]{0,120},\\s{0,80}$`,
    `["'](?:POST|PUT|PATCH)["'],[^;]{0,120},\\s{0,80}$|MethodPost,[^;]{0,120},\\s{0,80}$|(?:\\s-d|--data(?:-\\w{1,12})?)[ =]["']?\\$?\\{?$`,
    `(?:send|write\\w{0,9}|ofString|BodyString|setHTTPBody:|setEntity|StringEntity|withJSONObject:|RequestBody\\.create|StringContent|UploadString\\w{0,9}|UploadValues\\w{0,9}\\([^;]{0,160},|NewReader|\\.post)\\(?\\[?\\s{0,9}$`,
  ].join('|'),
);
const QUERY = new RegExp(
  [
    `\\b${QUERIES}["']?\\s{0,9}(?:=>|[=:(])\\s{0,9}$`,
    `[?&]["'\`]?\\s{0,9}(?:[+.,&]|\\.\\.|<>|[$#]?\\{|\\\\\\(|\\$)?\\s{0,9}$`,
    `\\?(?:%[s@]|\\{\\d?\\})["'][^\\n]{0,60}$`,
    `(?:\\.|->)(?:get|getJSON)\\([^;]{0,120},\\s{0,80}$`,
  ].join('|'),
);
/** Where a library makes of parameters what its method sends. */
const PARAMETERS = /\bparameters\s{0,3}[:=]\s{0,3}$/;
const WITH_BODY = /\bmethod\s{0,3}[:=]\s{0,3}\.?["']?(?:post|put|patch)\b/i;
/** Behind a variable, where it is made into the bytes of a body. */
const INTO_BODY =
  /^(?:\.toString\(\))?(?:\.(?:getBytes|data\(using|toRequestBody|encodeToByteArray)|\s{1,3}dataUsingEncoding)/;

/** Where and how a variable is sent that a parameter is put into. */
export interface Carried {
  readonly at: number;
  readonly way: Way;
}

/** What becomes of the variable that a parameter is put into; undefined where there is none, or where that is not to be seen. */
export function carried(
  source: Source,
  { end }: Span,
  carrier: string | undefined,
): Carried | undefined {
  if (carrier === undefined) return undefined;
  return sent(source, source.text.slice(0, end + REACH), carrier, end, HOPS);
}

/** Whether the variable that a parameter is put into is given to what keeps it, as its first uses show. */
export function isSaved(source: Source, { end }: Span, carrier: string | undefined): boolean {
  if (carrier === undefined) return false;
  const behind = source.text.slice(end, end + REACH);
  let seen = 0;
  for (const { index } of behind.matchAll(new RegExp(`(?<!\\w)${carrier}(?!\\w)`, 'g'))) {
    seen += 1;
    if (seen > MOST) return false;
    if (isKept(source, end + index)) return true;
  }
  return false;
}

/** Where and how a variable is sent behind a place. */
function sent(
  source: Source,
  text: string,
  name: string,
  from: number,
  hops: number,
): Carried | undefined {
  const uses = text.slice(from).matchAll(new RegExp(`(?<!\\w)${name}(?!\\w)`, 'g'));
  let seen = 0;
  for (const { index } of uses) {
    const at = from + index;
    // More is put into it.
    if (ADDS.test(text.slice(at + name.length, at + name.length + 40))) continue;
    seen += 1;
    if (seen > MOST) break;
    source.spend(CONTEXT);
    if (isKept(source, at)) continue;
    const before = text.slice(Math.max(0, at - CONTEXT), at).replace(/[$@&*]{1,2}$/, '');
    const after = text.slice(at + name.length, at + name.length + 40);
    // `{ method: 'POST', body }` says it in one word.
    const isShorthand = /[{,]\s{0,80}$/.test(before) && /^\s{0,80}[,}]/.test(after);
    const way =
      (INTO_BODY.test(after) ? 'the request body' : undefined) ??
      wayThrough(before) ??
      (isShorthand ? wayIn(`${name}:`) : undefined);
    if (way) return { at, way };
    const isMade = hops > 0 && withoutFunction(before) !== before;
    const next = isMade ? SET.exec(unwrapped(before))?.[1] : undefined;
    const further =
      next && next !== name ? sent(source, text, next, at + name.length, hops - 1) : undefined;
    if (further) return further;
  }
  return undefined;
}

/** A text without the function that it ends with. Only its end is matched: from each place in it, it would be for nothing. */
function withoutFunction(before: string): string {
  const end = before.slice(-THROUGH_REACH);
  const found = THROUGH.exec(end)?.[0];
  return found === undefined ? before : before.slice(0, before.length - found.length);
}

/** What is in front of the functions that a variable is given to. */
function unwrapped(before: string): string {
  return withoutFunction(withoutFunction(before));
}

/** What is said in front of a variable, or of the functions that it is given to on its way. */
function wayThrough(before: string): Way | undefined {
  let rest = before;
  for (let depth = 0; depth < 4; depth += 1) {
    const way = wayIn(rest);
    const inner = withoutFunction(rest);
    if (way || inner === rest) return way;
    rest = inner;
  }
  return undefined;
}

/** What is said in front of a variable of the way it is sent. */
function wayIn(before: string): Way | undefined {
  if (PARAMETERS.test(before)) {
    return WITH_BODY.test(before.split(/[)}]\s{0,9}\n/).at(-1) ?? '')
      ? 'the request body'
      : 'the query string';
  }
  if (QUERY.test(before)) return 'the query string';
  return BODY.test(before) ? 'the request body' : undefined;
}

/** The variable that a parameter is put into; what a request is given itself is put into none. */
export function carrierOf(
  { text, brackets }: Source,
  at: number,
  request: Span | undefined,
): string | undefined {
  const line = lineBefore(text, at);
  const added = /[([]/.test(line.slice(-16)) ? ADDED.exec(line)?.[1] : undefined;
  if (added !== undefined) return added;
  if (request) return undefined;
  let depth = 0;
  for (const { start } of brackets.around(at, REACH)) {
    depth += 1;
    if (depth > DEEPEST) break;
    const before = text.slice(Math.max(0, start - CONTEXT), start);
    const name = /=|<-/.test(before) ? SET.exec(before)?.[1] : undefined;
    if (name !== undefined) return name;
  }
  return LINE.exec(line)?.[1];
}
