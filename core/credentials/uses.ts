import type { Source } from './source.ts';
import { urlAt } from './urls.ts';

/** A variable that is sent as a key. */
export interface Use {
  /** Its last name. */
  readonly name: string;
  readonly at: number;
  /** Whether it is sent to CARTO. */
  readonly isCartos: boolean;
}

/** A variable behind the name of a key, in a string or beside it. */
const SENT =
  /(?<![a-zA-Z])(?:api_?key|map_key)(?:["'`\])]{0,3}\s{0,9}(?:=>|<-|[=:,]|\s(?:to|->)\s)\s{0,9}(?:["'`]\s{0,9}(?:\+|\.{1,2}|&|\|\||,|%)\s{0,80}(?:\(|str\(|encodeURIComponent\()?)?|=(?:\$\{|#\{|\{\{?|\$|%[({]))\s{0,3}@?\$?([A-Za-z_][\w.$]{0,99})/gi;
/** A variable behind a user's name: `auth=(user, KEY)`, `-u user:$KEY`. */
const BASIC =
  /(?:\bauth\s{0,3}[=:]\s{0,3}[([]|BasicAuth\(|basic_auth\(|authenticate\()\s{0,9}["']?[\w.$@]{1,60}["']?\s{0,9},\s{0,9}([A-Za-z_][\w.]{0,99})|(?:-u|--user)\s{1,9}["']?[\w.${}-]{1,60}:\$\{?([A-Za-z_]\w{0,99})/g;
const NAME = /(?<![\w"'`])[A-Za-z_][\w.]{0,99}(?![\w"'`]|\s*[(=:])/g;

/** How much around a variable is read, in characters. */
const REACH = 400;

/** The variables in a text that are sent as a key, which may be CARTO's where the URL does not say whose it is. */
export function* usesOf(source: Source, isOfEngine: boolean): Generator<Use> {
  const { text } = source;
  const use = (name: string, at: number): Use => {
    source.spend(REACH);
    const url = urlAt(text, at);
    const isCartos = url ? url === 'carto' : isOfEngine && !source.isNearOther(at, 160);
    return { name: lastName(name), at, isCartos };
  };
  for (const { 1: name, index } of text.matchAll(SENT)) {
    if (name !== undefined) yield use(name, index);
  }
  for (const { 1: name, 2: inOption, index } of text.matchAll(BASIC)) {
    const sent = name ?? inOption;
    if (sent !== undefined) yield use(sent, index);
  }
  for (const { index: at, 0: call } of source.libraryCalls) {
    source.spend(REACH);
    const open = at + call.length - 1;
    const end = Math.min(source.brackets.at(open)?.end ?? open, open + REACH);
    for (const [name] of text.slice(open, end).matchAll(NAME)) {
      yield { name: lastName(name), at, isCartos: true };
    }
  }
}

/** `settings.API_KEY` is set elsewhere as `API_KEY`. */
export function lastName(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).replace(/^[$@]+/, '');
}
