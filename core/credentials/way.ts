import { atEnd } from '../bounded.ts';
import type { Span } from '../problem.ts';
import type { Way } from './finding.ts';
import type { Source } from './source.ts';
import { statementStart } from './statement.ts';

/** What is indexed by the parameter, or assigned what may hold it: not one value with another property behind it, `{ query: sql, api_key }`. */
const CONTAINER =
  '(?:\\[(?=["\'`@:]{0,2}$)|[=:](?!\\s{0,9}(?:[\\w.$]{1,60}|"[^"\\n]{0,200}"|\'[^\'\\n]{0,200}\')\\s{0,9},))';

/** A URL that is made of its parts, of which the query is one. */
const URL_OF_PARTS =
  '\\bURI::HTTPS?\\.(?:new|build2?)\\(|(?:^|\\bnew\\s{1,3})URI\\(|\\burlun(?:parse|split)\\(|\\bRawQuery["\']?\\s{0,3}[:=]';

/** What the nearest of these says in front of a parameter is the way it is sent: groups for a query, a body and either. */
const PLACES = new RegExp(
  [
    // Of a query:
    `(${URL_OF_PARTS}|\\b(?:params|query|qs|search|searchParams|queryParams|queryParameters|queryItems|queryString|query_params|query_string|query_values)["']?\\s{0,9}${CONTAINER}|\\bsearchParams\\.(?:set|append)\\(`,
    `[Qq]uery(?:Parameter|Param|Item|_param|String)\\w{0,8}\\(|@Query\\(|\\.[qQ]uery\\(|(?:(?<!env|environ|config|settings|kwargs|\\bapp|\\brouter|\\bserver)\\.|->|^)\\$?(?:get|getJSON|Get)(?:\\(|\\s{1,3}(?:["']|@?[\\w.]{1,40},))|-G\\b|--get\\b|\\bGET\\s|req\\.query|\\bUri\\.https?\\(|url_query\\(|\\bgetForm\\(|\\bwebread\\(|add_query_arg\\(|params\\.update\\(|\\?["'\`]\\s{0,3}[.+]\\s{0,3}[\\w.$]{1,40}\\(|(?:URI|Uri|Url)\\.?Builder\\(|UriComponentsBuilder|toHttpUrl|buildUpon\\(|query_pairs_mut|append_pair\\(|["']GET["']|\\bGET:|\\bMethod\\.G(?:ET|et)\\b|-Method\\s{1,3}G(?:ET|et)\\b|<form\\b(?![^<>]{0,200}\\smethod=["']?post\\b))`,
    // Of a body:
    `((?:postData|body)["']?:(?:\\s{0,9}\\{[^\\n]{0,400}?|\\s{0,9}\\n(?:\\s[^\\n]{0,80}\\n){0,4}?\\s{1,80})["']?params\\b|(?<!\\bin )\\b(?:body|httpBody|HTTPBody|data|json|form|form_params|formData|formParameters|content|payload|postdata|post_data|(?<!["']GET["'][^\\n]{0,120})fields)["']?\\s{0,9}${CONTAINER}|-d\\b|--data(?:-\\w+)?\\b|--json\\b|-F\\b|--form\\b`,
    `@Field\\(|(?:(?<!\\bapp|\\brouter|\\bserver)\\.|->|^)\\$?[pP](?:ost|ut|atch)(?:_?form|[A-Z]\\w{1,20})?(?:\\((?!\\s{0,3}["'][\\w-]{1,40}["'],)|\\s{1,3}(?:["']|@?[\\w.]{1,40},))|["'](?:POST|PUT|PATCH)["']|\\bPOST:|FormUrlEncodedContent\\(|\\bmethod:\\s{0,9}\\.post\\b|body_(?:form|json)\\(|\\bPOST\\s|HttpPost|NameValuePair\\(|FormData|FormBody|RequestBody|[sS]et(?:Request)?Body\\(|[aA]dd(?:TextBody|FormDataPart|Field)\\(|WriteField\\(|\\.data\\(|-Method\\s{1,3}P\\w{2,4}\\b|(?<!-Method\\s{1,3}G(?:ET|et)\\b[^\\n]{0,160})-Body\\b|CURLFORM_COPYNAME|\\bMultipart\\{|\\bform-data;|formParam\\(|sendBeacon\\(|\\bwebwrite\\(|UploadValues\\(|\\bMethod\\.P\\w{2,4}\\b|<form\\b[^<>]{0,200}\\smethod=["']?post\\b|formData\\(|POSTFIELDS`,
    `x-www-form-urlencoded|JSON\\.stringify\\(|json\\.dumps\\(|\\.send\\(|\\.field\\(|\\.send_form\\(|\\.write\\()`,
    // Of either, and of a query unless something says otherwise:
    `(\\bparameters["']?:\\s{0,9}(?:@?[[{]|\\n)|URLSearchParams\\(|HttpParams\\(|urlencode\\(|encode_www_form\\(|http_build_query\\(|(?:qs|querystring)\\.stringify\\(|\\$\\.param\\(|url\\.Values`,
    `\\.(?:Add|Set|set|append|param|AddParameter)\\(|(?:[pP]arams|[qQ]uery(?:String)?|\\bqs)\\.(?:push\\(|$))`,
  ].join('|'),
  'g',
);

