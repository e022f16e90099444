import { isApiKeyName } from './names.ts';
import type { Source } from './source.ts';

/** How far from a value the properties of its object are looked for, in characters to each side. */
const REACH = 2000;

/** Between a property's name and its value, in any notation: `"type": "master"`, `:type => 'master'`, `type=master`. */
const IS = '["\'`]?\\s{0,9}(?:=>|[:=])\\s{0,9}[:"\'`]?';

/** What a key is to the Auth API. Source: CARTO, "Auth API", the fields of an API key. */
const TYPE = new RegExp(`(?<![\\w-])type${IS}(?:master|regular|default|oauth)\\b`);
/** What it may do: a list of grants, of which one is that of the APIs. */
const GRANTS = /(?<![\w-])grants\b[^;]{0,400}?\bapis\b/;
/** The master key's own name, where grants were left out. */
const MASTER = new RegExp(`(?<![\\w-])name${IS}Master\\b`);

/**
 * Whether a `token` is that of a key as the Auth API answers it, by the shape of its object: nothing else has one of these types, and
 * grants of APIs. Where CARTO is named does not matter then.
 */
export function isInAnswerOfAuthApi(source: Source, at: number, words: string): boolean {
  if (words !== 'token') return false;
  const object = objectAround(source, at);
  return TYPE.test(object) && (GRANTS.test(object) || MASTER.test(object));
}

/** Fields that only CARTO Engine's user has, in the dashboard's data and the answers of `/api/v1/users` and `/api/v3/me`. */
const USERS_FIELDS =
  /(?<![\w-])(?:quota_in_bytes|remaining_byte_quota|byte_quota|db_size_in_bytes|table_quota|max_layers|real_table_count|public_visualization_count|account_type|database_timeout|soft_geocoding_limit|here_isolines|geocoding_quota|private_tables_enabled|disqus_shortname|show_upgrade_message|dashboard_viewed_at|obs_snapshot|google_maps_query_string)\b/g;
/** How many of them an object has at least. */
const FIELDS = 2;

/** Whether a key is that of a user of CARTO Engine's, by the other fields of its object, whoever else is named in it. */
export function isInUserObject(source: Source, at: number, words: string): boolean {
  if (!isApiKeyName(words)) return false;
  const fields = objectAround(source, at).match(USERS_FIELDS);
  return new Set(fields).size >= FIELDS;
}

/** The text of the innermost object around a place: in braces, or in lines that are indented as its own is or more. */
function objectAround({ text, brackets }: Source, at: number): string {
  for (const { start, end } of brackets.around(at, REACH)) {
    if (text[start] === '{') return text.slice(start, Math.min(end, at + REACH));
  }
  return blockAround(text, at);
}

/** The lines around one of an object as YAML has it: up to a line that is indented less, or the dash of the next object. */
function blockAround(text: string, at: number): string {
  const above = text.slice(Math.max(0, at - REACH), at).split('\n');
  const [rest = '', ...below] = text.slice(at, at + REACH).split('\n');
  const own = above.pop() ?? '';
  const indent = own.search(/[^\s-]|$/);
  const block = [own + rest];
  // The dash of its list may stand in front of its own name.
  if (!/^\s*-\s/.test(own)) {
    for (const line of above.reverse()) {
      if (line.trim() === '' || line.search(/[^\s-]|$/) < indent) break;
      block.unshift(line);
      if (isNextItem(line, indent)) break;
    }
  }
  for (const line of below) {
    if (line.trim() === '' || line.search(/[^\s-]|$/) < indent || isNextItem(line, indent)) break;
    block.push(line);
  }
  return block.join('\n');
}

/** Whether a line begins with the dash of a list in front of what is indented so. */
function isNextItem(line: string, indent: number): boolean {
  const dash = line.search(/\S|$/);
  return line[dash] === '-' && dash < indent;
}
