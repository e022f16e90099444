import { lineBefore } from './lines.ts';
import type { Source } from './source.ts';

/** How far in front of a parameter the call may begin that it is given to, in characters. */
const REACH = 3000;
/** In how many brackets a parameter of a call may be. */
const DEEPEST = 6;
/** How much of what is in front of a bracket names what is called, in characters. */
const NAME = 80;

/** In front of a bracket that opens a block, whose statements are none of a call's arguments. */
const BLOCK = /(?:\)|=>|->|\b(?:else|try|finally|do|begin))\s{0,9}$/;

/** Functions that give back what they are given, in another form: what is called around them decides. */
const FORMS =
  /(?:^|[^\w])(?:dict|list|array|tuple|Hash|Map|Seq|List|Vector|Set|mapOf|listOf|arrayOf|hashMapOf|vec!?|Array|str|String|Some|Ok|JSON\.stringify|stringify|dumps|encode|json_encode|to_json|urlencode|encode_www_form|http_build_query|encodeURIComponent|quote|Object\.assign|assign|merge|extend|compact)$/;

/** A class that is made, or what is named as the maker of a client. */
const CONSTRUCTOR =
  /(?:\bnew\s{1,3}(?:[\w$]{1,40}(?:\.|::|\\)){0,4}|^|[^\w.$>@])([A-Z][\w$]{0,60})$|([A-Z]\w{0,60})\.new$|(?:^|[^a-z])((?:make|create|build|connect|init|setup|configure)_?\w{0,30}(?:client|store|connection|session|context|account|uploader|importer))$/i;
/** Classes whose objects are requests, or parts of one. */
const OF_REQUEST =
  /request|http|ur[li]|form|param|query|search|pair|post|\bput|patch|\bget|body|content|multipart|entity|field|header|item|part$|values|encoder|map$|dict|list|array|object|options|payload|data$|string|buffer|promise|fetch|send|ajax|axios|curl|call$/i;

/** Functions that save, show or compare what they are given. */
const KEEPS = new RegExp(
  [
    // Files and stores.
    '(?:^|[.:])(?:safe_)?dump$|write_?(?:[fF]ile|[jJ]son|JSON|[yY]aml|[lL]ines|Object)(?:Sync)?$|(?<=(?:File|IO|file|fs|fp|fh|f|out|store|storage|cache|settings|config)\\.)write$',
    'file_put_contents$|saveRDS$|[sS]etItem$|putString$|(?:^|[.:])hm?set$|(?<![a-z])(?:save|persist|store|remember|cache)\\w{0,20}[!]?$',
    // State and schemas.
    'update_(?:attributes?|columns?)[!]?$|setState$|\\bdispatch$|\\bcommit$|\\.emit$|create_table$|validates?$|attr_\\w{1,20}$|permit$',
    // Tests and output.
    '\\.(?:to(?:Be|Equal|Have\\w{1,30}|StrictEqual|Match\\w{0,20}|Contain\\w{0,20})|eql|eq|include|equals?|deep\\.equal)$|(?:^|[._])assert\\w{0,30}$|\\bexpect$|(?:^|[.\\s])(?:print|println|printf|puts|echo|var_dump|inspect|log|debug|info|warn)$',
  ].join('|'),
);
/** A method that makes or changes a record, or an attribute of a model: `User.create(…)`, `model.set({ … })`. */
const RECORD =
  /([\w$]{1,60})\.(?:set|create|insert|update|upsert|find|find_or_create_by|find_by|where|build)(?:_\w{1,20}|One|Many)?!?$/;
/** What has such a name and makes requests. */
const SENDS = /axios\.create$|http\w{0,20}\.\w{1,20}$/i;

/**
 * Whether a parameter is given to what keeps it instead of sending it: a class that is made with it, a file or a record that is
 * saved, a test that compares it. A dictionary of parameters may be between.
 */
export function isKept(source: Source, at: number): boolean {
  const { text, brackets } = source;
  let depth = 0;
  for (const { start } of brackets.around(at, REACH)) {
    depth += 1;
    if (depth > DEEPEST) return false;
    const before = text.slice(Math.max(0, start - NAME), start);
    if (text[start] === '{' && BLOCK.test(before)) return false;
    if (text[start] !== '(') continue;
    const name = before.trimEnd();
    if (FORMS.test(name)) continue;
    if (SENDS.test(name)) return false;
    return KEEPS.test(name) || isConstructor(name) || isRecord(name);
  }
  return false;
}

function isRecord(name: string): boolean {
  const receiver = RECORD.exec(name)?.[1];
  return receiver !== undefined && !PARAMETERS.test(receiver) && !OF_REQUEST.test(receiver);
}

function isConstructor(name: string): boolean {
  const [, made, byNew, maker] = CONSTRUCTOR.exec(name) ?? [];
  const called = made ?? byNew ?? maker;
  if (called === undefined || OF_REQUEST.test(called)) return false;
  // A function in capitals is one: GET(…).
  return maker !== undefined || /^[A-Z].*[a-z]/.test(called);
}

/** A parameter as the first argument of a method: `params.set("api_key", …)`. */
const ADDED =
  /([\w$@]{1,60})(?:\.|->)(?:set|put|add|append|push|insert|store|Set|Add|Put)\w{0,20}\(\s{0,9}["'`:]{1,2}$/;
/** What parameters of requests are called. */
const PARAMETERS =
  /param|query|search|form|ur[li]|data|body|values|args|payload|builder|req|^qs?$|fields|post|entity|parts|pairs|items|content|json|dict|multipart|nvps?|list$|vals?$|encoder|hash$|^[a-z]$/i;
/** How they are made. */
const MADE =
  '[^\\n]{0,60}(?:URLSearchParams|FormData|Form|url\\.Values|HttpParams|QueryString|searchParams|NameValue|Multi|Map<|HashMap|Dictionary|UriBuilder|Builder|JSONObject|JsonObject|Request|\\{\\}|\\[\\])';

/** Whether a parameter is put into what is not known to be a request's: a model's attribute, a setting, a store. */
export function isAttribute({ text }: Source, at: number): boolean {
  const receiver = ADDED.exec(lineBefore(text, at))?.[1];
  if (receiver === undefined || PARAMETERS.test(receiver)) return false;
  const name = receiver.replace(/\W/g, '');
  if (name === '') return true;
  const made = new RegExp(`(?<![\\w])${name}\\s{0,3}:?=${MADE}|[\\w>] ${name} =${MADE}`);
  return !made.test(text.slice(Math.max(0, at - REACH), at));
}