/** An option of curl that makes a query of all data. */
const CURLS_QUERY = /^\s?curl\s(?:[^\n]*\s)?(?:-[A-Za-z]{0,8}G|--get)\s/;
/** jQuery makes a query of its data, unless it is told otherwise. */
const AJAX = /(?:^|\.)ajax\(/;
const SENDS_BODY = /\b(?:type|method)["']?\s{0,9}:\s{0,9}["'`](?:POST|PUT|PATCH|DELETE)/i;
/** The first line of a request as HTTP writes it, up to the empty line that its body stands behind. */
const HTTP_BODY = /^(?:POST|PUT|PATCH|DELETE)\s[\s\S]*\n[ \t]*\r?\n/;
const FIRST_OF_BODY = new RegExp(`${HTTP_BODY.source}$`);
/** A call that sends what stands behind its URL, which is in a variable. */
const SECOND_OF_POST = /^[\w.$]{0,60}(?:[pP]ost|put|patch)\w{0,16}\(\s{0,80}[\w.$]{1,60}\s{0,9},/;
/** A parameter of HTTPie's in a query. */
const HTTPIE = /^==/;

/** Data up to a place, or an empty line in front of it as HTTP has it. */
const DATA = atEnd(
  400,
  /(?:\s-d|--data(?:-\w+)?|--post-data|(?:\b(?:body|httpBody|data|postData|content|payload)|POSTFIELDS)["']?\s*[:=,]|\.send[( ]|\.write\w{0,9}\(|\.ofString\(|StringContent\(|StringEntity\(|NewReader\()(?:[^\S\n]*\n)*[^\n?;]*$|\n\n[\w%+=&.-]*$|[pP]ost\w{0,12}\(\s*["'][^"'\n]{1,200}["'],\s*["'][^"'\n]*$/,
);

/** How a parameter is sent, by what is written in front of it; undefined where nothing says so. */
export function wayOf(source: Source, span: Span, request: Span | undefined): Way | undefined {
  const { text } = source;
  if (HTTPIE.test(text.slice(span.end, span.end + 2))) return 'the query string';
  const written = request && text.slice(request.start, request.end);
  if (written !== undefined) {
    if (CURLS_QUERY.test(written)) return 'the query string';
    if (AJAX.test(written)) return wayOfAjax(written);
  }
  const start = request ? request.start : statementStart(source, span.start);
  const statement = text.slice(start, span.start);
  return placeBefore(request ? statement : `${definition(text, start, statement)}${statement}`);
}

/** What parameters are added to in a statement: `request.AddParameter("api_key"`. */
const ADDED_TO =
  /([A-Za-z_]\w{0,60})(?:\.|->)(?:[aA]dd|[sS]et|[aA]ppend|[pP]ut|[iI]nsert|[uU]pdate|merge)\w{0,20}\([^\n]{0,160}$/;
/** How far above a statement what it adds to may be made, in characters. */
const MADE = 1000;

/** The line that makes what a statement adds parameters to, with a line's end; nothing where none is to be seen. */
function definition(text: string, at: number, statement: string): string {
  const name = ADDED_TO.exec(statement)?.[1];
  if (name === undefined) return '';
  const above = text.slice(Math.max(0, at - MADE), at).split('\n');
  const made = new RegExp(`(?<![\\w.])${name}(?:\\s{0,3}:[\\w<>., ]{1,40})?\\s{0,3}:?=(?!=)`);
  const line = above.reverse().find((each) => made.test(each));
  return line === undefined ? '' : `${line}\n`;
}

/** How a parameter of a text in the form of a query is sent that no URL is in front of: `"q=" + sql + "&api_key=" + key`. */
export function wayInForm({ text }: Source, request: Span | undefined): Way {
  const written = request && text.slice(request.start, request.end);
  if (written === undefined) return 'the query string';
  if (AJAX.test(written)) return wayOfAjax(written);
  return SECOND_OF_POST.test(written) ? 'the request body' : 'the query string';
}

/** Whether a text in the form of a query is the data of a request: `-d "q=…&api_key=…"`. */
export function isData({ text }: Source, at: number, request: Span | undefined): boolean {
  const written = request && text.slice(request.start, request.end);
  if (written !== undefined && AJAX.test(written) && !SENDS_BODY.test(written)) return false;
  if (request && HTTP_BODY.test(text.slice(request.start, at))) return true;
  return DATA.test(text.slice(Math.max(0, at - 400), at));
}

/** Whether a request as HTTP writes it has its body begin at a place. */
export function isFirstOfBody({ text }: Source, at: number, request: Span | undefined): boolean {
  return request !== undefined && FIRST_OF_BODY.test(text.slice(request.start, at));
}

function wayOfAjax(request: string): Way {
  return SENDS_BODY.test(request) ? 'the request body' : 'the query string';
}

/** The place that is named last; what makes a query or a form of parameters is the former, unless something says otherwise. */
function placeBefore(before: string): Way | undefined {
  let [way, either] = [undefined as Way | undefined, undefined as Way | undefined];
  PLACES.lastIndex = 0;
  for (let found = PLACES.exec(before); found; found = PLACES.exec(before)) {
    const [, query, body] = found;
    if (query !== undefined) way = 'the query string';
    else if (body !== undefined) way = 'the request body';
    else either = 'the query string';
  }
  return way ?? either;
}
