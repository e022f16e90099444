import { LIBRARY_CALL } from './libraries.ts';
import type { Source } from './source.ts';
import { urlAt } from './urls.ts';

/** The last names of the variables that are sent as a key, by whom to. */
export interface Uses {
  readonly carto: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
}

/** A variable behind the name of a key, in a string or beside it. */
const SENT =
  /(?<![a-zA-Z])(?:api_?key|map_key)(?:["'`\])]{0,3}\s{0,9}(?:=>|<-|[=:,])\s{0,9}(?:["'`]\s{0,9}(?:\+|\.{1,2}|&|\|\||,|%)\s{0,80}(?:\(|str\(|encodeURIComponent\()?)?|=(?:\$\{|#\{|\{\{?|\$|%[({]))\s{0,3}@?\$?([A-Za-z_][\w.$]{0,99})/gi;
/** A variable behind a user's name: `auth=(user, KEY)`, `-u user:$KEY`. */
const BASIC =
  /(?:\bauth\s{0,3}[=:]\s{0,3}[([]|BasicAuth\(|basic_auth\(|authenticate\()\s{0,9}["']?[\w.$@]{1,60}["']?\s{0,9},\s{0,9}([A-Za-z_][\w.]{0,99})|(?:-u|--user)\s{1,9}["']?[\w.${}-]{1,60}:\$\{?([A-Za-z_]\w{0,99})/g;
const NAME = /(?<![\w"'`])[A-Za-z_][\w.]*(?![\w"'`]|\s*[(=:])/g;

export function usesOf(source: Source): Uses {
  const [carto, others] = [new Set<string>(), new Set<string>()];
  const { text } = source;
  const add = (name: string | undefined, at: number) => {
    if (name === undefined) return;
    const url = urlAt(text, at);
    const isCartos = url ? url === 'carto' : source.isOfEngine && !source.isNearOther(at, 160);
    (isCartos ? carto : others).add(lastName(name));
  };
  for (const match of text.matchAll(SENT)) add(match[1], match.index);
  for (const match of text.matchAll(BASIC)) add(match[1] ?? match[2], match.index);
  for (const match of text.matchAll(LIBRARY_CALL)) {
    const open = match.index + match[0].length - 1;
    const end = Math.min(source.brackets.at(open)?.end ?? open, open + 400);
    for (const [name] of text.slice(open, end).matchAll(NAME)) carto.add(lastName(name));
  }
  return { carto, others };
}

/** `settings.API_KEY` is set elsewhere as `API_KEY`. */
export function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).replace(/^[$@]+/, '');
}
