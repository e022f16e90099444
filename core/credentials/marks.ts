import { VENDOR_WORD } from './names.ts';

/** Where a text speaks of whose credentials it may hold: offsets, ascending. */
export interface Marks {
  /** CARTO Engine: its hosts, its APIs' paths, its clients. */
  readonly engine: readonly number[];
  /** CARTO in any other way, and CARTO Engine. */
  readonly carto: readonly number[];
  /** Others who give keys. */
  readonly vendors: readonly number[];
}

/** The path of an API of CARTO Engine's, wherever it is hosted. */
export const ENGINE_PATH =
  /\/api\/(?:v[12]\/(?:sql|map|imports|geocod|tables|viz|synchronizations|wms)|v[34]\/(?:api_keys|sql|viz|me|datasets|kuviz|map|imports))\b/i;

const ANY = new RegExp(`carto|${ENGINE_PATH.source}`, 'gi');

/** What follows CARTO's name where it is another's, a map's attribution or style, or a repository's. */
const UNRELATED =
  /^carto(?:on|graph|man|ph|nn|uche|cdn|css|ns?\b|<|\s*<\/a|(?:db)?[.\s'"]{0,3}(?:positron|dark_?matter|voyager|basemaps)|db-basemaps|(?:db)?\.com(?:['"<)\s\\]|\/?['"]|\/(?:attribution|about|basemaps?|legal|help|blog|docs|academy|community|pricing|terms|privacy))|db\/|-un\b|dash|builder\b)/i;
/** What stands in front of it there. */
const UNRELATED_BEFORE =
  /(?:github\.com\/|©\s*|&copy;\s*|\(c\)\s*|docs\.|basemaps\.|www\.|developers?\.|academy\.|blog\.)$/i;

/** CARTO's name as clients and hosts of CARTO Engine have it. */
const ENGINE =
  /^carto(?:(?:db)?\.com\b|db\.(?:sql|createvis|createlayer|tiles|vis|init|connect|client|dataview)|\.(?:client|setdefaultauth|source|layer|dataview|filter|expressions|auth|datasets|sql|viz)|frames|dbapikey|context|db(?:client|apikey|oauth|exception)|(?:db)?_?(?:api|key|user|domain|account|url|host|base|sql|token|secret)|(?:db)?['"](?!\s*:)|(?:db)?\s+import\b|db\b)/i;
/** The hosts of today's platform, which knows no such keys. */
const TODAY = /(?:api|app|auth|accounts|clausa|workspace)\.$/i;

/** Reads the marks of a text, in one pass for each kind. */
export function marksOf(text: string): Marks {
  const engine: number[] = [];
  const carto: number[] = [];
  for (const { index, 0: found } of text.matchAll(ANY)) {
    if (found.startsWith('/')) {
      engine.push(index);
      carto.push(index);
      continue;
    }
    const after = text.slice(index, index + 40);
    const before = text.slice(Math.max(0, index - 14), index);
    // A word that only ends so. A capital begins a word of its own: myCarto.
    if (/[a-z]$/.test(before) && after.startsWith('c')) continue;
    if (UNRELATED.test(after) && !/\.$/.test(before)) continue;
    if (UNRELATED_BEFORE.test(before)) continue;
    carto.push(index);
    if (ENGINE.test(after) && !TODAY.test(before)) engine.push(index);
  }
  const vendors = Array.from(text.matchAll(VENDOR_WORD), ({ index }) => index);
  return { engine, carto, vendors };
}
