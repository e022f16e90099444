/** A name's words in lower case, with underscores: `cartoApiKey`, `CARTO-API-KEY` and `carto.api.key` are the same. */
export function wordsOf(name: string): string {
  // Most are so already, or in capitals.
  if (WORDS.test(name)) return name;
  if (CAPITALS.test(name)) return name.toLowerCase();
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z\d]+/g, '_')
    .toLowerCase();
}

const WORDS = /^[a-z\d]+(?:_[a-z\d]+)*$/;
const CAPITALS = /^[A-Z]+(?:_[A-Z]+)*$/;

/** CARTO's name, but not in what only begins or ends so: cartography, a cartoon, picarto. */
const CARTO = /(?:^|_|\bmy|the|our)carto(?!on|graph|man|phil|ph|n_|ns|uche|cdn|css)/;
/** What counts map tiles, and is published. */
const BASEMAP = /base_?map|tiles?_|cartocdn/;

/** Whether a name is nothing but CARTO's. */
export function isCarto(words: string): boolean {
  return /^(?:my_)?carto(?:_?db)?$/.test(words);
}

export function isOfCarto(words: string): boolean {
  return CARTO.test(words) && !BASEMAP.test(words);
}

/** The last words of names of what is as long as a credential and is none. */
const IDENTIFIERS: ReadonlySet<string> = new Set(
  'commit hash md5 checksum sum rev revision etag digest integrity id ids uuid guid version ref tag build resolved fingerprint nonce salt signature sig layergroup layergroupid map maps viz visualization table tables dataset template tree parent blob head oid object git branch cache buster release hashes url uri path file user username name domain state verifier challenge host audience'.split(
    ' ',
  ),
);
/** A hash by its length, `sha256`, and the key of CARTO's native API. */
const OTHER_IDENTIFIER = /(?:^|_)(?:sha\d*|native_api)$/;

/** Keys that open nothing. */
const OPENS_NOTHING =
  /(?:^|_)(?:cache|primary|foreign|sort|public|partition|row|storage|object|index|group|unique|lookup|idempotency|translation|list|state|layer|host|ssh|gpg|pgp|license|licence|feature|next_page|page|continuation|csrf|xsrf|device|push)_?(?:key|token)s?$/;

export function isIdentifier(words: string): boolean {
  const last = words.slice(words.lastIndexOf('_') + 1);
  return IDENTIFIERS.has(last) || OTHER_IDENTIFIER.test(words) || OPENS_NOTHING.test(words);
}

/** What frameworks sign sessions with, and what the owner of a named map has chosen: secrets, but no keys of CARTO's. */
const OTHER_SECRET =
  /(?:^|_)(?:secret_(?:key|token)|session_(?:key|secret)|(?:signing|encryption|cookie)_(?:key|secret)|auth_tokens?|valid_tokens?)$/;

/** Whether a name that is not CARTO's is that of a secret which is no key. */
export function isOtherSecret(words: string): boolean {
  return OTHER_SECRET.test(words) && !isOfCarto(words);
}

/** A name that CARTO Engine's APIs and clients have for a key. */
const API_KEY = secretName('api_?key|map_?key|master_?key');
/** A name that any secret may have. */
const SECRET = secretName(
  'api_?keys?|map_?key|master_?key|keys?|tokens?|secrets?|pass(?:word|wd)?|pwd|auth|credentials?|creds?|api|access|pat',
);

/** Names that end so, or with one more word that says which of several it is. CARTO's may be in one word with it. */
function secretName(ends: string): RegExp {
  const which = 'regular|default|master|prod|production|dev|staging|test|value|here|\\d+';
  return new RegExp(`(?:^|_|carto|cartodb)(?:${ends})(?:_?\\d+|_(?:${which}))?$`);
}

export function isApiKeyName(words: string): boolean {
  return API_KEY.test(words);
}

export function isSecretName(words: string): boolean {
  return SECRET.test(words);
}

/** What names have in front that say nothing of whose the secret is; a single letter says nothing either. */
const COMMON_WORDS: ReadonlySet<string> = new Set(
  'my our the your default master regular user account sql map maps import public private prod production dev staging test global const var react app vite next nuxt gatsby vue expo ng env data self this settings config conf options opts params auth api credential credentials cred creds export exports ext static request req query viz write read admin old new current http in arg args db engine client set with add use update init service window module process props state context ctx cfg obj site server web local secret url login basic'.split(
    ' ',
  ),
);

/** Whether a secret's name says nothing of whose it is. */
export function isCommonName(words: string): boolean {
  const end = words.search(SECRET);
  return end === 0 || (end > 0 && words.slice(0, end).split(/_+/).every(saysNothing));
}

function saysNothing(word: string): boolean {
  return COMMON_WORDS.has(word) || /^[a-z]$/.test(word);
}

const CLIENT_SECRET = /secret/;

export function isClientSecretName(words: string): boolean {
  return CLIENT_SECRET.test(words);
}
