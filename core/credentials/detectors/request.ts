import type { Span } from '../../problem.ts';
import { type ApiKey, type Sent, WAYS, type Way } from '../finding.ts';
import { DEFAULT_PUBLIC, isKey, isPossibleKey } from '../key-shape.ts';
import { ENGINE_PATH } from '../marks.ts';
import { isPlaceholder, isReference } from '../placeholder.ts';
import type { Source } from '../source.ts';
import { requestAround } from '../statement.ts';
import { urlAt } from '../urls.ts';

/** The parameter that a key is sent as. */
const PARAMETER = /(?<![\w-])(?:api_key|map_key)(?=["'`\])]{0,3}\s{0,9}(?:=>|<-|[=:,])(?!=))/gi;

/** What the nearest of these says in front of a parameter is the way it is sent. */
const PLACES =
  /(?<query>\b(?:params|query|qs|search|searchParams|queryParams|queryParameters|query_params|query_string|QueryString)["']?\s*[=:]|URLSearchParams\(|[Qq]uery(?:Parameter|Param|Item|_param)?\w{0,8}\(|\.(?:get|getJSON)\(|urlencode\(|http_build_query\(|\.param\(|-G\b|--get\b|\bGET\s|\breq\.query)|(?<body>\b(?:body|data|json|form|formData|payload|postdata|post_data|fields)["']?\s*[=:]|-d\b|--data(?:-\w+)?\b|-F\b|--form\b|\.post\(|\bPOST\s|FormData|POSTFIELDS|x-www-form-urlencoded|setRequestBody|RequestBody|FormBody|formData\(|\.send\(|\.field\()/g;

/** HTTP Basic, as the languages write it. */
const BASIC =
  /(?:^|\s)(?:-u|--user)[\s=]|Authorization["'`\]]{0,2}\s{0,9}[:=,]\s{0,9}[^\n]{0,40}Basic|\bauth["']?\s{0,9}[=:]\s{0,9}[([{]|BasicAuth|basic_auth|authenticate\(|Basic\s[\w+/$`'"]|:\/\/[^\s/@"'`:]{1,80}:[^\s/@"'`]{1,80}@/;

/** Keys that are sent otherwise than by HTTP Basic, written out or in variables. */
export function* findSentKeys(source: Source): Generator<ApiKey | Sent> {
  const { text } = source;
  for (const match of text.matchAll(PARAMETER)) {
    const span = { start: match.index, end: match.index + match[0].length };
    const value = valueBehind(text, span.end);
    if (value === undefined) continue;
    const way = wayOf(source, span);
    if (way === undefined) continue;
    yield { kind: way === 'the query string' ? 'key-in-query' : 'key-in-body', span, ways: [way] };
    if (value.secret !== undefined && !isKey(value.secret)) {
      yield { kind: 'api-key', span: value.span, secret: value.secret, username: undefined };
    }
    const request = requestAround(source, span.start);
    const ways = request ? waysOf(source, request, way) : [way];
    if (ways.length > 1 && ways[0] !== way) yield { kind: 'key-sent-twice', span, ways };
  }
}

/** The way in which a parameter is sent to CARTO; undefined where it is sent to another, or not at all. */
function wayOf(source: Source, { start, end }: Span): Way | undefined {
  const { text } = source;
  const isInUrl = /[?&]\s*$/.test(text.slice(Math.max(0, start - 8), start)) && text[end] === '=';
  const isForm =
    !isInUrl && text[end] === '=' && /["'`\s@]$/.test(text.slice(Math.max(0, start - 1), start));
  const url = isInUrl ? urlAt(text, start) : undefined;
  if (url === 'other') return undefined;
  if (url === 'carto' && !isData(text, start)) return 'the query string';
  const request = requestAround(source, start);
  if (!isCartos(source, start, request)) return undefined;
  const place = placeBefore(text.slice(request?.start ?? Math.max(0, start - 300), start));
  if (isInUrl)
    return place === 'the request body' && isData(text, start) ? place : 'the query string';
  return (
    place ?? (isForm && /^=[^=]/.test(text.slice(end, end + 2)) && request ? undefined : place)
  );
}

/** Whether a text in a URL's form is the data of a command: `-d "q=…&api_key=…"`. */
function isData(text: string, at: number): boolean {
  return /(?:\s-d|--data(?:-\w+)?|\bbody["']?\s*[:=]|\bdata["']?\s*[:=]|\.send\()\s*["'`]?[^"'`\n?]*$/.test(
    text.slice(Math.max(0, at - 400), at),
  );
}

function placeBefore(before: string): Way | undefined {
  let way: Way | undefined;
  for (const { groups } of before.matchAll(PLACES)) {
    way = groups?.['query'] === undefined ? 'the request body' : 'the query string';
  }
  return way;
}

function isCartos(source: Source, at: number, request: Span | undefined): boolean {
  if (!request) return source.isNearEngine(at, 300);
  const { text } = source;
  const written = text.slice(request.start, request.end);
  if (/carto(?:db)?\.com/i.test(written) || ENGINE_PATH.test(written)) return true;
  // Its URL stands elsewhere.
  return source.isOfEngine && !/https?:\/\//.test(written) && !source.isNearOther(at, 300);
}

function waysOf(source: Source, request: Span, own: Way): Way[] {
  const { text } = source;
  const ways = new Set<Way>([own]);
  if (BASIC.test(text.slice(request.start, request.end))) ways.add('HTTP Basic');
  for (const { index, 0: name } of text.slice(request.start, request.end).matchAll(PARAMETER)) {
    const start = request.start + index;
    const span = { start, end: start + name.length };
    const way = valueBehind(text, span.end) && wayOf(source, span);
    if (way) ways.add(way);
  }
  return WAYS.filter((way) => ways.has(way));
}

/** A value behind the name of a parameter: a key, or what holds one. */
interface Value {
  readonly span: Span;
  /** Undefined where it is in a variable. */
  readonly secret: string | undefined;
}

const SEPARATOR = /["'`\])]{0,3}\s{0,9}(?:=>|<-|[=:,])\s{0,40}/y;
const LITERAL = /[bf]?["'`]?([\w-]{1,120})(?=["'`&\s,;)\]}<#\\]|$)/y;
/** What is put together of a literal and a variable, and what is interpolated in any language. */
const VARIABLE =
  /["'`]?\s{0,9}(?:\$\{?[\w(]|#\{|\{\{|\{[a-z_][\w.[\]'"]*\}|\{\d?\}|%s|%\(|%@|\\\(|<\?|["'`]\s{0,9}(?:\+|\.{1,2}|&|\|\||%|,)\s{0,9}[\w$(@]|["'`]\s*<<|["'`]\s*\))/y;

function valueBehind(text: string, at: number): Value | undefined {
  SEPARATOR.lastIndex = at;
  if (!SEPARATOR.test(text)) return undefined;
  const from = SEPARATOR.lastIndex;
  LITERAL.lastIndex = from;
  const literal = LITERAL.exec(text);
  if (literal) {
    const [all, value = ''] = literal;
    const span = { start: from + all.length - value.length, end: from + all.length };
    if (isKey(value) || isPossibleKey(value)) return { span, secret: value };
    const isQuoted =
      /["'`]/.test(all) ||
      (text[at] === '=' && /[?&]\s*\w+$/.test(text.slice(Math.max(0, at - 20), at)));
    if (
      isQuoted ||
      value === DEFAULT_PUBLIC ||
      /^(?:null|undefined|None|nil|true|false|string|str|String)$/.test(value)
    )
      return undefined;
    return /^[A-Za-z_]/.test(value) ? { span, secret: undefined } : undefined;
  }
  VARIABLE.lastIndex = from;
  const variable = VARIABLE.exec(text);
  if (variable) return { span: { start: from, end: VARIABLE.lastIndex }, secret: undefined };
  const expression = /^[A-Za-z_$@][\w.$]*(?=[\s,;)\]}[(])/.exec(text.slice(from, from + 100))?.[0];
  return expression &&
    (isReference(expression) || !isPlaceholder(expression) || /[._]/.test(expression))
    ? { span: { start: from, end: from + expression.length }, secret: undefined }
    : undefined;
}
