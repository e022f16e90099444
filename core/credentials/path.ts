import { wordsOf } from './names.ts';
import { isOfAnotherVendor } from './vendors.ts';

/** How many folders above a file say whose it is: further up are the project's and the user's own names. */
const FOLDERS = 2;

/**
 * CARTO's name as a word of a path, alone or in one word with what belongs to it. Any other word that begins or ends so is
 * another: cartography, cartoon, picarto.
 */
const NAME =
  /(?:^|_)(?:my)?carto(?:db)?(?:rc|frames?|vl|js|sql|api|apps?|keys?|tokens?|users?|auth|clients?|conf|config|creds?|credentials?|accounts?|secrets?|settings?|env|import|export)?(?:_|\d|$)/;
/** What has CARTO's name and knows no keys: styles, basemaps, and the style sheet of OpenStreetMap. */
const WITHOUT_KEYS = /base_?maps?|cartocss|openstreetmap|(?:^|_)osm_/;

/**
 * Whether a path says that what stands in the file is CARTO's: by the file's own name (`config/cartodb_config.yml`), or by a
 * folder right above it whose name begins so (`carto/settings.py`). Where another vendor is named in the file's, it is that
 * one's. Only the end of the path counts, so that it makes no difference from where a file is named.
 */
export function isCartosPath(path: string): boolean {
  // Most are of neither.
  if (!/carto/i.test(path)) return false;
  const [file = '', ...above] = path.split(/[\\/]/).reverse();
  const name = wordsOf(file);
  if (isOfAnotherVendor(name)) return false;
  if (isNamed(name)) return true;
  return above.slice(0, FOLDERS).some((folder) => {
    const words = wordsOf(folder.replace(/^\W+/, ''));
    return words.startsWith('carto') && isNamed(words);
  });
}

/** Whether a file's name says that it holds a secret: `cartodb_api_key.txt`, `carto.token`. */
export function isKeyFile(path: string): boolean {
  const name = wordsOf(path.split(/[\\/]/).at(-1) ?? '');
  return /(?:^|_|carto|cartodb|api)(?:keys?|tokens?|secrets?|pass(?:word|wd)?|credentials?|creds?|auth|apikey)(?:_|$)/.test(
    name,
  );
}

function isNamed(words: string): boolean {
  return NAME.test(words) && !WITHOUT_KEYS.test(words);
}
