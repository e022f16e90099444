import type { Span } from '../../problem.ts';
import { carried, carrierOf, isSaved } from '../carrier.ts';
import { wayOfContainer } from '../container.ts';
import { type ApiKey, type Sent, WAYS, type Way } from '../finding.ts';
import { isAttribute, isKept } from '../kept.ts';
import { isLibraryCall } from '../libraries.ts';
import { lineBefore } from '../lines.ts';
import { ENGINE_PATH } from '../marks.ts';
import type { Source } from '../source.ts';
import { requestAround } from '../statement.ts';
import { isNearOtherUrl, isOfOtherUrl, urlAt } from '../urls.ts';
import { type Value, valueBehind } from '../value.ts';
import { isData, isFirstOfBody, wayInForm, wayOf } from '../way.ts';

/** How many parameters to each side of one may belong to the same request. */
const MOST = 8;
/** How far in front of one the call begins that it is given to, in characters. */
const REACH = 3000;

/** The parameter that a key is sent as: with a value, as an annotation of one, or as a shorthand in an object. */
const PARAMETER =
  /(?<![\w-])(?:api_key|map_key)(?=["'`\]]{0,3}\s{0,9}(?:=>|<-|[=:])(?![=>])|==["'\w$@{]|["'`]\s{0,9},|"\)\s{1,9}[\w:]{1,40}\b|\s{0,80}[,}]|["']?\s{0,80}\bvalue["']?[:=]|["']\s(?:to|->)\s|"\r?\n(?:[Cc]ontent-|\r?\n)|"\)(?<=StringContent\([^()\n]{1,80}\),\s{0,9}"\w{7}"\)))/gi;

/** A part of a form that is given its value before its name. */
const VALUE_FIRST = /StringContent\([^()\n]{1,80}\),\s{0,9}"$/;

/** What a line begins with that sets a variable: modifiers, and a type. */
const VARIABLE =
  /^\s*(?:(?:const|let|var|my|local|val|set|export|private|public|protected|internal|static|final|readonly|self\.|this\.|@|\$)\s*){0,5}(?:(?:[Ss]tring|auto|char\s?\*|CharSequence)\s{1,9})?$/;

/** The most of a URL in front of a parameter that is read, in characters. */
const URL = 800;
/** In front of a parameter of a URL: a question mark that nothing ends, be it with others behind it. */
const IN_URL = /\?$|(?<=[^\s"'`])\?(?=[^\s"'`?])(?:(?!\s-)[^"'`\n?])*&(?:amp;)?$/;

/** HTTP Basic, as the languages write it. */
const BASIC =
  /(?:^|\s)(?:-u|--user)[\s=]|Authorization["'`\]]{0,2}\s{0,9}[:=,]\s{0,9}[^\n]{0,40}Basic|\bauth["']?\s{0,9}(?:=>?|:)\s{0,9}[([{]|\bpassword["']?\s{0,9}[:=]|BasicAuth|basic_auth|authenticate\(|Basic\s[\w+/$`'"]|:\/\/[^\s/@"'`:]{1,80}:[^\s/@"'`]{1,80}@/i;

/** The variable that a request's URL is, or begins with. */
const BASE =
  /^[\w.$]*\((?:\s{0,80}|[^;]{0,200}?\b(?:url|uri)["']?\s{0,3}[:=]\s{0,3})(?:`\$\{|f["']\{)?(?:this\.|self\.|@)?([A-Za-z_]\w{0,60})\s{0,9}[,)}+]/;

/** A parameter that sends a key to CARTO. */
interface Parameter {
  readonly span: Span;
  readonly value: Value;
  readonly way: Way;
  readonly request: Span | undefined;
}

/** Keys that are sent otherwise than by HTTP Basic, written out or in variables. */
export function* findSentKeys(source: Source): Generator<ApiKey | Sent> {
  const all = [...parameters(source)];
  for (const [index, { span, value, way, request }] of all.entries()) {
    if (!isSaidTwice(source, span))
      yield {
        kind: way === 'the query string' ? 'key-in-query' : 'key-in-body',
        span,
        ways: [way],
      };
    // Those that look like one are found wherever they stand.
    if (value !== 'variable' && !value.isKey) {
      const { span, secret } = value;
      yield { kind: 'api-key', span, secret, username: undefined };
    }
    if (!request) continue;
    const others = all.slice(Math.max(0, index - MOST), index + MOST);
    const ways = waysOf(source, request, others);
    if (ways.length > 1 && ways[0] !== way) yield { kind: 'key-sent-twice', span, ways };
  }
}

function* parameters(source: Source): Generator<Parameter> {
  const { text } = source;
  for (const { index, 0: name } of text.matchAll(PARAMETER)) {
    source.spend(REACH);
    const span = { start: index, end: index + name.length };
    const value = VALUE_FIRST.test(lineBefore(text, index))
      ? 'variable'
      : valueBehind(text, span.end);
    if (!value) continue;
    // What it is given to is looked for, and what becomes of that.
    source.spend(2 * REACH);
    const request = requestAround(source, index);
    const way = wayToCarto(source, span, request);
    if (way) yield { span, value, way, request };
  }
}

/** The way in which a parameter is sent to CARTO; undefined where it is sent to another, or not at all. */
function wayToCarto(source: Source, span: Span, request: Span | undefined): Way | undefined {
  const { text } = source;
  const { start, end } = span;
  if (isTask(text, span)) return undefined;
  const before = text.slice(Math.max(0, start - 8), start);
  const isInUrl = text[end] === '=' && IN_URL.test(text.slice(Math.max(0, start - URL), start));
  const isInForm =
    text[end] === '=' && (/[?&]\s*$/.test(before) || isFirstOfBody(source, start, request));
  if (isInForm) {
    const url = urlAt(text, start);
    if (url === 'other') return undefined;
    if (!isInUrl && isData(source, start, request))
      return isCartos(source, start, request) ? 'the request body' : undefined;
    if (url === 'carto') return 'the query string';
  }
  if (isVariable(source, span) || isInLibraryCall(source, start)) return undefined;
  if (!isInForm && isKept(source, start)) return undefined;
  const carrier = carrierOf(source, start, request);
  const sent = carried(source, span, carrier);
  if (!sent && !isInForm && isAttribute(source, start)) return undefined;
  const sending = sent && requestAround(source, sent.at);
  const isOurs = sending
    ? isCartos(source, sent.at, sending)
    : isCartos(source, start, request) && !isOfOtherUrl(text, start);
  if (!isOurs) return undefined;
  if (isInUrl) return 'the query string';
  // The variable is the options of a request, and says itself what of them is what.
  const inOptions = sent && !isInForm ? wayOfContainer(source, start) : undefined;
  if (inOptions || sent) return inOptions ?? sent?.way;
  if (isInForm) return wayInForm(source, request);
  return isSaved(source, span, carrier) ? undefined : wayOf(source, span, request);
}

/** The URL of a request in one piece, of which lists of parameters beside it say the same again: Postman's, that of a HAR file. */
const WHOLE_URL = /"(?:raw|url|href|uri)"\s{0,9}:\s{0,9}"[^"\s]{0,200}\?[^"\n]{0,1000}/g;

/** Whether a parameter stands in the URL of the same request, which is kept whole and in pieces. */
function isSaidTwice({ text, brackets }: Source, { start, end }: Span): boolean {
  if (!LIST_ITEM.test(text.slice(Math.max(0, start - 40), start))) return false;
  const name = text.slice(start, end);
  let depth = 0;
  for (const pair of brackets.around(start, REACH)) {
    depth += 1;
    if (depth > ITEM_DEPTH) return false;
    if (text[pair.start] !== '{') continue;
    const object = text.slice(pair.start, Math.min(pair.end, start + REACH));
    const urls = object.match(WHOLE_URL) ?? [];
    if (urls.length > 0) return urls.some((url) => new RegExp(`[?&]${name}=`).test(url));
  }
  return false;
}

/** In front of the name of a parameter that is an item of a list. */
const LIST_ITEM = /"(?:key|name)"\s{0,9}:\s{0,9}"$/;
/** In how many brackets such an item is at most, up to those of its request: its own, the list's, the URL's, the request's. */
const ITEM_DEPTH = 4;

/** Whether it is a part of a task's name: `rake carto:api_key:create_default`. */
function isTask(text: string, { start, end }: Span): boolean {
  if (/\w:$/.test(text.slice(Math.max(0, start - 2), start))) return true;
  // `api_key:key` is a property only where an object's or a line's first is.
  return (
    /^:[A-Za-z_]/.test(text.slice(end, end + 2)) &&
    /\w[ \t]{1,9}$/.test(text.slice(Math.max(0, start - 10), start))
  );
}

/** Whether it is a variable that is set, whatever is done with it then. */
function isVariable({ text, brackets }: Source, { start, end }: Span): boolean {
  if (!/^\s*(?:=|<-)/.test(text.slice(end, end + 4))) return false;
  const [around] = brackets.around(start, REACH);
  return VARIABLE.test(lineBefore(text, start)) && text[around?.start ?? -1] !== '(';
}

/** Whether it is given to a client library, which sends it as it likes. */
function isInLibraryCall({ text, brackets }: Source, at: number): boolean {
  for (const { start } of brackets.around(at, REACH)) {
    if (text[start] === '(') return isLibraryCall(text, start);
  }
  return false;
}

function isCartos(source: Source, at: number, request: Span | undefined): boolean {
  const { text } = source;
  if (!request) {
    return (
      source.isNearEngine(at, 300) || (source.isNearEngine(at, 2000) && !isNearOtherUrl(text, at))
    );
  }
  const written = text.slice(request.start, request.end);
  if (/carto(?:db)?\.com/i.test(written) || ENGINE_PATH.test(written)) return true;
  const base = baseOf(text, at, written);
  const whose = base && urlAt(base, base.length);
  if (whose) return whose === 'carto';
  // Its URL stands elsewhere.
  return source.isOfEngine && !/https?:\/\//.test(written) && !source.isNearOther(at, 300);
}

/** The URL of a request where that is a variable, or begins with one, which is set in front of it. */
function baseOf(text: string, at: number, request: string): string | undefined {
  const name = BASE.exec(request)?.[1];
  if (name === undefined) return undefined;
  const set = new RegExp(`\\b${name}\\s{0,3}:?=\\s{0,3}[fbru]?["'\`](https?://[^"'\`\\s]{1,200})`);
  return set.exec(text.slice(Math.max(0, at - REACH), at))?.[1];
}

/** All the ways of a request, the one that wins first. */
function waysOf({ text }: Source, request: Span, parameters: readonly Parameter[]): Way[] {
  const within = parameters.filter(
    ({ span }) => span.start >= request.start && span.end <= request.end,
  );
  const ways = new Set(within.map(({ way }) => way));
  if (BASIC.test(text.slice(request.start, request.end))) ways.add('HTTP Basic');
  return WAYS.filter((way) => ways.has(way));
}
