import { distance } from './sorted.ts';
import { VENDOR_WORD } from './vendors.ts';

/** Where a text speaks of CARTO: offsets, ascending. */
export interface Marks {
  /** CARTO Engine: its hosts, its APIs' paths, its clients. */
  readonly engine: readonly number[];
  /** CARTO in any other way, and CARTO Engine. */
  readonly carto: readonly number[];
}

/** The path of an API of CARTO Engine's, wherever it is hosted, or of any of them behind a user's name, as on premises. */
export const ENGINE_PATH =
  /\/api\/(?:v[12]\/(?:sql|map|imports|geocod|tables|viz|synchronizations|wms)|v[34]\/(?:api_keys|sql|viz|me|datasets|kuviz|map|imports))\b|\/(?:user|u)\/[^\s/?#"'`]{1,60}\/api\/v\d\/[a-z]/i;

/** The services of CARTO Engine on premises, as their settings call them, and the domain of a machine of one's own. */
const ON_PREMISES =
  /(?<![A-Za-z])(?:windshaft|sql_?api(?![A-Za-z]))|\.localhost\.lan\b|['"]localhost\.lan\b/i;

/** The same in pieces, as collections of requests have it. */
const SPLIT_PATH = /"api",\s{0,40}"v[12]",\s{0,40}"(?:sql|map)/;

const ANY = new RegExp(
  `carto|${ENGINE_PATH.source}|${ON_PREMISES.source}|${SPLIT_PATH.source}`,
  'gi',
);

/** What follows CARTO's name in one word. Any other word that begins so is another: cartography, a cartoon. */
const GOES_ON =
  /^(?:db|frames?|keys?|api|tokens?|user|auth|sql|vl|js|client|config|creds?|un(?![a-z])|account|secrets?)/i;
/** What follows it where a map's attribution or style is meant, a site, or a repository. */
const UNRELATED =
  /^carto(?:<|\s*<\/a|(?:db)?[.\s'"]{0,3}(?:positron|dark_?matter|voyager|basemaps)|db-basemaps|(?:db)?\.com(?:['"<)\s\\]|\/?['"]|\/(?:attribution|about|basemaps?|legal|help|blog|docs|academy|community|pricing|terms|privacy))|db\/|-un\b|builder\b)/i;
/** What stands in front of it there. */
const UNRELATED_BEFORE =
  /(?:github\.com\/|CartoDB\/|©\s*|\(c\)\s*|docs\.|basemaps\.|www\.|developers?\.|academy\.|blog\.)$/i;

/** CARTO's name as clients and hosts of CARTO Engine have it. */
const ENGINE =
  /^carto(?:(?:db)?\.com\b|db\.(?:sql|createvis|createlayer|tiles|vis|init|connect|client|dataview)|\.(?:client|setdefaultauth|source|layer|dataview|filter|expressions|auth|datasets|sql|viz)|frames|dbapikey|context|db(?:client|apikey|oauth|exception)|(?:db)?_?(?:api|key|user|domain|account|url|host|base|sql|token|secret|connect)|[\w.]*\s+import\b|db\b)/i;
/** CARTO's name as that of a module. */
const MODULE = /(?:(?:from|import|require\(?|gem|use)\s*["'](?:@carto\/)?|library\(|\bimport\s+)$/;
/** The hosts of today's platform, which knows no such keys. */
const TODAY = /(?:api|app|auth|accounts|clausa|workspace)\.$/i;

const NAME = 'carto'.length;

/** Whether a word that begins with CARTO's name goes on in the same case. */
function isOneWord(word: string): boolean {
  return word.startsWith('CARTO') ? /^.{5}[A-Z]/.test(word) : /^.{5}[a-z]/.test(word);
}

/** Reads the marks of a text, in one pass for each kind. */
export function marksOf(text: string): Marks {
  const engine: number[] = [];
  const carto: number[] = [];
  for (const { index, 0: found } of text.matchAll(ANY)) {
    if (!/^c/i.test(found)) {
      engine.push(index);
      carto.push(index);
      continue;
    }
    const after = text.slice(index, index + 40);
    const before = text.slice(Math.max(0, index - 14), index);
    // A word that only ends so. A capital begins a word of its own: myCarto.
    if (/[a-z]$/.test(before) && after.startsWith('c')) continue;
    if (isOneWord(after) && !GOES_ON.test(after.slice(NAME))) continue;
    if (UNRELATED.test(after) && !/\.$/.test(before)) continue;
    if (UNRELATED_BEFORE.test(before)) continue;
    carto.push(index);
    if ((ENGINE.test(after) && !TODAY.test(before)) || MODULE.test(before)) engine.push(index);
  }
  return { engine, carto };
}

/** How far from where a user is named the name is still meant, in characters. */
const USERS_REACH = 4000;
/** What is in front of a user's name in settings. */
const USERS_SETTING = /\buser_?(?:name)?["']?\s{0,9}[=:]\s{0,9}["']?$/i;

/** Where other vendors are named: offsets, ascending. A user of CARTO's may have the name of one: census.carto.com. */
export function vendorsIn(text: string, { carto }: Marks): readonly number[] {
  const found = [...text.matchAll(VENDOR_WORD)];
  if (found.length === 0) return [];
  const users = new Map<string, number[]>();
  const add = (name: string, at: number) => {
    const all = users.get(name);
    if (all) all.push(at);
    else users.set(name, [at]);
  };
  for (const at of carto) {
    if (text[at - 1] !== '.') continue;
    const [user = ''] = text
      .slice(Math.max(0, at - 61), at - 1)
      .split(/[^\w-]/)
      .slice(-1);
    add(user, at);
  }
  for (const { index, 0: word } of found) {
    if (!USERS_SETTING.test(text.slice(Math.max(0, index - 40), index))) continue;
    add(word, index);
    users.get(word)?.sort((a, b) => a - b);
  }
  return found
    .filter(({ index, 0: word }) => distance(users.get(word) ?? [], index) > USERS_REACH)
    .map(({ index }) => index);
}
