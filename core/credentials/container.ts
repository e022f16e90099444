import type { Way } from './finding.ts';
import type { Source } from './source.ts';

/** How far in front of a parameter what it is in may begin, in characters. */
const REACH = 3000;
/** In how many brackets it may be. */
const DEEPEST = 6;
/** How much of what is in front of a bracket names it, in characters. */
const NAME = 60;

/** Behind the name of what is in a bracket: `params: {`, `'query' => [`, `params=dict(`. */
const OPENS = '["\'`\\]]?\\s{0,9}(?:=>|[:=])\\s{0,9}(?:dict|list|array)?\\s{0,3}$';
const QUERY = new RegExp(
  `(?<![\\w$-])(?:params|query|qs|search|searchParams|queryParams|queryParameters|queryItems|query_params|query_string)${OPENS}`,
);
const BODY = new RegExp(
  `(?<![\\w$-])(?:data|json|body|form|form_params|formData|payload|postData)${OPENS}`,
);

/**
 * How a parameter is sent by the name of the innermost list that it is in, where that is one of several in the options of a request:
 * `{ params: { api_key }, data: { q } }`. Undefined where none has such a name, or where a variable of that name is set.
 */
export function wayOfContainer({ text, brackets }: Source, at: number): Way | undefined {
  let depth = 0;
  let way: Way | undefined;
  let isSet = false;
  for (const { start } of brackets.around(at, REACH)) {
    depth += 1;
    if (depth > DEEPEST) return undefined;
    const before = text.slice(Math.max(0, start - NAME), start);
    // What names a list is itself in one of options, and is not the variable.
    if (way) return isSet && text[start] !== '(' ? undefined : way;
    isSet = /[^:=]=\s*(?:\w+\s*)?$/.test(before);
    if (QUERY.test(before)) way = 'the query string';
    else if (BODY.test(before)) way = 'the request body';
  }
  return undefined;
}
